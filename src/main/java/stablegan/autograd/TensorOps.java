package stablegan.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Differentiable tensor operations that the engine's own array class lacks. */
public final class TensorOps {

  private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");
  private static final Map<String, NDArray> INTEGERS = new ConcurrentHashMap<>();

  private TensorOps() {}

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
