package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import stablegan.autograd.Autograd;

/**
 * Weight normalization (Salimans & Kingma 2016, equation 2): W = g·V/‖V‖ for each output, V and the
 * gain g trained. g starts at ‖V‖, so the layer starts as it was.
 */
public final class WeightNorm extends Reparametrization {

  private final int axis;
  private final Parameter gain =
      addParameter(Parameter.builder().setName("gain").setType(Parameter.Type.GAMMA).build());

  private WeightNorm(Block layer) {
    super(layer);
    axis = Weights.outputAxis(layer);
  }

  /** Normalizes a linear, convolution, transposed convolution or embedding layer. */
  public static WeightNorm of(Block layer) {
    return new WeightNorm(layer);
  }

  @Override
  protected void weightChanged(NDManager manager, NDArray raw) {
    try (Autograd.Mode paused = Autograd.pause()) {
      NDArray norms = norms(raw);
      norms.attach(manager);
      norms.setRequiresGradient(true);
      gain.setArray(norms);
    }
  }

  @Override
  protected NDArray effective(NDArray raw, boolean updating) {
    NDArray norms = norms(raw).maximum(Float.MIN_NORMAL);
    return raw.mul(Weights.alongAxis(gain.getArray().div(norms), raw.getShape(), axis));
  }

  private NDArray norms(NDArray raw) {
    return Weights.asMatrix(raw, axis).square().sum(new int[] {1}).sqrt();
  }
}
