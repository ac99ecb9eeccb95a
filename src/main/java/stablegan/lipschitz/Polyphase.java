package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * Reduces any convolution to convolutions of stride 1 and one group with the same singular values.
 *
 * <p>A convolution of stride s is one of stride 1 on the s² phases of its input, seen as s² times
 * as many channels at 1/s of the size (space to depth, a permutation). Groups act on channels of
 * their own, so σ is the largest of the groups' σ.
 */
final class Polyphase {

  private Polyphase() {}

  /**
   * Kernels of stride 1, one for each group.
   *
   * @param kernel (out, in, kh, kw)
   * @return kernels (out / groups, in · s², ⌈kh / s⌉, ⌈kw / s⌉)
   */
  static NDList kernels(NDArray kernel, ConvGeometry geometry) {
    NDArray phases = geometry.stride() == 1 ? kernel : spaceToDepth(kernel, geometry.stride());
    return geometry.groups() == 1 ? new NDList(phases) : phases.split(geometry.groups());
  }

  private static NDArray spaceToDepth(NDArray kernel, int stride) {
    Shape shape = kernel.getShape();
    long rows = ceilDiv(shape.get(2), stride);
    long columns = ceilDiv(shape.get(3), stride);
    NDArray padded = padTo(padTo(kernel, 2, rows * stride), 3, columns * stride);
    return padded
        .reshape(shape.get(0), shape.get(1), rows, stride, columns, stride)
        .transpose(0, 1, 3, 5, 2, 4)
        .reshape(shape.get(0), shape.get(1) * stride * stride, rows, columns);
  }

  private static NDArray padTo(NDArray kernel, int axis, long size) {
    long[] shape = kernel.getShape().getShape().clone();
    shape[axis] = size - shape[axis];
    if (shape[axis] == 0) {
      return kernel;
    }
    NDArray zeros = kernel.getManager().zeros(new Shape(shape), kernel.getDataType());
    return kernel.concat(zeros, axis);
  }

  /**
   * Positions around the torus, after the reduction to stride 1.
   *
   * @param size of the input
   * @param zeros how many zeros lie between the input's end and its beginning
   */
  static int torus(int size, int zeros, int stride) {
    return Math.toIntExact(ceilDiv(size + zeros, stride));
  }

  private static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
