package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;
import stablegan.metrics.Metrics;

class FlooredScoreTest {

  private final Features real = FakeFeatures.normal("real", 40, 3, 0, 1, 1);
  private final Features fake = FakeFeatures.normal("fake", 30, 3, 1, 1, 2);

  @Test
  void aScoreStandsBesideThatOfOneHalfAgainstTheOther() {
    FlooredScore floored = FlooredScore.of(Metrics.frechet(), real, fake, 3);
    assertThat(floored.score()).isEqualTo(Metrics.frechet().score(real, fake));
    assertThat(floored.floor()).contains(Metrics.floor(Metrics.frechet(), real, 3));
    assertThat(floored.toString())
        .startsWith(floored.score() + " (real against real: ")
        .endsWith(", 20 against 20)");
  }

  @Test
  void halvesThatAreTooSmallGiveNoFloor() {
    FlooredScore floored = FlooredScore.of(Metrics.frechet(25), real, fake, 3);
    assertThat(floored.floor()).isEmpty();
    assertThat(floored.toString()).endsWith("(too few real images for real against real)");
  }

  @Test
  void aScoreThatCannotBeHadIsAnErrorStill() {
    assertThatThrownBy(() -> FlooredScore.of(Metrics.frechet(31), real, fake, 3))
        .hasMessageContaining("wants 31 generated images");
  }
}
