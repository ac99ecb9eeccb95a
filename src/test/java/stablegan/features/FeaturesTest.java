package stablegan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.metrics.Metrics;
import stablegan.metrics.Score;

public class FeaturesTest {

  private static final int PIXELS = 3 * 4 * 4;

  @Test
  void everyImageGoesThroughOnceAndInOrder() {
    ImageSet images = images(19);
    FirstPixels extractor = new FirstPixels("pixels", PIXELS);
    List<Integer> progress = new ArrayList<>();
    Features features = Features.of(images, extractor, progress::add);
    assertThat(features.size()).isEqualTo(19);
    assertThat(features.feature(17)).isEqualTo(pixels(images, 17));
    assertThat(features.logit(17)).hasSize(10).startsWith(pixels(images, 17)[0]);
    assertThat(features.label(17)).isEqualTo(7);
    assertThat(progress).containsExactly(8, 16, 19);
    assertThat(extractor.calls()).isEqualTo(3);
  }

  /** A generator's images take longer than their features: no pass but the one is made. */
  @Test
  void imagesThatAreMadeWhenReadAreMadeOnce() {
    ImageSet images = images(19);
    List<Integer> made = new ArrayList<>();
    ImageSet parts =
        ImageSet.chunked(
            "noise",
            "test",
            19,
            5,
            part -> {
              made.add(part);
              return images.select(IntStream.range(5 * part, Math.min(19, 5 * part + 5)).toArray());
            });
    Features features = Features.of(parts, new FirstPixels("pixels", PIXELS));
    assertThat(made).containsExactly(0, 1, 2, 3);
    assertThat(features.label(17)).isEqualTo(7);
    assertThat(features.identity())
        .isEqualTo(Features.of(images, new FirstPixels("pixels", PIXELS)).identity());
  }

  /** Of points ±1 on a line, one of which is moved by 1: √(1 / 4). */
  @Test
  void theDifferenceFromOtherFeaturesIsAShareOfWhatTellsThoseApart() {
    Features exact = FakeFeatures.of(new float[] {1, -1, 1, -1}, 1);
    Features moved = FakeFeatures.of(new float[] {2, -1, 1, -1}, 1);
    assertThat(moved.differenceFrom(exact)).isEqualTo(0.5);
    assertThat(exact.differenceFrom(exact)).isZero();
    assertThatThrownBy(() -> exact.differenceFrom(exact.head(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 features of 4 images can't be compared with 1 of 3");
  }

  @Test
  void partsKeepTheirRowsAndSayWhatTheyAre() {
    Features features = Features.of(images(19), new FirstPixels("pixels", PIXELS));
    Features part = features.select("[two]", 11, 4);
    assertThat(part.feature(1)).isEqualTo(features.feature(4));
    assertThat(part.label(0)).isEqualTo(features.label(11));
    assertThat(part.provenance().set()).isEqualTo("noise test[two]");
    assertThat(features.head(5).provenance().split()).isEqualTo("test[:5]");
    assertThatThrownBy(() -> features.head(20)).hasMessageContaining("has features of 19");
  }

  @Test
  void partsAreIdentifiedAsTheSameImagesExtractedAlone() {
    ImageSet images = images(19);
    FirstPixels extractor = new FirstPixels("pixels", PIXELS);
    Features features = Features.of(images, extractor);
    Features alone = Features.of(images.head(5), extractor);
    assertThat(features.head(5).provenance()).isEqualTo(alone.provenance());
    assertThat(features.head(5).identity()).isEqualTo(alone.identity());
    assertThat(features.head(7).head(5).provenance().contentHash())
        .isEqualTo(alone.provenance().contentHash());
    assertThat(features.select("[two]", 11, 4).provenance().contentHash())
        .isEqualTo(images.select(11, 4).contentHash());
    Score ofPart = Metrics.frechet().score(features.head(5), features);
    assertThat(ofPart).isEqualByComparingTo(Metrics.frechet().score(alone, features));
  }

  @Test
  void anInterruptStopsThePassAndStaysSet() {
    FirstPixels extractor = new FirstPixels("pixels", PIXELS);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Features.of(images(19), extractor))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("after 0 of 19");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(extractor.calls()).isZero();
  }

  @Test
  void featuresThatAreNotFiniteAreRefusedWithTheImage() {
    assertThatThrownBy(() -> FakeFeatures.of(new float[] {1, 2, 3, 4, Float.NaN, 6}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("features of image 2 of synthetic test are not finite")
        .hasMessageContaining("NaN at position 0");
    assertThatThrownBy(
            () ->
                FakeFeatures.of("x", new float[2], 1, new float[] {1, Float.POSITIVE_INFINITY}, 1))
        .hasMessageContaining("logits of image 1");
  }

  @Test
  void noImageAtAllIsRefused() {
    assertThatThrownBy(() -> FakeFeatures.of(new float[0], 2))
        .hasMessageContaining("synthetic test holds no image");
  }

  @Test
  void anExtractorThatGivesAnotherShapeIsRefused() {
    assertThatThrownBy(() -> Features.of(images(3), new FirstPixels("pixels", 99)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pixels must give (3, 99)");
  }

  public static ImageSet images(int n) {
    byte[] pixels = new byte[n * PIXELS];
    new Random(5).nextBytes(pixels);
    int[] labels = IntStream.range(0, n).map(i -> i % 10).toArray();
    return ImageSet.of("noise", "test", 3, 4, 4, pixels, labels);
  }

  private static float[] pixels(ImageSet images, int index) {
    byte[] bytes = new byte[PIXELS];
    images.read(index, bytes, 0);
    float[] values = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return values;
  }
}
