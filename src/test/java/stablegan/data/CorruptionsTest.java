package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CorruptionsTest {

  /** Over 60,000 values a deviation is known to 0.3%, clipping and rounding add as much. */
  private static final Offset<Double> SAMPLING = Offset.offset(0.2);

  private static byte[] image(ImageSet images, int index) {
    byte[] bytes = new byte[images.imageBytes()];
    images.read(index, bytes, 0);
    return bytes;
  }

  @Test
  void aPointIsSpreadAsTheGaussianSays() {
    byte[] point = new byte[2 * 15 * 15];
    point[15 * 15 + 7 * 15 + 7] = (byte) 250;
    ImageSet blurred = Corruptions.blurred(ImageSet.of("point", "all", 1, 15, 15, point), 1);
    byte[] image = image(blurred, 1);
    // exp(0), exp(-1/2) and exp(-1) over 2π, times 250
    assertThat(image[7 * 15 + 7]).isEqualTo((byte) 40);
    assertThat(image[7 * 15 + 8]).isEqualTo((byte) 24);
    assertThat(image[6 * 15 + 7]).isEqualTo((byte) 24);
    assertThat(image[6 * 15 + 6]).isEqualTo((byte) 15);
    assertThat(image(blurred, 0)).containsOnly(0);
    assertThat(blurred.split()).isEqualTo("all[blurred 1.0]");
  }

  @Test
  void aFlatImageStaysFlatUpToItsBorder() {
    byte[] flat = new byte[3 * 4 * 5];
    Arrays.fill(flat, (byte) 200);
    ImageSet blurred = Corruptions.blurred(ImageSet.of("flat", "all", 3, 4, 5, flat, 7), 2);
    assertThat(image(blurred, 0)).isEqualTo(flat);
    assertThat(blurred.label(0)).isEqualTo(7);
  }

  @Test
  void noiseHasItsDeviationAndSeed() {
    byte[] grey = new byte[60_000];
    Arrays.fill(grey, (byte) 128);
    ImageSet images = ImageSet.of("grey", "all", 1, 100, 100, grey);
    ImageSet noisy = Corruptions.noisy(images, 25, 1);
    double squares =
        IntStream.range(0, 6)
            .mapToObj(i -> image(noisy, i))
            .flatMapToInt(bytes -> IntStream.range(0, bytes.length).map(j -> bytes[j] & 0xff))
            .mapToDouble(value -> Math.pow(value - 128, 2))
            .average()
            .orElseThrow();
    assertThat(Math.sqrt(squares)).isCloseTo(25, SAMPLING);
    assertThat(noisy.contentHash()).isEqualTo(Corruptions.noisy(images, 25, 1).contentHash());
    assertThat(noisy.contentHash()).isNotEqualTo(Corruptions.noisy(images, 25, 2).contentHash());
  }

  @Test
  void everyPixelBecomesASquare() {
    ImageSet images = ImageSet.of("two", "all", 1, 1, 2, new byte[] {1, 2, 3, 4});
    ImageSet large = Corruptions.enlarged(images, 2);
    assertThat(large.height()).isEqualTo(2);
    assertThat(large.width()).isEqualTo(4);
    assertThat(image(large, 1)).containsExactly(3, 3, 4, 4, 3, 3, 4, 4);
    ImageSet colour = ImageSet.of("rgb", "all", 3, 1, 1, new byte[] {1, 2, 3});
    assertThat(image(Corruptions.enlarged(colour, 2), 0))
        .containsExactly(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
  }

  @Test
  void valuesThatMakeNoSenseAreRefused() {
    ImageSet images = ImageSet.of("two", "all", 1, 1, 1, new byte[] {1, 2});
    assertThatThrownBy(() -> Corruptions.blurred(images, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Corruptions.noisy(images, -1, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Corruptions.enlarged(images, 0)).hasMessageContaining("0 times");
  }
}
