package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;

class InceptionScoreTest {

  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  @Test
  void logitsThatSayNothingScoreOne() {
    Score score = Metrics.inceptionScore().score(null, ofLogits(new float[200], 4));
    assertThat(score.value()).isCloseTo(1, ROUNDING);
    assertThat(score.spread()).isCloseTo(0, ROUNDING);
    assertThat(score.name()).isEqualTo("IS(none)");
  }

  @Test
  void certainAndBalancedClassesScoreTheirNumber() {
    float[] logits = new float[8 * 4];
    for (int i = 0; i < 8; i++) {
      logits[i * 4 + i % 4] = 1000;
    }
    Score score = Metrics.inceptionScore(0, 1, 0).score(null, ofLogits(logits, 4));
    assertThat(score.value()).isCloseTo(4, ROUNDING);
    assertThat(score.spread()).isNaN();
  }

  @Test
  void oneClassOnlyScoresOne() {
    float[] logits = new float[20 * 4];
    for (int i = 0; i < 20; i++) {
      logits[i * 4 + 2] = 1000;
    }
    Score score = Metrics.inceptionScore().score(null, ofLogits(logits, 4));
    assertThat(score.value()).isCloseTo(1, ROUNDING);
  }

  @Test
  void aSetSortedByClassScoresAsAMixedOne() {
    float[] logits = new float[400 * 4];
    for (int i = 0; i < 400; i++) {
      logits[i * 4 + i / 100] = 1000;
    }
    assertThat(Metrics.inceptionScore().score(null, ofLogits(logits, 4)).value())
        .isGreaterThan(3.5);
  }

  @Test
  void itDoesNotDependOnTheRealImages() {
    Features fake = ofLogits(new float[200], 4);
    Features real = FakeFeatures.normal("real", 10, 2, 0, 1, 1);
    Metric metric = Metrics.inceptionScore();
    assertThat(metric.score(real, fake).compareTo(metric.score(fake, fake))).isZero();
    assertThat(metric.kind().lowerIsBetter()).isFalse();
  }

  @Test
  void fewerImagesThanSplitsAreRefused() {
    assertThatThrownBy(() -> Metrics.inceptionScore().score(null, ofLogits(new float[9 * 4], 4)))
        .hasMessageContaining("at least 10 images for 10 splits")
        .hasMessageContaining("has 9");
  }

  @Test
  void anExtractorWithoutLogitsIsRefused() {
    Features fake = FakeFeatures.normal("fake", 20, 2, 0, 1, 1);
    assertThatThrownBy(() -> Metrics.inceptionScore().score(null, fake))
        .hasMessageContaining("needs class logits");
  }

  private static Features ofLogits(float[] logits, int classes) {
    return FakeFeatures.of("logits", new float[logits.length / classes], 1, logits, classes);
  }
}
