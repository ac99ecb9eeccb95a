package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.lipschitz.SigmaEstimator.Kind;
import stablegan.lipschitz.SigmaEstimator.Padding;

/**
 * Estimators of the largest singular value σ of convolutions and dense layers, to offer and to
 * compare.
 *
 * <p>Below, W is the kernel (out, in, kh, kw), H × W the input's size, n and N the smaller and the
 * larger one of a matrix's sides. Strides are handled by the exact reduction to stride 1 on the
 * input's s² phases, groups one by one, except by the reshapes of spectral normalization, which
 * take the kernel as it is.
 *
 * <p>How they lie: without groups, wherever one filter fits into the input, reshape ≤ σ ≤ √(kh kw)
 * · reshape. Thus a convolution that is divided by its reshape's σ has a true σ between 1 and √(kh
 * kw).
 */
public final class SigmaEstimators {

  /** Where a power iteration's start doesn't matter. */
  private static final long SEED = 0;

  private SigmaEstimators() {}

  /**
   * The largest singular value of a matrix, by an eigenproblem in double precision.
   *
   * @param matrix (m, n), of any type of numbers
   */
  public static double largestSingularValue(NDArray matrix) {
    try (NDManager scratch = ComputeDevice.newManager()) {
      NDArray w = matrix.toType(DataType.FLOAT64, true);
      w.attach(scratch);
      return Spectrum.largestSingularValue(w);
    }
  }

  /**
   * The largest ‖Wx − Wy‖/‖x − y‖ among random pairs of Gaussian points: never above σ, near it in
   * few dimensions.
   *
   * @param matrix W, (m, n)
   * @param pairs at least 1
   */
  public static double largestStretch(NDArray matrix, int pairs, long seed) {
    if (pairs < 1) {
      throw new IllegalArgumentException("pairs must be at least 1, but are " + pairs);
    }
    try (NDManager scratch = ComputeDevice.newManager()) {
      NDArray w = matrix.toType(DataType.FLOAT64, true);
      w.attach(scratch);
      Shape points = new Shape(w.getShape().get(1), pairs);
      NDArray differences =
          PowerIteration.gaussian(scratch, points, seed)
              .sub(PowerIteration.gaussian(scratch, points, seed + 1));
      NDArray lengths = differences.square().sum(new int[] {0});
      NDArray images = w.matMul(differences).square().sum(new int[] {0});
      return Math.sqrt(images.div(lengths).max().getDouble());
    }
  }

  /**
   * σ of the kernel reshaped to (out, in · kh · kw), exactly: what the power iteration of spectral
   * normalization (Miyato et al. 2018, "Spectral Normalization for Generative Adversarial
   * Networks", section 2) converges to. An estimate of a convolution's σ, from below by up to √(kh
   * kw); exact for a dense layer. The kernel of a transposed convolution begins with its inputs, so
   * that this is the reshape with one row for each input. Costs an n × n eigenproblem.
   */
  public static SigmaEstimator reshape() {
    return new NormalizedEstimator(
            "reshape",
            Kind.ESTIMATE,
            Padding.ANY,
            (kernel, geometry) -> ReshapedKernel.mean(kernel, Unfolding.FILTERS))
        .where(ReshapedKernel::isLayersMatrix, Kind.EXACT);
  }

  /**
   * The same by power iteration from a Gaussian vector (Miyato et al. 2018, algorithm 1): v ← Mᵀ M
   * v / ‖Mᵀ M v‖, σ ≈ ‖M v‖. Below {@link #reshape()}, which it approaches. Costs two products with
   * the matrix an iteration.
   */
  public static SigmaEstimator reshapePowerIteration(int iterations, long seed) {
    PowerIteration.checked(iterations);
    return new NormalizedEstimator(
            "reshape, power iteration",
            Kind.ESTIMATE,
            Padding.ANY,
            (kernel, geometry) -> ReshapedKernel.byPowerIteration(kernel, iterations, seed))
        .where(ReshapedKernel::isLayersMatrix, Kind.LOWER_BOUND);
  }

  /**
   * Mean of the reshapes to (out, in · kh · kw) and (in, out · kh · kw): the divisor of
   * bidirectional spectral normalization (Lin, Sekar and Fanti 2021, "Why Spectral Normalization
   * Stabilizes GANs: Analysis and Improvements"; the scale of BSSN is not in it). An estimate;
   * exact for a dense layer. Costs two eigenproblems.
   */
  public static SigmaEstimator meanOfTwoReshapes() {
    return new NormalizedEstimator(
            "mean of two reshapes",
            Kind.ESTIMATE,
            Padding.ANY,
            (kernel, geometry) -> ReshapedKernel.mean(kernel, Unfolding.FILTERS, Unfolding.INPUTS))
        .where(ReshapedKernel::isLayersMatrix, Kind.EXACT);
  }

