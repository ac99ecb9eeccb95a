package stablegan.lecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import stablegan.autograd.Autograd;
import stablegan.internal.device.ComputeDevice;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;

/**
 * What is left of a weight's size under spectral normalization, measured on a small convolution:
 * W/σ(W) doesn't change with it. So weight decay changes no output; it keeps the gradient, which
 * goes with 1/size, large, and with it the effective learning rate: 1/size² under gradient descent,
 * 1/size under Adam.
 *
 * @param factor what the weight is multiplied by
 * @param cosine of the gradient ∂L/∂W and W; 0 in theory
 * @param change the largest change of an output, relative to the largest output; 0 in theory
 * @param gradient the norm of ∂L/∂W relative to that at factor 1; 1/factor in theory
 */
public record WeightScaling(double factor, double cosine, double change, double gradient) {

  /**
   * Measures it.
   *
   * @param factor positive and finite
   */
  public static WeightScaling of(double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "the factor of a weight must be positive and finite, but is " + factor);
    }
    try (NDManager manager = ComputeDevice.newManager()) {
      NDArray inputs = Specimens.inputs(manager);
      SpectralNorm norm = Specimens.convolution(manager, SpectralNorm.Settings.DEFAULT);
      NDArray before = outputs(norm, inputs);
      NDArray gradientBefore = gradient(norm, inputs);
      Specimens.replaceWeight(norm, norm.weight().getArray().stopGradient().mul(factor));
      NDArray gradient = gradient(norm, inputs);
      return new WeightScaling(
          factor,
          cosine(gradient, norm.weight().getArray().stopGradient()),
          outputs(norm, inputs).sub(before).abs().max().getFloat() / before.abs().max().getFloat(),
          gradient.norm().getFloat() / gradientBefore.norm().getFloat());
    }
  }

  private static NDArray outputs(SpectralNorm norm, NDArray inputs) {
    StepWeights fixed = StepWeights.fixed(inputs.getManager());
    return Specimens.pass(norm, fixed, inputs, false).stopGradient();
  }

  private static NDArray gradient(SpectralNorm norm, NDArray inputs) {
    try (Autograd.Mode recording = Autograd.record()) {
      StepWeights fixed = StepWeights.fixed(inputs.getManager());
      NDArray loss = Specimens.pass(norm, fixed, inputs, true).tanh().sum();
      return Autograd.grad(loss, new NDList(norm.weight().getArray()), false).get(0);
    }
  }

  static double cosine(NDArray a, NDArray b) {
    return a.mul(b).sum().getFloat() / (a.norm().getFloat() * b.norm().getFloat());
  }
}
