package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.Score;

class FlooredScoreTest {

  private final Features real = FakeFeatures.normal("real", 40, 3, 0, 1, 1);
  private final Features fake = FakeFeatures.normal("fake", 30, 3, 1, 1, 2);

  @Test
  void aScoreStandsBesideThatOfOneHalfAgainstTheOther() {
    FlooredScore floored = FlooredScore.of(List.of(Metrics.frechet()), real, fake, 3).get(0);
    assertThat(floored.score()).isEqualTo(Metrics.frechet().score(real, fake));
    assertThat(floored.floor()).contains(Metrics.floor(Metrics.frechet(), real, 3));
    assertThat(floored.toString())
        .startsWith(floored.score() + " (real against real: ")
        .endsWith(", 20 against 20)");
  }

  @Test
  void halvesThatAreTooSmallGiveNoFloor() {
    FlooredScore floored = FlooredScore.of(List.of(Metrics.precision(20)), real, fake, 3).get(0);
    assertThat(floored.floor()).isEmpty();
    assertThat(floored.toString()).endsWith("(too few real images for real against real)");
  }

  /** As many as there are, which it says. */
  @Test
  void aMetricOfANumberOfImagesHasTheFloorOfAHalf() {
    FlooredScore floored = FlooredScore.of(List.of(Metrics.frechet(25)), real, fake, 3).get(0);
    assertThat(floored.floor()).contains(Metrics.floor(Metrics.frechet(), real, 3));
    assertThat(floored.toString()).endsWith(", 20 against 20)");
  }

  /** Each metric sees the very same two halves. */
  @Test
  void allMetricsShareTheHalves() {
    List<Features> seen = new ArrayList<>();
    Metric spy =
        new Metric() {
          @Override
          public Score.Kind kind() {
            return Score.Kind.of("spy", true);
          }

          @Override
          public Score score(Features reference, Features scored) {
            seen.add(reference);
            seen.add(scored);
            return Metrics.frechet().score(reference, scored);
          }
        };
    FlooredScore.of(List.of(spy, spy), real, fake, 3);
    assertThat(seen).hasSize(8);
    assertThat(seen.get(6)).isSameAs(seen.get(4)).isNotSameAs(real);
    assertThat(seen.get(7)).isSameAs(seen.get(5)).isNotSameAs(fake);
  }

  @Test
  void aScoreThatCannotBeHadIsAnErrorStill() {
    assertThatThrownBy(() -> FlooredScore.of(List.of(Metrics.frechet(31)), real, fake, 3))
        .hasMessageContaining("wants 31 generated images");
  }
}
