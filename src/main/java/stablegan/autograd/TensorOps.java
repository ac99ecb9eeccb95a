package stablegan.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
  private static final int MAPS = 4;
  private static final Map<String, NDArray> INTEGERS = new ConcurrentHashMap<>();

  private static final Map<Double, NDArray> NUMBERS = new ConcurrentHashMap<>();

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
    // the engine can't make bfloat16 arrays; a number does not change the type of what it meets
    DataType type = isBfloat16(x) ? DataType.FLOAT32 : x.getDataType();
    try (NDArray zero = x.getManager().zeros(new Shape(), type)) {
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
    return transposed(x, new NDList(weight), stride, padding, outputPadding, groups);
  }

  /** The same plus a bias for each output channel (out). */
  public static NDArray convTranspose2d(
      NDArray x, NDArray weight, NDArray bias, int stride, int padding) {
    return transposed(x, new NDList(weight, bias), stride, padding, 0, 1);
  }

  private static NDArray transposed(
      NDArray x, NDList weights, int stride, int padding, int outputPadding, int groups) {
    NDArray geometry = integers(stride, padding, outputPadding, groups);
    return TorchScript.call("conv_transpose2d", new NDArray[] {x, geometry}, weights)
        .singletonOrThrow();
  }

  /**
   * max(x, slope·x), slope in [0, 1), written over x, which saves the memory of a second array.
   * Only for a fresh result of an operation whose gradient doesn't need it, such as a convolution.
   */
  public static NDArray leakyReluInPlace(NDArray x, double slope) {
    NDArray constant = NUMBERS.computeIfAbsent(slope, key -> constant(MANAGER.create(key)));
    return TorchScript.call("leaky_relu_in_place", x, constant).singletonOrThrow();
  }

  /** The values rounded to bfloat16, 8 bits of precision; gradients come back in x's type. */
  public static NDArray bfloat16(NDArray x) {
    return TorchScript.call("bfloat16", x).singletonOrThrow();
  }

  /** The values as float32; gradients come back in x's type. */
  public static NDArray float32(NDArray x) {
    return TorchScript.call("float32", x).singletonOrThrow();
  }

  /** Whether an array is bfloat16, a type that the engine computes with but has no name for. */
  public static boolean isBfloat16(NDArray x) {
    return x.getDataType() == DataType.UNKNOWN || x.getDataType() == DataType.BFLOAT16;
  }

  /** The same values, laid out channels last (NHWC in memory, NCHW in shape); 4-D arrays only. */
  public static NDArray channelsLast(NDArray x) {
    return TorchScript.call("channels_last", x).singletonOrThrow();
  }

  /** Copies values into an array of the same shape, which keeps its layout. Nothing is recorded. */
  public static void copy(NDArray from, NDArray to) {
    try (Autograd.Mode paused = Autograd.pause()) {
      TorchScript.call("copy", from, to).close();
    }
  }

  /** Whether all numbers of these arrays of one floating-point type are finite. */
  public static boolean finite(NDList arrays) {
    // one pass of sums: of finite numbers too large for their sum, which are rare, a second one
    return finite("sum_of_sums", arrays) || finite("sum_of_differences", arrays);
  }

  private static boolean finite(String sum, NDList arrays) {
    try (Autograd.Mode paused = Autograd.pause();
        NDScope handles = new NDScope()) {
      handles.suppressNotUsedWarning();
      NDArray total = TorchScript.call(sum, new NDArray[0], arrays).singletonOrThrow();
      return Float.isFinite(total.getFloat());
    }
  }

  /** Lays out the 4-D arrays among these channels last, in place; their values stay. */
  public static void layOutChannelsLast(NDList arrays) {
    NDList kernels = new NDList();
    arrays.stream().filter(a -> a.getShape().dimension() == MAPS).forEach(kernels::add);
    if (!kernels.isEmpty()) {
      try (Autograd.Mode paused = Autograd.pause();
          NDScope handles = new NDScope()) {
        handles.suppressNotUsedWarning();
        TorchScript.call("set_channels_last", new NDArray[0], kernels);
      }
    }
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
   * Resize to the nearest pixel.
   *
   * @param x images (N, C, H, W)
   * @return images (N, C, height, width)
   */
  public static NDArray resizeNearest(NDArray x, int height, int width) {
    return TorchScript.call("resize_nearest", x, integers(height, width)).singletonOrThrow();
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

  /**
   * One step of Adam (Kingma & Ba 2015, algorithm 1, ε outside the bias correction) on all arrays
   * of a network at once. Changes the parameters and both moments in place; records nothing.
   *
   * @param parameters θ; gradients, first and second moments have as many arrays of the same shapes
   * @param step t, from 1
   */
  public static void adam(
      NDList parameters,
      NDList gradients,
      NDList first,
      NDList second,
      long step,
      double rate,
      double beta1,
      double beta2,
      double eps) {
    NDList all = new NDList(parameters);
    all.addAll(gradients);
    all.addAll(first);
    all.addAll(second);
    try (NDArray numbers = MANAGER.create(new double[] {step, rate, beta1, beta2, eps})) {
      TorchScript.call("adam", new NDArray[] {numbers}, all);
    }
  }

  /** Integers travel as a tensor: the engine passes nothing else to a method that records. */
  private static NDArray integers(int... values) {
    return INTEGERS.computeIfAbsent(
        Arrays.toString(values), key -> constant(MANAGER.create(values)));
  }

  private static NDArray constant(NDArray constant) {
    NDScope.unregister(constant); // it outlives the scope of whoever calls first
    return constant;
  }
}
