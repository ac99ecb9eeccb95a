package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.Autograd;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalties;
import stablegan.penalty.Penalty;

/** What every penalty keeps to. */
class PenaltyContractTest {

  /** Relative, for sums over a small batch in single precision. */
  private static final double ROUNDING = 1e-5;

  private static final int DIMENSION = 5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Named<Penalty>> gradientPenalties() {
    return Stream.of(
            Penalties.gradientPenalty(10),
            Penalties.oneSidedGradientPenalty(10),
            Penalties.dragan(10),
            Penalties.r1(10),
            Penalties.r2(10),
            Penalties.zeroCentred(10),
            Penalties.r1(10).every(4))
        .map(penalty -> Named.of(penalty.name(), penalty));
  }

  private NDArray single(long seed, long... shape) {
    return SmoothCritic.gaussian(manager, seed, shape).toType(DataType.FLOAT32, false);
  }

  /** Slope 2 where the first pixel is positive, 0.6 where not: no noise within a sign matters. */
  private Critic twoSlopes() {
    float[] axis = new float[DIMENSION];
    axis[0] = 2;
    NDArray direction = manager.create(axis, new Shape(DIMENSION, 1));
    return x -> Activation.leakyRelu(x.matMul(direction), 0.3f);
  }

  /** First pixels at ±5, far from the kink. */
  private NDArray signed(int... signs) {
    float[] values = new float[signs.length * DIMENSION];
    for (int i = 0; i < signs.length; i++) {
      values[i * DIMENSION] = 5 * signs[i];
    }
    return manager.create(values, new Shape(signs.length, DIMENSION));
  }

  private double value(Penalty penalty, Critic critic, NDArray x) {
    try (Autograd.Mode recording = Autograd.record()) {
      return penalty.of(critic, x, x).stopGradient().getFloat();
    }
  }

  @ParameterizedTest
  @MethodSource("gradientPenalties")
  void neverNegativeAndOfOneElement(Penalty penalty) {
    for (int seed = 10; seed < 15; seed++) {
      try (Autograd.Mode recording = Autograd.record()) {
        NDArray value =
            penalty.of(
                SmoothCritic.of(manager, DIMENSION),
                SmoothCritic.gaussian(manager, seed, 6, DIMENSION),
                SmoothCritic.gaussian(manager, -seed, 6, DIMENSION));
        assertThat(value.size()).isEqualTo(1);
        assertThat(value.stopGradient().toType(DataType.FLOAT64, false).getDouble())
            .isGreaterThanOrEqualTo(0);
      }
    }
  }

  /** Kodali et al. 2017, section 2.3: a share, one a sample, of noise up to half a deviation. */
  @Test
  void dragansPointsLieAboveTheRealOnesByAShareOfHalfADeviation() {
    int n = 400;
    NDArray real = single(3, n, DIMENSION).mul(3);
    List<NDArray> points = new ArrayList<>();
    Critic critic =
        x -> {
          points.add(x.stopGradient());
          return twoSlopes().logits(x);
        };
    try (Autograd.Mode recording = Autograd.record()) {
      assertThat(Penalties.dragan(1).of(critic, real, real).getFloat()).isPositive();
    }
    float[] offsets = points.get(0).sub(real).toFloatArray();
    double half = real.sub(real.mean()).square().mean().sqrt().getFloat() / 2;
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < n; i++) {
      double largest = 0;
      for (int j = 0; j < DIMENSION; j++) {
        float offset = offsets[i * DIMENSION + j];
        assertThat((double) offset).isBetween(-1e-5, half * (1 + 1e-3));
        sum += offset;
        largest = Math.max(largest, offset);
      }
      least = Math.min(least, largest);
      most = Math.max(most, largest);
    }
    // half of a share of half on average; 3 % is a standard error of it
    assertThat(sum / offsets.length).isCloseTo(half / 4, withinPercentage(12));
    // shares are from 0 to 1
    assertThat(least).isLessThan(0.1 * half);
    assertThat(most).isGreaterThan(0.8 * half);
  }

  @ParameterizedTest
  @MethodSource("gradientPenalties")
  void aConstantCriticHasAFinitePenaltyAndGradient(Penalty penalty) {
    NDArray w = manager.zeros(new Shape(DIMENSION, 1));
    w.setRequiresGradient(true);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray value =
          penalty.of(x -> x.matMul(w), single(1, 6, DIMENSION), single(2, 6, DIMENSION));
      assertThat(value.getFloat()).isFinite();
      for (float slope : Autograd.grad(value, new NDList(w), false).get(0).toFloatArray()) {
        assertThat(slope).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("gradientPenalties")
  void theOrderOfTheBatchDoesNotMatter(Penalty penalty) {
    double value = value(penalty, twoSlopes(), signed(1, -1, -1, 1, -1));
    double permuted = value(penalty, twoSlopes(), signed(-1, -1, 1, -1, 1));
    assertThat(permuted).isCloseTo(value, within(ROUNDING * value));
    assertThat(value).isPositive();
  }

  @ParameterizedTest
  @MethodSource("gradientPenalties")
  void aBatchIsTheMeanOfItsSamples(Penalty penalty) {
    double plus = value(penalty, twoSlopes(), signed(1));
    double minus = value(penalty, twoSlopes(), signed(-1));
    double copies = value(penalty, twoSlopes(), signed(1, 1, 1, 1));
    assertThat(copies).isCloseTo(plus, within(ROUNDING * plus));
    double mixed = value(penalty, twoSlopes(), signed(1, -1, -1, 1, 1));
    double mean = (3 * plus + 2 * minus) / 5;
    assertThat(mixed).isCloseTo(mean, within(ROUNDING * mean));
  }

  @ParameterizedTest
  @MethodSource("gradientPenalties")
  void samplesMustNotMeetInTheDiscriminator(Penalty penalty) {
    assertThat(penalty.perSample()).isTrue();
    assertThat(Penalties.orthogonal(1).every(2).perSample()).isFalse();
  }

  @Test
  void theOrthogonalPenaltyIsZeroForOrthogonalWeightsOnly() {
    Penalty penalty = Penalties.orthogonal(1);
    Critic rotation = new SmoothCritic(manager.eye(3), manager.eye(3));
    assertThat(value(penalty, rotation, signed(1))).isZero();
    Critic stretched = new SmoothCritic(manager.eye(3).mul(2), manager.eye(3));
    assertThat(value(penalty, stretched, signed(1))).isCloseTo(27, within(ROUNDING));
  }
}
