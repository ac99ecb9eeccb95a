package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.features.Extractors;
import stablegan.features.FakeFeatures;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;

class StackedModesTest {

  private static final double ROUNDING = 1e-12;

  /** Ten grey images of 2×2, one a class. */
  private static final ImageSet GREY = levels(IntStream.range(0, 10).toArray());

  private final FeatureExtractor classifier = Extractors.stacked(new LevelClassifier());

  private static ImageSet levels(int... classes) {
    byte[] pixels = new byte[4 * classes.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (LevelClassifier.STEP * classes[i / 4]);
    }
    return ImageSet.of("levels", "train", 1, 2, 2, pixels, classes);
  }

  @Test
  void theLargestOfTheThousandLogitsIsAtTheLabel() {
    ImageSet stacked = Images.stacked(GREY, 300, 4);
    int[] predicted = Features.of(stacked, classifier).predictions();
    assertThat(predicted).isEqualTo(IntStream.range(0, 300).map(stacked::label).toArray());
  }

  @Test
  void realImagesReachAllThousandModes() {
    Features real = Features.of(Images.stacked(GREY, 26_000, 1), classifier);
    Features fresh = Features.of(Images.stacked(GREY, 26_000, 2), classifier);
    List<Metric> metrics = Metrics.named("modes");
    Score modes = metrics.get(0).score(real, fresh);
    Score divergence = metrics.get(1).score(real, fresh);
    assertThat(modes.value()).isEqualTo(1000);
    assertThat(modes.name()).isEqualTo("modes(3×levels)");
    assertThat(modes.protocol().estimator())
        .isEqualTo("1000 modes by three of levels, 100.00% right");
    // two samples of n: 2n·KL is about 2 times chi-squared of 999; mean and six deviations
    double mean = 2 * 999 / (2 * 26_000.0);
    assertThat(divergence.value()).isBetween(0.0, mean * (1 + 6 * Math.sqrt(2 / 999.0)));
    assertThat(metrics.get(1).score(real, real).value()).isZero();
  }

  @Test
  void twoModesOfAThousandAreCountedAndTheirDivergenceIsInClosedForm() {
    Features real = Features.of(everyMode(), classifier);
    // modes 000 twice, 111 once
    ImageSet fake = colour(new int[][] {{0, 0, 0}, {0, 0, 0}, {1, 1, 1}});
    ModeCoverage coverage = ModeCoverage.of(real, Features.of(fake, classifier));
    assertThat(coverage.covered()).isEqualTo(2);
    assertThat(coverage.modes()).isEqualTo(1000);
    assertThat(coverage.highQuality()).isEqualTo(1);
    double expected = 2.0 / 3 * Math.log(2.0 / 3 * 1000) + 1.0 / 3 * Math.log(1.0 / 3 * 1000);
    assertThat(coverage.divergence()).isCloseTo(expected, within(ROUNDING));
  }

  @Test
  void aModeThatIsRareAmongRealImagesCountsForMore() {
    double[] p = {0.5, 0.25, 0.25};
    ModeCoverage coverage = ModeCoverage.of(new int[] {1, 3, 0}, p, 5);
    double expected = 0.25 * Math.log(0.25 / 0.5) + 0.75 * Math.log(0.75 / 0.25);
    assertThat(coverage.divergence()).isCloseTo(expected, within(ROUNDING));
    assertThat(coverage.covered()).isEqualTo(2);
    assertThat(coverage.highQuality()).isEqualTo(0.8);
  }

  private static ImageSet everyMode() {
    int[][] modes = new int[1000][];
    for (int i = 0; i < modes.length; i++) {
      modes[i] = new int[] {i / 100, i / 10 % 10, i % 10};
    }
    return colour(modes);
  }

  private static ImageSet colour(int[][] modes) {
    byte[] pixels = new byte[12 * modes.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (LevelClassifier.STEP * modes[i / 12][i % 12 / 4]);
    }
    return ImageSet.of("colour", "all", 3, 2, 2, pixels);
  }

  @Test
  void realImagesThatLackAModeAreRefused() {
    Features few = Features.of(Images.stacked(GREY, 40, 1), classifier);
    assertThatThrownBy(() -> Metrics.reverseKl().score(few, few))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of 1000 classes have no image among the 40")
        .hasMessageContaining("take more real images");
  }

  @Test
  void withoutLogitsOrThreeChannelsThereAreNoModes() {
    Features plain = FakeFeatures.normal("plain", 10, 3, 0, 1, 1);
    assertThatThrownBy(() -> Metrics.modes().score(plain, plain))
        .hasMessageContaining("classes need logits");
    Features grey = Features.of(GREY, new LevelClassifier());
    assertThatThrownBy(() -> Metrics.modes().score(grey, plain))
        .hasMessageContaining("use one extractor");
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> classifier.extract(manager.zeros(new Shape(1, 1, 2, 2))))
          .hasMessageContaining("[n, 3, H, W], not (1, 1, 2, 2)");
    }
  }
}