  /**
   * Power iteration with the convolution and its adjoint, the transposed convolution, on an input
   * of the actual size, stride, padding and groups (Gouk et al. 2018, "Regularisation of Neural
   * Networks by Enforcing Lipschitz Continuity"; Farnia et al. 2019, "Generalizable Adversarial
   * Training via Spectral Normalization"; Virmaux and Scaman 2018, "Lipschitz regularity of deep
   * neural networks"). A lower bound that tends to σ of the layer with zero padding; it needs more
   * iterations the closer the largest singular values lie together. Costs two convolutions an
   * iteration.
   */
  public static SigmaEstimator convPowerIteration(int iterations, long seed) {
    PowerIteration.checked(iterations);
    return new NormalizedEstimator(
        "conv, power iteration",
        Kind.LOWER_BOUND,
        Padding.ZERO,
        (kernel, geometry) -> ConvPowerIteration.sigma(kernel, geometry, iterations, seed));
  }

  /**
   * σ of the transfer matrices (out, in) at all frequencies (Sedghi, Gupta and Long 2019, "The
   * Singular Values of Convolutional Layers"). Costs H · W / (2 s²) eigenproblems of 2n rows.
   *
   * @param padding CIRCULAR: exact for the input's size, rounded up to a multiple of the stride.
   *     ZERO: on a torus that is larger by the padding, of which the zero-padded convolution is a
   *     part, so that the value is an upper bound for the actual layer, and a tight one
   */
  public static SigmaEstimator fourier(Padding padding) {
    return FrequencyEstimator.fourier(padding);
  }

  /**
   * Gram iteration (Delattre et al. 2023, "Efficient Bound of Lipschitz Constant for Convolutional
   * Layers by Gram Iteration"): G ← G G* / ‖G‖² at all frequencies, σ ≤ ‖G‖_F^(2⁻ᵏ) with the norms
   * that were divided out. Deterministic, and after k iterations an upper bound that is too large
   * by a factor of at most n^(2⁻ᵏ⁻¹). Costs H · W / (2 s²) · 3k products of n × n matrices.
   *
   * @param padding the convolution that it bounds: CIRCULAR for the input's size, rounded up to a
   *     multiple of the stride, or ZERO on the larger torus, see {@link #fourier}
   */
  public static SigmaEstimator gramIteration(int iterations, Padding padding) {
    return FrequencyEstimator.gramIteration(iterations, padding);
  }

  /**
   * √(kh kw) · min of the four unfoldings (out, in kh kw), (out kh kw, in), (out kh, in kw) and
   * (out kw, in kh) (Singla and Feizi 2021, "Fantastic Four: Differentiable and Efficient Bounds on
   * Singular Values of Convolution Layers"). An upper bound for every input size and both paddings.
   * Costs four eigenproblems, none of which knows the input's size.
   */
  public static SigmaEstimator fourReshapes() {
    // of one pixel, the four are the same matrix
    return new NormalizedEstimator(
            "four reshapes", Kind.UPPER_BOUND, Padding.ANY, ReshapedKernel::fourUnfoldings)
        .where((kernel, geometry) -> geometry.isPointwise(kernel), Kind.EXACT);
  }

  /** One of each, from the cheapest guess to the exact values, with usual settings. */
  public static List<SigmaEstimator> all() {
    return List.of(
        reshapePowerIteration(15, SEED),
        reshape(),
        meanOfTwoReshapes(),
        fourReshapes(),
        convPowerIteration(100, SEED),
        gramIteration(8, Padding.CIRCULAR),
        gramIteration(8, Padding.ZERO),
        fourier(Padding.CIRCULAR),
        fourier(Padding.ZERO));
  }

