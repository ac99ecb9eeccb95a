package stablegan.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.data.Corruptions;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.Score;

/** Scores of Fashion-MNIST, real and made worse step by step. */
class RealImagesTest {

  private static final int N = 150;
  private static final double NOISE = 50;

  /** The number of digits that a batch size must not touch. */
  private static final Percentage SIX_DIGITS = Percentage.withPercentage(1e-4);

  private static FeatureExtractor lite0;
  private static ImageSet images;
  private static Features real;
  private static Features other;
  private static Features blurred;
  private static Features noisy;

  @BeforeAll
  static void extract() {
    lite0 = Extractors.lite0(96);
    images = Images.fashionMnistT10k().select(IntStream.range(N, 2 * N).toArray());
    real = Features.of(Images.fashionMnistT10k().head(N), lite0);
    other = Features.of(images, lite0);
    blurred = Features.of(Corruptions.blurred(images, 1), lite0);
    noisy = Features.of(Corruptions.noisy(images, NOISE, 1), lite0);
  }

  @AfterAll
  static void close() {
    lite0.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"frechet", "kernel"})
  void distancesGrowFromRealOverBlurredAndNoisyToCollapsed(String name) {
    Metric metric = Metrics.named(name).get(0);
    Features collapsed = other.select("[one]", IntStream.range(0, N).map(i -> 0).toArray());
    List<Score> scores =
        List.of(
            metric.score(real, other),
            metric.score(real, blurred),
            metric.score(real, noisy),
            metric.score(real, collapsed));
    assertThat(scores).isSorted();
    assertThat(scores).extracting(Score::value).doesNotHaveDuplicates();
  }

  @Test
  void theBatchSizeDoesNotTouchTheFirstSixDigits() {
    Features odd = new Extraction(images, lite0, 7, done -> {}).features();
    for (Metric metric : Metrics.named("frechet,kid,is")) {
      assertThat(metric.score(real, odd).value())
          .as(metric.name())
          .isCloseTo(metric.score(real, other).value(), SIX_DIGITS);
    }
  }

  @Test
  void twoFoldersAreScoredInOneLine(@TempDir Path folder) {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    Images.write(images.head(6), a);
    Images.write(Corruptions.noisy(images, NOISE, 1).head(5), b);
    Score score = Metrics.frechet(a, b);
    assertThat(score.name()).isEqualTo("FD(lite0)");
    assertThat(score.protocol().extractor()).isEqualTo("lite0-224-fp32");
    assertThat(score.protocol().realCount()).isEqualTo(6);
    assertThat(score.protocol().fakeCount()).isEqualTo(5);
    assertThat(score.protocol().realSet()).startsWith("a ");
    assertThat(score.value()).isPositive();
    assertThat(Metrics.kernel(a, b).name()).isEqualTo("KID(lite0)");
  }
}
