package stablegan.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Differentiable tensor operations that the engine's own array class lacks. */
public final class TensorOps {

  private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");
  private static final Map<String, NDArray> INTEGERS = new ConcurrentHashMap<>();

  private TensorOps() {}

  /**
   * x·c, whose gradient outlives a garbage collection.
   *
   * <p>While operations are recorded, use this in place of {@link NDArray#mul(Number)} and {@link
   * NDArray#div(Number)}. On the CPU those lend the graph a constant in the Java heap's own native
   * memory and give it up at once: a garbage collection between the forward pass and the gradient
   * frees it, and the gradient is multiplied by whatever lies there. {@code pow}, {@code maximum},
   * {@code minimum} and {@code clip} of a number share this error; {@code add} and {@code sub} need
   * no constant for their gradients and are safe.
   */
  public static NDArray times(NDArray x, double c) {
    try (NDArray constant = scalar(x, c)) {
      return x.mul(constant);
    }
  }

  /** max(x, c), element by element; see {@link #times} for why. */
  public static NDArray atLeast(NDArray x, double c) {
    try (NDArray constant = scalar(x, c)) {
      return x.maximum(constant);
    }
  }

  /** A constant of x's type in memory that belongs to the engine: the result of an operation. */
  private static NDArray scalar(NDArray x, double c) {
    Number value = c;
    if (x.getDataType() != DataType.FLOAT64) {
      value = (float) c;
    }
    try (NDArray zero = x.getManager().zeros(new Shape(), x.getDataType())) {
      return zero.add(value);
    }
  }

  /**
   * Transposed convolution, the adjoint of a convolution with the same kernel.
   *
   * @param x input (N, in, H, W)
   * @param weight kernel (in, out / groups, kh, kw), as in PyTorch
   * @param stride the same in both directions, positive
   * @param padding the same in both directions, not negative
   * @param outputPadding rows and columns added at the far end, less than the stride
   * @param groups divides the input channels
   * @return (N, out, (H − 1)·stride − 2·padding + kh + outputPadding, likewise W)
   */
  public static NDArray convTranspose2d(
      NDArray x, NDArray weight, int stride, int padding, int outputPadding, int groups) {
    return TorchScript.call(
            "conv_transpose2d", x, weight, integers(stride, padding, outputPadding, groups))
        .singletonOrThrow();
  }

  /** The same values, laid out channels last (NHWC in memory, NCHW in shape); 4-D arrays only. */
  public static NDArray channelsLast(NDArray x) {
    return TorchScript.call("channels_last", x).singletonOrThrow();
  }

  /**
   * Bilinear resize, corners not aligned, no antialiasing.
   *
   * @param x images (N, C, H, W)
   * @return images (N, C, height, width)
   */
  public static NDArray resizeBilinear(NDArray x, int height, int width) {
    return TorchScript.call("resize_bilinear", x, integers(height, width)).singletonOrThrow();
  }

  /**
   * The singular values of a matrix, the largest first, by the engine's LAPACK on all cores.
   *
   * @param x (m, n), float64 for full accuracy
   * @return min(m, n) values
   */
  public static NDArray singularValues(NDArray x) {
    return TorchScript.call("singular_values", x).singletonOrThrow();
  }

  /** Integers travel as a tensor: the engine passes nothing else to a method that records. */
  private static NDArray integers(int... values) {
    return INTEGERS.computeIfAbsent(Arrays.toString(values), key -> constant(values));
  }

  private static NDArray constant(int... values) {
    NDArray constant = MANAGER.create(values);
    NDScope.unregister(constant); // it outlives the scope of whoever calls first
    return constant;
  }
}
