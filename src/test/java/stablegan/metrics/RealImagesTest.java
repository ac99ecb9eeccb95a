package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.data.ImageFolder;
import stablegan.data.ImageSet;
import stablegan.data.Images;

/** Scores of Fashion-MNIST, real and made worse step by step. */
class RealImagesTest {

  private static final int N = 150;
  private static final int SIDE = 28;
  private static final double NOISE = 50;

  /** The number of digits that a batch size must not touch. */
  private static final Percentage SIX_DIGITS = Percentage.withPercentage(1e-4);

  private static Lite0 lite0;
  private static ImageSet images;
  private static Features real;
  private static Features other;
  private static Features blurred;
  private static Features noisy;

  @BeforeAll
  static void extract() {
    lite0 = Lite0.at(96);
    images = Images.fashionMnistT10k().select(IntStream.range(N, 2 * N).toArray());
    real = Features.of(Images.fashionMnistT10k().head(N), lite0);
    other = Features.of(images, lite0);
    blurred = Features.of(blurred(images), lite0);
    noisy = Features.of(noisy(images), lite0);
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
    Features odd = new Extraction(images, lite0, 7).run(done -> {});
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
    ImageFolder.write(images.head(6), a);
    ImageFolder.write(noisy(images).head(5), b);
    Score score = Metrics.frechet(a, b);
    assertThat(score.name()).isEqualTo("FD(lite0)");
    assertThat(score.protocol().extractor()).isEqualTo("lite0-224-fp32");
    assertThat(score.protocol().realCount()).isEqualTo(6);
    assertThat(score.protocol().fakeCount()).isEqualTo(5);
    assertThat(score.protocol().realSet()).startsWith("a ");
    assertThat(score.value()).isPositive();
    assertThat(Metrics.kernel(a, b).name()).isEqualTo("KID(lite0)");
  }

  private static ImageSet blurred(ImageSet set) {
    byte[] pixels = pixels(set);
    byte[] result = pixels.clone();
    int plane = SIDE * SIDE;
    for (int i = 0; i < result.length; i++) {
      int y = i % plane / SIDE;
      int x = i % SIDE;
      int sum = 0;
      int count = 0;
      for (int v = Math.max(0, y - 1); v <= Math.min(SIDE - 1, y + 1); v++) {
        for (int u = Math.max(0, x - 1); u <= Math.min(SIDE - 1, x + 1); u++) {
          sum += pixels[i - i % plane + v * SIDE + u] & 0xff;
          count++;
        }
      }
      result[i] = (byte) (sum / count);
    }
    return of("blurred", result);
  }

  private static ImageSet noisy(ImageSet set) {
    Random random = new Random(1);
    byte[] pixels = pixels(set);
    for (int i = 0; i < pixels.length; i++) {
      long value = Math.round((pixels[i] & 0xff) + NOISE * random.nextGaussian());
      pixels[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return of("noisy", pixels);
  }

  private static byte[] pixels(ImageSet set) {
    byte[] pixels = new byte[set.size() * set.imageBytes()];
    for (int i = 0; i < set.size(); i++) {
      set.read(i, pixels, i * set.imageBytes());
    }
    return pixels;
  }

  private static ImageSet of(String name, byte[] pixels) {
    return ImageSet.of(name, "test", 1, SIDE, SIDE, pixels);
  }
}
