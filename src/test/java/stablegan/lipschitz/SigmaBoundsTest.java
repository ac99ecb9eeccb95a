package stablegan.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import stablegan.lipschitz.SigmaEstimator.Kind;
import stablegan.lipschitz.SigmaEstimator.Padding;

/** What the estimators claim, against dense decompositions of random convolutions. */
class SigmaBoundsTest {

  private static final int CASES = 1_000;

  /** Relative, for rounding in double precision. */
  private static final double ROUNDING = 1e-10;

  private static final List<SigmaEstimator> ESTIMATORS =
      List.of(
          SigmaEstimators.fourReshapes(),
          SigmaEstimators.convPowerIteration(3, 0),
          SigmaEstimators.gramIteration(1, Padding.CIRCULAR),
          SigmaEstimators.gramIteration(4, Padding.CIRCULAR),
          SigmaEstimators.gramIteration(4, Padding.ZERO),
          SigmaEstimators.fourier(Padding.CIRCULAR),
          SigmaEstimators.fourier(Padding.ZERO));

  @Test
  void noBoundIsOnTheWrongSideInAThousandCases() {
    List<String> wrong = new ArrayList<>();
    int upperBounds = 0;
    try (NDManager manager = NDManager.newBaseManager()) {
      for (int i = 0; i < CASES; i++) {
        UnrolledConvolution convolution = randomCase(i);
        double zero = convolution.sigmaOfZeroPadded();
        double circular = convolution.sigmaOfCircular();
        NDArray kernel = convolution.kernel(manager);
        for (SigmaEstimator estimator : ESTIMATORS) {
          double value = estimator.sigma(kernel, convolution.geometry());
          Kind own = estimator.kind();
          Kind layer = estimator.kindFor(convolution.shape(), convolution.geometry());
          upperBounds += own == Kind.UPPER_BOUND ? 1 : 0;
          if ((estimator.padding() != Padding.ZERO && !holds(own, value, circular))
              || !holds(layer, value, zero)) {
            wrong.add(estimator + " " + value + ", " + zero + ", " + circular + ": " + convolution);
          }
        }
        kernel.close();
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(upperBounds).isEqualTo(5 * CASES);
  }

  private static boolean holds(Kind kind, double value, double truth) {
    return switch (kind) {
      case EXACT -> Math.abs(value - truth) <= ROUNDING * truth;
      case UPPER_BOUND -> value >= truth * (1 - ROUNDING);
      case LOWER_BOUND -> value <= truth * (1 + ROUNDING);
      case ESTIMATE -> true;
    };
  }

  @Test
  void theTruthLiesBetweenTheReshapeAndItsMultipleByTheRootOfTheTaps() {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (int i = 0; i < CASES / 4; i++) {
        UnrolledConvolution convolution = randomCase(i);
        ConvGeometry geometry = convolution.geometry();
        if (geometry.groups() > 1) {
          continue;
        }
        NDArray kernel = convolution.kernel(manager);
        double reshape = SigmaEstimators.reshape().sigma(kernel, geometry);
        double taps = (double) convolution.shape().get(2) * convolution.shape().get(3);
        double most = Math.sqrt(taps) * reshape * (1 + ROUNDING);
        assertThat(convolution.sigmaOfZeroPadded()).isLessThanOrEqualTo(most);
        assertThat(convolution.sigmaOfCircular()).isLessThanOrEqualTo(most);
        if (oneFilterFits(convolution)) {
          assertThat(convolution.sigmaOfZeroPadded())
              .isGreaterThanOrEqualTo(reshape * (1 - ROUNDING));
        }
      }
    }
  }

  private static boolean oneFilterFits(UnrolledConvolution convolution) {
    ConvGeometry geometry = convolution.geometry();
    // the first position at or after the input's corner
    int first = Math.floorMod(-geometry.padding(), geometry.stride());
    return first + convolution.shape().get(2) <= geometry.height()
        && first + convolution.shape().get(3) <= geometry.width();
  }

  /**
   * Up to 3 × 3 channels, kernels 1 … 4, strides 1 … 2, up to 2 groups, with and without padding.
   */
  private static UnrolledConvolution randomCase(long seed) {
    Random random = new Random(seed);
    int stride = 1 + random.nextInt(2);
    int groups = 1 + random.nextInt(2);
    int kernelRows = 1 + random.nextInt(4);
    int kernelColumns = 1 + random.nextInt(4);
    int padding = random.nextInt(3);
    ConvGeometry geometry =
        new ConvGeometry(
            stride * (4 / stride + random.nextInt(2)),
            stride * (4 / stride + random.nextInt(2)),
            stride,
            padding,
            groups);
    long outputs = (long) groups * (1 + random.nextInt(3));
    Shape shape = new Shape(outputs, 1 + random.nextInt(3), kernelRows, kernelColumns);
    return UnrolledConvolution.gaussian(shape, geometry, seed);
  }
}
