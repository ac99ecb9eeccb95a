package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** A layer's weight, and how it is read as a matrix. */
final class Weights {

  /** Axes of a 2-D convolution's weight. */
  private static final int KERNEL = 4;

  private Weights() {}

  /** How many outputs a weight has along their axis. */
  static long outputs(Shape weight, int axis) {
    if (axis < 0 || axis >= weight.dimension()) {
      throw new IllegalArgumentException(
          "a weight " + weight + " has no axis " + axis + " for its layer's outputs to lie on");
    }
    return weight.get(axis);
  }

  /** The weight as a matrix of one row for each index along {@code axis}. */
  static NDArray asMatrix(NDArray weight, int axis) {
    NDArray rowsFirst = axis == 0 ? weight : weight.swapAxes(0, axis);
    return rowsFirst.reshape(outputs(weight.getShape(), axis), -1);
  }

  /**
   * The same matrix with the columns of a kernel (out, in, kh, kw) in the order (kh, kw, in), which
   * makes it a view of a kernel that lies channels last in memory.
   */
  static NDArray asMatrixInMemoryOrder(NDArray weight, int axis) {
    Shape shape = weight.getShape();
    if (shape.dimension() != KERNEL || axis > 1) {
      return asMatrix(weight, axis);
    }
    NDArray inMemory = weight.transpose(0, 2, 3, 1);
    return axis == 0
        ? inMemory.reshape(shape.get(0), -1)
        : inMemory.reshape(-1, shape.get(1)).transpose();
  }

  /** A vector of one number for each column of {@link #asMatrix}, for that matrix. */
  static NDArray inMemoryOrder(NDArray columns, Shape weight, int axis) {
    return permutes(weight, axis)
        ? columns.reshape(weight.slice(1)).transpose(1, 2, 0).flatten()
        : columns;
  }

  /** A transposed convolution's columns (in, kh, kw) lie in that order in memory too. */
  private static boolean permutes(Shape weight, int axis) {
    return axis == 0 && weight.dimension() == KERNEL;
  }

  /** One number for each output, shaped to be multiplied with a weight. */
  static NDArray alongAxis(NDArray perOutput, Shape weight, int axis) {
    long[] shape = new long[weight.dimension()];
    Arrays.fill(shape, 1);
    shape[axis] = weight.get(axis);
    return perOutput.reshape(new Shape(shape));
  }
}
