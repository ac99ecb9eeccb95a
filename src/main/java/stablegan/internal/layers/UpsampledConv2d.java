package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import stablegan.autograd.TensorOps;
import stablegan.lipschitz.Certificate;

/**
 * Nearest-neighbour upsampling by two and then a convolution (stride 1, zeros around a 3×3 kernel,
 * bias), in one: (N, in, H, W) to (N, out, 2·H, 2·W). Equal to the two layers up to rounding, for
 * less than half of the multiply-adds.
 */
public final class UpsampledConv2d extends ResampledConv2d {

  /**
   * Creates the layer.
   *
   * @param filters output channels
   * @param kernel side of the kernel, 1 or 3
   */
  public UpsampledConv2d(int filters, int kernel) {
    super(filters, kernel);
  }

  @Override
  String kind() {
    return "upsampled_conv2d";
  }

  @Override
  NDArray pointwise(NDArray x, NDArray w, NDArray b) {
    try (NDArray small = convolve(x, w, b)) {
      Shape shape = getOutputShapes(new Shape[] {x.getShape()})[0];
      return TensorOps.resizeNearest(
          small, Math.toIntExact(shape.get(2)), Math.toIntExact(shape.get(3)));
    }
  }

  /**
   * Pooling's adjoint is upsampling, but for the window's area; a convolution's is the transposed
   * convolution, and that with W's mirror image is the convolution with W again.
   */
  @Override
  NDArray strided(NDArray x, NDArray folded, NDArray b) {
    try (NDArray sums = TensorOps.times(folded, AREA);
        NDArray mirrored = sums.flip(2, 3);
        NDArray transposed = mirrored.swapAxes(0, 1);
        NDArray kernel = TensorOps.channelsLast(transposed)) {
      return TensorOps.convTranspose2d(x, kernel, b, 2, 1);
    }
  }

  @Override
  Shape convolved(Shape input) {
    return new Shape(input.get(0), input.get(1), 2 * input.get(2), 2 * input.get(3));
  }

  @Override
  public Certificate certified(Certificate convolution) {
    return Certificate.sequence("upsampled", Certificate.upsample(2), convolution);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return output(in, 2 * in.get(2), 2 * in.get(3));
  }
}
