package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * A convolution with TensorFlow's SAME padding, perhaps with a ReLU6 after it. With p zeros to add
 * in a direction, ⌊p/2⌋ come before and the rest after; at stride 2 that is one more after, which
 * the engine's own symmetric padding can't do.
 */
record SameConvolution(NDArray kernel, NDArray bias, int stride, int groups, boolean relu6) {

  NDArray apply(NDArray x) {
    int size = (int) kernel.getShape().get(2);
    long rows = padding(x.getShape().get(2), size);
    long columns = padding(x.getShape().get(3), size);
    if (rows % 2 == 0 && columns % 2 == 0) {
      return convolve(x, new Shape(rows / 2, columns / 2));
    }
    Shape zeros = new Shape(columns / 2, columns - columns / 2, rows / 2, rows - rows / 2);
    try (NDArray padded = x.pad(zeros, 0)) {
      return convolve(padded, new Shape(0, 0));
    }
  }

  private NDArray convolve(NDArray x, Shape padding) {
    Shape strides = new Shape(stride, stride);
    NDArray y =
        Conv2d.conv2d(x, kernel, bias, strides, padding, new Shape(1, 1), groups)
            .singletonOrThrow();
    if (!relu6) {
      return y;
    }
    try (y) {
      return y.clip(0, 6);
    }
  }

  /** Zeros to add so that the output has ⌈length / stride⌉ positions. */
  private long padding(long length, int size) {
    long positions = (length + stride - 1) / stride;
    return Math.max((positions - 1) * stride + size - length, 0);
  }
}
