package stablegan.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.lipschitz.SigmaEstimator.Kind;
import stablegan.lipschitz.SigmaEstimator.Padding;

class SigmaEstimatorsTest {

  /** Relative, of double precision: some thousand roundings of 1e-16 each. */
  private static final double EXACT = 1e-10;

  /** Relative, of a converged power iteration; the gaps of the cases here are a few per cent. */
  private static final double CONVERGED = 1e-5;

  private static final int ITERATIONS = 300;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<UnrolledConvolution> circularCases() {
    return Stream.of(
        convolution(new Shape(3, 3, 3, 3), new ConvGeometry(6, 6, 1, 1, 1)),
        convolution(new Shape(4, 2, 3, 3), new ConvGeometry(5, 7, 1, 1, 1)),
        convolution(new Shape(2, 4, 3, 2), new ConvGeometry(4, 5, 1, 0, 1)),
        convolution(new Shape(3, 2, 1, 1), new ConvGeometry(4, 4, 1, 0, 1)),
        convolution(new Shape(2, 3, 4, 4), new ConvGeometry(6, 5, 1, 2, 1)),
        convolution(new Shape(3, 2, 2, 2), new ConvGeometry(4, 4, 1, 0, 1)),
        convolution(new Shape(2, 2, 5, 5), new ConvGeometry(3, 3, 1, 2, 1)),
        convolution(new Shape(3, 2, 4, 4), new ConvGeometry(8, 6, 2, 1, 1)),
        convolution(new Shape(2, 2, 3, 3), new ConvGeometry(6, 9, 3, 1, 1)),
        convolution(new Shape(4, 1, 3, 3), new ConvGeometry(6, 6, 2, 1, 2)));
  }

  static Stream<UnrolledConvolution> layerCases() {
    return Stream.of(
        convolution(new Shape(3, 3, 3, 3), new ConvGeometry(6, 6, 1, 1, 1)),
        convolution(new Shape(4, 2, 3, 3), new ConvGeometry(5, 7, 1, 0, 1)),
        convolution(new Shape(2, 3, 4, 4), new ConvGeometry(6, 6, 2, 1, 1)),
        convolution(new Shape(2, 3, 3, 3), new ConvGeometry(8, 7, 3, 0, 1)),
        convolution(new Shape(4, 2, 3, 3), new ConvGeometry(6, 5, 2, 1, 2)),
        convolution(new Shape(6, 1, 3, 3), new ConvGeometry(5, 5, 1, 1, 3)),
        convolution(new Shape(2, 2, 5, 3), new ConvGeometry(4, 6, 2, 2, 1)),
        convolution(new Shape(3, 2, 1, 1), new ConvGeometry(5, 5, 2, 0, 1)),
        convolution(new Shape(3, 2, 4, 4), new ConvGeometry(4, 4, 4, 0, 1)));
  }

  private static UnrolledConvolution convolution(Shape shape, ConvGeometry geometry) {
    return UnrolledConvolution.gaussian(shape, geometry, 7);
  }

  private double sigma(SigmaEstimator estimator, UnrolledConvolution convolution) {
    return estimator.sigma(convolution.kernel(manager), convolution.geometry());
  }

  @Test
  void theLargestSingularValueIsThatOfMatricesOfAnyTypeAndLeavesNoArray() {
    NDArray matrix = manager.create(new float[] {3, 0, 1, 4, 5, 0}, new Shape(2, 3));
    NDArray precise = matrix.toType(DataType.FLOAT64, true);
    int own = manager.getManagedArrays().size();
    double truth = Math.sqrt((51 + Math.sqrt(51 * 51 - 4 * 266)) / 2); // of [[10, 12], [12, 41]]
    assertThat(SigmaEstimators.largestSingularValue(matrix)).isCloseTo(truth, within(EXACT));
    assertThat(SigmaEstimators.largestSingularValue(precise)).isCloseTo(truth, within(EXACT));
    assertThat(manager.getManagedArrays()).hasSize(own);
  }

  @ParameterizedTest
  @MethodSource("circularCases")
  void fourierBlocksAreExactOnTheTorus(UnrolledConvolution convolution) {
    double truth = convolution.sigmaOfCircular();
    assertThat(sigma(SigmaEstimators.fourier(Padding.CIRCULAR), convolution))
        .isCloseTo(truth, within(EXACT * truth));
  }

  @ParameterizedTest
  @MethodSource("layerCases")
  void convPowerIterationConvergesToTheLayerAsItIs(UnrolledConvolution convolution) {
    double truth = convolution.sigmaOfZeroPadded();
    assertThat(sigma(SigmaEstimators.convPowerIteration(ITERATIONS, 1), convolution))
        .isCloseTo(truth, within(CONVERGED * truth))
        .isLessThanOrEqualTo(truth * (1 + EXACT));
  }

