package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import stablegan.autograd.TensorOps;

/**
 * Power iteration with the convolution and its adjoint, at the layer's own geometry. Iterates in
 * single precision, which convolutions are several times faster in.
 */
final class ConvPowerIteration {

  private static final Shape NO_DILATION = new Shape(1, 1);

  private ConvPowerIteration() {}

  static double sigma(NDArray kernel, ConvGeometry geometry, int iterations, long seed) {
    long channels = kernel.getShape().get(1) * geometry.groups();
    Shape input = new Shape(1, channels, geometry.height(), geometry.width());
    NDArray single = kernel.toType(DataType.FLOAT32, false);
    NDArray start = PowerIteration.gaussian(kernel.getManager(), input, seed);
    NDArray v =
        PowerIteration.run(
            start.toType(DataType.FLOAT32, false),
            x -> convolve(x, single, geometry),
            y -> adjoint(y, single, geometry),
            iterations);
    // σ is flat around its vector: single precision costs it no digits if the last gain is exact
    NDArray exact = v.toType(DataType.FLOAT64, false);
    return PowerIteration.gain(convolve(exact, kernel, geometry), exact);
  }

  private static NDArray convolve(NDArray x, NDArray kernel, ConvGeometry geometry) {
    Shape stride = new Shape(geometry.stride(), geometry.stride());
    Shape padding = new Shape(geometry.padding(), geometry.padding());
    return Conv2d.conv2d(x, kernel, null, stride, padding, NO_DILATION, geometry.groups())
        .singletonOrThrow();
  }

  /** The last rows and columns may be out of every filter's reach, by another number each. */
  private static NDArray adjoint(NDArray y, NDArray kernel, ConvGeometry geometry) {
    int padding = geometry.padding();
    int rows = remainder(geometry.height(), kernel.getShape().get(2), geometry);
    int columns = remainder(geometry.width(), kernel.getShape().get(3), geometry);
    NDArray x =
        TensorOps.convTranspose2d(
            y, kernel, geometry.stride(), padding, Math.max(rows, columns), geometry.groups());
    return x.get(new NDIndex(":, :, :{}, :{}", geometry.height(), geometry.width()));
  }

  private static int remainder(int size, long kernel, ConvGeometry geometry) {
    return Math.toIntExact((size + 2L * geometry.padding() - kernel) % geometry.stride());
  }
}
