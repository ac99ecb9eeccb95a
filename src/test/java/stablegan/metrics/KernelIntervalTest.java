package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;

class KernelIntervalTest {

  private static final int TRIALS = 60;

  /** Of 60 trials 57 are expected within; fewer than this have probability 0.003. */
  private static final long COVERED_AT_LEAST = 52;

  @Test
  void theIntervalCoversTheTruthAboutAsOftenAsItSays() {
    long covered =
        IntStream.range(0, TRIALS)
            .filter(
                i -> {
                  Features a = FakeFeatures.normal("a", 100, 3, 0, 1, 2L * i);
                  Features b = FakeFeatures.normal("b", 100, 3, 0, 1, 2L * i + 1);
                  Score score = Metrics.kernelInterval().score(a, b);
                  return Math.abs(score.value()) <= score.spread();
                })
            .count();
    assertThat(covered).isBetween(COVERED_AT_LEAST, TRIALS - 1L);
  }

  @Test
  void blocksShareNoImageAndTheProtocolSaysSo() {
    Features a = FakeFeatures.normal("a", 105, 3, 0, 1, 1);
    Features b = FakeFeatures.normal("b", 90, 3, 1, 1, 2);
    Score score = new KernelInterval(0, 5).score(a, b);
    assertThat(score.protocol().estimator()).startsWith("10 disjoint blocks of 9, ± half the 95%");
    assertThat(score.protocol().seed()).hasValue(5);
    assertThat(score).isEqualTo(new KernelInterval(0, 5).score(a, b));
    assertThat(score.value()).isGreaterThan(score.spread());
  }

  @Test
  void fewerThanTwoImagesABlockAreRefused() {
    Features few = FakeFeatures.normal("few", 19, 3, 0, 1, 1);
    assertThatThrownBy(() -> Metrics.kernelInterval().score(few, few))
        .hasMessageContaining("at least 20 images for 10 blocks");
  }
}
