package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;

class FrechetInfinityTest {

  private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

  private final Features real = FakeFeatures.normal("real", 8000, 12, 0, 1, 1);
  private final Features like = FakeFeatures.normal("like", 600, 12, 0, 1, 2);

  @Test
  void aLineIsFoundExactly() {
    double[] x = {0.1, 0.2, 0.5, 1};
    LeastSquaresLine line = LeastSquaresLine.through(x, new double[] {5.3, 5.6, 6.5, 8});
    assertThat(line.intercept()).isCloseTo(5, ROUNDING);
    assertThat(line.slope()).isCloseTo(3, ROUNDING);
    assertThat(line.interceptError()).isCloseTo(0, ROUNDING);
  }

  /** Both are standard normal: the distance of infinitely many images is 0. */
  @Test
  void itRemovesMostOfTheBias() {
    double biased = Metrics.frechet().score(real, like).value();
    Score score = Metrics.frechetInfinity().score(real, like);
    assertThat(Math.abs(score.value())).isLessThan(biased / 4);
    assertThat(score.spread()).isPositive().isLessThan(biased);
  }

  @Test
  void itDependsOnTheSeedAlone() {
    Metric metric = Metrics.frechetInfinity(4);
    assertThat(metric.score(real, like)).isEqualTo(metric.score(real, like));
    assertThat(new FrechetInfinity(0, 4, 1).score(real, like).value())
        .isNotEqualTo(metric.score(real, like).value());
  }

  @Test
  void itsProtocolNamesSizesAndSeed() {
    Score score = new FrechetInfinity(0, 4, 7).score(real, like);
    assertThat(score.name()).isEqualTo("FD-infinity(none)");
    assertThat(score.protocol().estimator())
        .startsWith("Gaussian fit at 4 sizes from 60 to 600, line in 1/n at 0");
    assertThat(score.protocol().seed()).hasValue(7);
  }

  @Test
  void fewerImagesThanSizesAreRefused() {
    assertThatThrownBy(() -> Metrics.frechetInfinity().score(real, like.head(29)))
        .hasMessageContaining("needs at least 30 images for 15 sizes")
        .hasMessageContaining("has 29");
    assertThatThrownBy(() -> Metrics.frechetInfinity().score(real.head(1), like))
        .hasMessageContaining("at least 2 images on the real side");
    assertThatThrownBy(() -> Metrics.frechetInfinity(2)).hasMessageContaining("2 sizes");
  }
}
