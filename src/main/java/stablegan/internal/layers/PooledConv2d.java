package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import stablegan.lipschitz.Certificate;

/**
 * A convolution (stride 1, zeros around a 3×3 kernel, bias) and then the average of each window of
 * 2×2 pixels, in one: (N, in, H, W) to (N, out, H/2, W/2), what is left over at the far ends cut
 * off. Equal to the two layers up to rounding, for less than half of the multiply-adds.
 */
public final class PooledConv2d extends ResampledConv2d {

  /**
   * Creates the layer.
   *
   * @param filters output channels
   * @param kernel side of the kernel, 1 or 3
   */
  public PooledConv2d(int filters, int kernel) {
    super(filters, kernel);
  }

  @Override
  String kind() {
    return "pooled_conv2d";
  }

  @Override
  NDArray pointwise(NDArray x, NDArray w, NDArray b) {
    try (NDArray small = pool(x)) {
      return convolve(small, w, b);
    }
  }

  /** Output p is the mean over j = 0, 1 of Σ W[k]·x[2p + j + k − 1], in each direction. */
  @Override
  NDArray strided(NDArray x, NDArray folded, NDArray b) {
    return convolveByWindows(x, folded, b);
  }

  @Override
  Shape convolved(Shape input) {
    return input;
  }

  @Override
  public Certificate certified(Certificate convolution) {
    return Certificate.sequence("pooled", convolution, Certificate.averagePool(2, 2));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return output(in, in.get(2) / 2, in.get(3) / 2);
  }
}
