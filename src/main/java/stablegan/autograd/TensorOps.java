package stablegan.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;

/** Differentiable tensor operations that the engine's own array class lacks. */
public final class TensorOps {

  private static final int MAPS = 4;

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
    return Constants.number(x, c, x::mul);
  }

  /** max(x, c), element by element; see {@link #times} for why. */
  public static NDArray atLeast(NDArray x, double c) {
    return Constants.number(x, c, x::maximum);
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
    return Constants.numbers(
        geometry ->
            TorchScript.call("conv_transpose2d", new NDArray[] {x, geometry}, weights)
                .singletonOrThrow(),
        stride,
        padding,
        outputPadding,
        groups);
  }

  /**
   * max(x, slope·x), slope in [0, 1), written over x, which saves the memory of a second array.
   * Only for a fresh result of an operation whose gradient doesn't need it, such as a convolution.
   */
  public static NDArray leakyReluInPlace(NDArray x, double slope) {
    return called("leaky_relu_in_place", x, slope);
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
    // of finite numbers too large for their norm, which are rare, a second pass
    return finite("sum_of_norms", arrays) || finite("sum_of_differences", arrays);
  }

  private static boolean finite(String method, NDList arrays) {
    try (Autograd.Mode paused = Autograd.pause();
        NDScope handles = new NDScope()) {
      handles.suppressNotUsedWarning();
      NDArray total = TorchScript.call(method, new NDArray[0], arrays).singletonOrThrow();
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
    return called("resize_bilinear", x, height, width);
  }

  /**
   * Resize to the nearest pixel.
   *
   * @param x images (N, C, H, W)
   * @return images (N, C, height, width)
   */
  public static NDArray resizeNearest(NDArray x, int height, int width) {
    return called("resize_nearest", x, height, width);
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
   * Power iterations on a weight that is read as a matrix W of one row for each output: u ←
   * Wv/‖Wv‖, v ← Wᵀu/‖Wᵀu‖, norms of at least ε; of a zero vector what was there before, or u and v
   * could never leave zero again. Records nothing.
   *
   * @param u one number for each output
   * @param v one for each column of W, in the order of the weight's other axes
   * @param axis that of the outputs, 0 or 1
   * @param times at least 1
   * @return new u and v
   */
  public static NDList powerIteration(
      NDArray weight, NDArray u, NDArray v, int axis, int times, double eps) {
    NDList found = new NDList();
    try (Autograd.Mode paused = Autograd.pause()) {
      Constants.number(
          weight,
          eps,
          least ->
              Constants.numbers(
                  c -> {
                    NDArray[] arguments = {weight, u, v, least, c};
                    return found.addAll(TorchScript.call("power_iteration", arguments));
                  },
                  times,
                  axis));
    }
    return found;
  }

  /**
   * One step of Adam (Kingma and Ba 2015, algorithm 1, ε outside the bias correction) on all arrays
   * of a network at once. Changes the parameters and both moments in place; records nothing.
   *
   * @param parameters θ; gradients, first and second moments have as many arrays of the same shapes
   * @param steps how many were made, one number, int64; counted up
   */
  public static void adam(
      NDList parameters,
      NDList gradients,
      NDList first,
      NDList second,
      NDArray steps,
      double rate,
      double beta1,
      double beta2,
      double eps) {
    NDList all = new NDList(parameters);
    all.addAll(gradients);
    all.addAll(first);
    all.addAll(second);
    Constants.numbers(
        numbers -> TorchScript.callUnrecorded("adam", new NDArray[] {steps, numbers}, all),
        rate,
        beta1,
        beta2,
        eps);
  }

  /**
   * The Euclidean norms of all elements of each array, in one call.
   *
   * @param arrays float32, at least one
   */
  public static float[] norms(NDList arrays) {
    try (NDArray norms =
        TorchScript.callUnrecorded("norms", new NDArray[0], arrays).singletonOrThrow()) {
      return norms.toFloatArray();
    }
  }

  /** Numbers travel as an array: the engine passes nothing else to a method that records. */
  private static NDArray called(String method, NDArray x, double... numbers) {
    return Constants.numbers(
        array -> TorchScript.call(method, x, array).singletonOrThrow(), numbers);
  }
}