  @ParameterizedTest
  @MethodSource("circularCases")
  void gramIterationDescendsToTheExactValueAndNeverBelowIt(UnrolledConvolution convolution) {
    double truth = convolution.sigmaOfCircular();
    double last = Double.POSITIVE_INFINITY;
    for (int iterations = 1; iterations <= 20; iterations++) {
      double bound =
          sigma(SigmaEstimators.gramIteration(iterations, Padding.CIRCULAR), convolution);
      int stride = convolution.geometry().stride();
      double side =
          Math.min(
              (double) convolution.shape().get(0) / convolution.geometry().groups(),
              (double) convolution.shape().get(1) * stride * stride);
      double excess = Math.pow(side, Math.scalb(0.5, -iterations));
      assertThat(bound)
          .isBetween(truth * (1 - EXACT), truth * excess * (1 + EXACT))
          .isLessThanOrEqualTo(last * (1 + EXACT));
      last = bound;
    }
    assertThat(last).isCloseTo(truth, within(CONVERGED * truth));
  }

  @Test
  void reshapePowerIterationConvergesToTheReshape() {
    UnrolledConvolution convolution =
        convolution(new Shape(5, 3, 3, 3), new ConvGeometry(8, 8, 1, 1, 1));
    double exact = sigma(SigmaEstimators.reshape(), convolution);
    assertThat(sigma(SigmaEstimators.reshapePowerIteration(ITERATIONS, 1), convolution))
        .isCloseTo(exact, within(EXACT * exact));
    double[] values = convolution.kernel(manager).toDoubleArray();
    assertThat(exact)
        .isCloseTo(
            UnrolledConvolution.largest(DMatrixRMaj.wrap(5, 27, values)), within(EXACT * exact));
  }

  @Test
  void meanOfTwoReshapesExchangesOutputsAndInputs() {
    UnrolledConvolution convolution =
        convolution(new Shape(5, 3, 3, 3), new ConvGeometry(8, 8, 1, 1, 1));
    NDArray kernel = convolution.kernel(manager);
    double forward = sigma(SigmaEstimators.reshape(), convolution);
    double backward =
        SigmaEstimators.reshape().sigma(kernel.transpose(1, 0, 2, 3), convolution.geometry());
    assertThat(Math.abs(forward - backward)).isGreaterThan(0.1);
    assertThat(sigma(SigmaEstimators.meanOfTwoReshapes(), convolution))
        .isCloseTo((forward + backward) / 2, within(EXACT * forward));
  }

  @Test
  void everyEstimatorGivesADenseLayersSigma() {
    NDArray matrix = manager.create(gaussians(4 * 6), new Shape(4, 6));
    double truth = UnrolledConvolution.largest(DMatrixRMaj.wrap(4, 6, matrix.toDoubleArray()));
    for (SigmaEstimator estimator : SigmaEstimators.all()) {
      Kind kind = estimator.kindFor(matrix.getShape(), ConvGeometry.dense());
      double tolerance =
          switch (kind) {
            case EXACT -> EXACT;
            // 8 steps of Gram iteration leave at most 4^(1/512), 15 of power iteration about 1e-3
            default -> 0.01;
          };
      assertThat(estimator.sigma(matrix, ConvGeometry.dense()))
          .as(estimator.name())
          .isCloseTo(truth, within(tolerance * truth));
      assertThat(kind).as(estimator.name()).isNotEqualTo(Kind.ESTIMATE);
    }
  }

  @Test
  void filtersSideBySideMakeTheReshapeExact() {
    UnrolledConvolution patches =
        convolution(new Shape(3, 2, 4, 4), new ConvGeometry(8, 8, 4, 0, 1));
    double truth = patches.sigmaOfZeroPadded();
    assertThat(sigma(SigmaEstimators.reshape(), patches)).isCloseTo(truth, within(EXACT * truth));
    assertThat(sigma(SigmaEstimators.fourReshapes(), patches))
        .isCloseTo(truth, within(EXACT * truth));
  }

  @Test
  void theZeroPaddedBoundIsTightOnLargerInputs() {
    UnrolledConvolution convolution =
        convolution(new Shape(2, 2, 3, 3), new ConvGeometry(16, 16, 1, 1, 1));
    double truth = convolution.sigmaOfZeroPadded();
    assertThat(sigma(SigmaEstimators.fourier(Padding.ZERO), convolution))
        .isBetween(truth, 1.05 * truth);
  }

  @Test
  void aTransposedConvolutionIsDescribedByItsOutput() {
    // (in, out, kh, kw) of a transposed convolution from 4 x 4 to 8 x 8
    UnrolledConvolution adjoint =
        convolution(new Shape(3, 2, 4, 4), new ConvGeometry(8, 8, 2, 1, 1));
    NDArray kernel = adjoint.kernel(manager);
    double longest = 0;
    for (int i = 0; i < 50; i++) {
      NDArray y = manager.create(gaussians(3 * 16), new Shape(1, 3, 4, 4));
      NDArray x = stablegan.autograd.TensorOps.convTranspose2d(y, kernel, 2, 1, 0, 1);
      assertThat(x.getShape()).isEqualTo(new Shape(1, 2, 8, 8));
      double ratio = x.square().sum().getDouble() / y.square().sum().getDouble();
      longest = Math.max(longest, Math.sqrt(ratio));
    }
    assertThat(sigma(SigmaEstimators.convPowerIteration(ITERATIONS, 1), adjoint))
        .isBetween(longest, 3 * longest);
  }

  private static double[] gaussians(int count) {
    Random random = new Random(3);
    double[] values = new double[count];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }
}
