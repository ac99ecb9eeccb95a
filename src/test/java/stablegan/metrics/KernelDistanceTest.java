package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;

class KernelDistanceTest {

  private static final Percentage ROUNDING = Percentage.withPercentage(1e-7);

  private final Features real = FakeFeatures.normal("real", 300, 8, 0, 1, 1);
  private final Features like = FakeFeatures.normal("like", 260, 8, 0, 1, 2);
  private final Features moved = FakeFeatures.normal("moved", 260, 8, 0.5, 1, 3);
  private final Metric kernel = Metrics.kernel(0, 20, 100, 0);

  /** x = 1 and 3, y = 2 and 4, d = 1: k is (xy + 1)³. */
  @Test
  void itIsTheUnbiasedEstimateByHand() {
    Features x = FakeFeatures.of(new float[] {1, 3}, 1);
    Features y = FakeFeatures.of(new float[] {2, 4}, 1);
    double expected = 64 + 729 - (27 + 125 + 343 + 2197) / 2.0;
    assertThat(Metrics.kernel().score(x, y).value()).isCloseTo(expected, ROUNDING);
  }

  @Test
  void equalDistributionsAreWithinTheSpreadOfZero() {
    Score score = kernel.score(real, like);
    assertThat(Math.abs(score.value())).isLessThan(score.spread());
  }

  @Test
  void aShiftIsBeyondTheSpread() {
    Score score = kernel.score(real, moved);
    assertThat(score.value()).isGreaterThan(3 * score.spread());
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherOtherSubsets() {
    assertThat(kernel.score(real, moved)).isEqualTo(kernel.score(real, moved));
    assertThat(Metrics.kernel(0, 20, 100, 1).score(real, moved).value())
        .isNotEqualTo(kernel.score(real, moved).value());
  }

  @Test
  void itsProtocolNamesSubsetsAndSeed() {
    Protocol protocol = Metrics.kernel(0, 20, 100, 7).score(real, moved).protocol();
    assertThat(protocol.estimator()).isEqualTo("20 subsets of 100");
    assertThat(protocol.seed()).hasValue(7);
  }

  @Test
  void subsetsAsLargeAsTheSmallerSetAreAllowed() {
    Score score = Metrics.kernel(0, 3, 1000, 0).score(real, moved);
    assertThat(score.protocol().estimator()).isEqualTo("3 subsets of 260");
    assertThat(score.spread()).isPositive();
  }

  /** Of one object both sides draw subsets of their own, as of a copy. */
  @Test
  void oneObjectOnBothSidesScoresLikeACopyOfIt() {
    Features large = FakeFeatures.normal("large", 1300, 8, 0, 1, 4);
    Features copy = FakeFeatures.normal("large", 1300, 8, 0, 1, 4);
    Metric onePass = Metrics.kernel(0, 20, 900, 0);
    double expected = onePass.score(large, copy).value();
    assertThat(onePass.score(large, large).value()).isCloseTo(expected, ROUNDING);
  }

  @Test
  void oneImageIsTooFew() {
    assertThatThrownBy(() -> kernel.score(real, real.head(1)))
        .hasMessageContaining("needs at least 2 images");
    assertThatThrownBy(() -> Metrics.kernel(0, 10, 1, 0)).hasMessageContaining("10 subsets of 1");
  }
}