  /**
   * One estimator's result: a row of a comparison.
   *
   * @param name of the estimator
   * @param kind what it is under its own padding
   * @param padding the padding that {@code kind} speaks of
   * @param kindForLayer what the value is for this layer as the engine runs it, with zero padding
   * @param value σ or what stands for it
   * @param seconds wall-clock time
   */
  public record Report(
      String name,
      SigmaEstimator.Kind kind,
      SigmaEstimator.Padding padding,
      SigmaEstimator.Kind kindForLayer,
      double value,
      double seconds) {

    /** {@link SigmaEstimators#all()} side by side on one kernel. */
    public static List<Report> of(NDArray kernel, ConvGeometry geometry) {
      return of(kernel, geometry, SigmaEstimators.all());
    }

    /** Estimators side by side on one kernel, in their order. */
    public static List<Report> of(
        NDArray kernel, ConvGeometry geometry, List<SigmaEstimator> estimators) {
      return estimators.stream().map(estimator -> measure(kernel, geometry, estimator)).toList();
    }

    /** {@link SigmaEstimators#all()} on one kernel, in units of the exact norm of its reshape. */
    public static List<Report> relative(NDArray kernel, ConvGeometry geometry) {
      double unit = reshape().sigma(kernel, geometry);
      return of(kernel, geometry).stream().map(report -> report.inUnitsOf(unit)).toList();
    }

    private Report inUnitsOf(double unit) {
      return new Report(name, kind, padding, kindForLayer, value / unit, seconds);
    }

    private static Report measure(NDArray kernel, ConvGeometry geometry, SigmaEstimator estimator) {
      long start = System.nanoTime();
      double value = estimator.sigma(kernel, geometry);
      double seconds = (System.nanoTime() - start) * 1e-9;
      return new Report(
          estimator.name(),
          estimator.kind(),
          estimator.padding(),
          estimator.kindFor(kernel.getShape(), geometry),
          value,
          seconds);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-26s %10.6f  %-11s %-8s  for the layer: %-11s  %7.3f s",
          name,
          value,
          kind,
          padding,
          kindForLayer,
          seconds);
    }
  }

  /**
   * How far the power iteration u ← Wv/‖Wv‖, v ← Wᵀu/‖Wᵀu‖ is from σ after 1, 2, … iterations from
   * a Gaussian v: 1 − uᵀWv/σ, which is never negative but for rounding.
   *
   * @param name of the matrix
   * @param ratio σ₂/σ₁, the second largest singular value relative to the largest
   * @param errors one for each iteration until rounding is all that is left, 1e-13
   */
  public record IterationErrors(String name, double ratio, List<Double> errors, boolean settled) {

    private static final double ROUNDING = 1e-13;

    /**
     * Measures them in double precision.
     *
     * @param matrix (m, n), m and n at least 2
     * @param iterations at most so many, at least 1
     * @throws IllegalArgumentException if the matrix is smaller, or there are fewer iterations
     */
    public static IterationErrors of(String name, NDArray matrix, int iterations, long seed) {
      PowerIteration.checked(iterations);
      Shape shape = matrix.getShape();
      if (shape.dimension() != 2 || Math.min(shape.get(0), shape.get(1)) < 2) {
        throw new IllegalArgumentException(
            "a matrix must be (m, n), m and n at least 2, to have a second singular value, but is "
                + shape);
      }
      try (NDManager scratch = ComputeDevice.newManager()) {
        NDArray w = matrix.toType(DataType.FLOAT64, true);
        w.attach(scratch);
        double[] singular = TensorOps.singularValues(w).toDoubleArray();
        NDArray v = PowerIteration.gaussian(scratch, new Shape(w.getShape().get(1)), seed);
        List<Double> errors = new ArrayList<>();
        boolean settled = false;
        for (int i = 0; i < iterations && !settled; i++) {
          NDArray image = w.matMul(v);
          NDArray u = image.div(image.norm());
          NDArray back = w.transpose().matMul(u);
          v = back.div(back.norm());
          double error = 1 - u.dot(w.matMul(v)).getDouble() / singular[0];
          settled = error < ROUNDING;
          if (!settled) {
            errors.add(error);
          }
        }
        return new IterationErrors(name, singular[1] / singular[0], List.copyOf(errors), settled);
      }
    }

    /**
     * Of a diagonal matrix with the singular values 1, ratio, ratio, …
     *
     * @param rows at least 2
     * @throws IllegalArgumentException if there are fewer rows or iterations
     */
    public static IterationErrors ofRatio(double ratio, int rows, int iterations, long seed) {
      if (rows < 2) {
        throw new IllegalArgumentException("rows must be at least 2 but are " + rows);
      }
      try (NDManager scratch = ComputeDevice.newManager()) {
        double[] entries = new double[rows * rows];
        for (int i = 0; i < rows; i++) {
          entries[i * rows + i] = i == 0 ? 1 : ratio;
        }
        NDArray matrix = scratch.create(entries, new Shape(rows, rows));
        return of("σ₂/σ₁ = " + ratio, matrix, iterations, seed);
      }
    }

    /** 1, 2, …: the iterations that the errors are of. */
    public List<Integer> iterations() {
      return IntStream.rangeClosed(1, errors.size()).boxed().toList();
    }

    /** In theory each iteration shrinks the error by (σ₂/σ₁)⁴ in the end. */
    public double theory() {
      return Math.pow(ratio, 4);
    }

    /**
     * By how much it does, on average over the second half of the iterations; NaN if that has fewer
     * than two errors, as where the iteration has settled at once.
     */
    public double factor() {
      if (errors.isEmpty()) {
        return Double.NaN;
      }
      int last = errors.size() - 1;
      int middle = errors.size() / 2;
      return Math.pow(errors.get(last) / errors.get(middle), 1.0 / (last - middle));
    }

    /**
     * The first iteration with an error of at most {@code error}.
     *
     * @throws IllegalArgumentException if there were too few iterations to get there
     */
    public long iterationsTo(double error) {
      long before = errors.stream().takeWhile(e -> e > error).count();
      if (before == errors.size() && !settled) {
        throw new IllegalArgumentException(
            "after %d iterations the error of %s is %s, not yet %s: allow more"
                .formatted(before, name, errors.get(errors.size() - 1), error));
      }
      return 1 + before;
    }
  }
}
