package stablegan.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_DDRM;

/** What holds for every estimator and every kernel. */
class SigmaPropertiesTest {

  private static final int TRIES = 25;

  /** Relative, for rounding in double precision. */
  private static final double ROUNDING = 1e-10;

  /** Relative, of kernels that are scaled in single precision. */
  private static final double SINGLE = 1e-5;

  /** Relative, where 8 steps of Gram iteration leave at most 6^(1/512) − 1 = 0.0035. */
  private static final double GRAM = 0.004;

  private static final ConvGeometry GEOMETRY = ConvGeometry.same(5, 4, 3);

  @Provide
  Arbitrary<SigmaEstimator> estimators() {
    return Arbitraries.of(SigmaEstimators.all());
  }

  @Property(tries = TRIES)
  void scalesWithTheKernel(
      @ForAll("estimators") SigmaEstimator estimator,
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double factor) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray kernel = kernel(manager, new Shape(3, 2, 3, 3), seed);
      double expected = Math.abs(factor) * estimator.sigma(kernel, GEOMETRY);
      assertThat(estimator.sigma(kernel.mul(factor), GEOMETRY))
          .isCloseTo(expected, within(ROUNDING * expected));
    }
  }

  @Property(tries = TRIES)
  void neitherTinyNorHugeKernelsOverflow(
      @ForAll("estimators") SigmaEstimator estimator,
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll("scales") double scale) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray kernel = kernel(manager, new Shape(3, 2, 3, 3), seed).toType(DataType.FLOAT32, true);
      double expected = scale * estimator.sigma(kernel, GEOMETRY);
      assertThat(estimator.sigma(kernel.mul(scale), GEOMETRY))
          .isCloseTo(expected, within(SINGLE * expected));
    }
  }

  @Provide
  Arbitrary<Double> scales() {
    return Arbitraries.of(1e-30, 1e-20, 1e15, 1e30);
  }

  @Property(tries = TRIES)
  void aRankOneKernelOfOneTapHasTheProductOfTheLengths(
      @ForAll("estimators") SigmaEstimator estimator,
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll @IntRange(min = 1, max = 6) int out,
      @ForAll @IntRange(min = 1, max = 6) int in) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray left = kernel(manager, new Shape(out, 1), seed);
      NDArray right = kernel(manager, new Shape(1, in), seed + 1);
      double truth = length(left) * length(right);
      assertThat(estimator.sigma(left.matMul(right), ConvGeometry.dense()))
          .isCloseTo(truth, within(ROUNDING * truth));
      NDArray pointwise = left.matMul(right).reshape(out, in, 1, 1);
      assertThat(estimator.sigma(pointwise, ConvGeometry.same(4, 4, 1)))
          .isCloseTo(truth, within(ROUNDING * truth));
    }
  }

  @Property(tries = TRIES)
  void anOrthogonalKernelOfOneTapHasSigmaOne(
      @ForAll("estimators") SigmaEstimator estimator,
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll @IntRange(min = 1, max = 6) int channels,
      @ForAll @IntRange(min = 1, max = 2) int stride) {
    DMatrixRMaj q = RandomMatrices_DDRM.orthogonal(channels, channels, new java.util.Random(seed));
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray kernel = manager.create(q.data, new Shape(channels, channels, 1, 1));
      ConvGeometry geometry = ConvGeometry.same(4, 4, 1).withStride(stride);
      assertThat(estimator.sigma(kernel, geometry)).isCloseTo(1, within(GRAM));
    }
  }

  @Property(tries = TRIES)
  void aKernelOfZerosHasSigmaZeroAndBadValuesStayVisible(
      @ForAll("estimators") SigmaEstimator estimator,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(min = 1, max = 2) int groups) {
    try (NDManager manager = NDManager.newBaseManager()) {
      ConvGeometry geometry = GEOMETRY.withStride(stride).withGroups(groups);
      NDArray zeros = manager.zeros(new Shape(4, 2, 3, 3));
      assertThat(estimator.sigma(zeros, geometry)).isZero();
      assertThat(estimator.sigma(zeros.add(Float.NaN), geometry)).isNaN();
      assertThat(estimator.sigma(zeros.sub(Float.POSITIVE_INFINITY), geometry))
          .isEqualTo(Double.POSITIVE_INFINITY);
    }
  }

  @Property(tries = TRIES)
  void aZeroGroupBesidesAnotherOneDoesNotMatter(
      @ForAll("estimators") SigmaEstimator estimator, @ForAll @LongRange(max = 1_000) long seed) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray kernel = kernel(manager, new Shape(2, 2, 3, 3), seed);
      NDArray withZeros = kernel.concat(kernel.zerosLike(), 0);
      double alone = estimator.sigma(kernel, GEOMETRY);
      double tolerance = estimator.name().contains("power") ? 0.1 : ROUNDING;
      if (!estimator.name().startsWith("mean")) {
        assertThat(estimator.sigma(withZeros, GEOMETRY.withGroups(2)))
            .isCloseTo(alone, within(tolerance * alone));
      }
    }
  }

  private static NDArray kernel(NDManager manager, Shape shape, long seed) {
    return UnrolledConvolution.gaussian(shape, GEOMETRY, seed).kernel(manager);
  }

  private static double length(NDArray x) {
    return Math.sqrt(x.square().sum().getDouble());
  }
}
