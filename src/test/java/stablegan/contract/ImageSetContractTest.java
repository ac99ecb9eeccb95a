package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ImageSet;
import stablegan.data.Images;

/** What every set of images keeps to. */
class ImageSetContractTest {

  static Stream<Named<ImageSet>> sets() {
    byte[] pixels = new byte[5 * 3 * 2 * 4];
    new Random(1).nextBytes(pixels);
    ImageSet five = ImageSet.of("noise", "train", 3, 2, 4, pixels, 0, 1, 2, 0, 1);
    ImageSet clothes = Images.fashionMnistT10k().head(6);
    return Stream.of(
            five,
            five.select(3, 3, 0),
            five.mirrored(),
            five.sample(4, 7),
            clothes,
            clothes.classes(clothes.label(0)),
            ImageSet.chunked("parts", "all", 5, 2, part -> five.select(parts(part))),
            Images.stacked(clothes, 9, 1))
        .map(set -> Named.of(set.name() + " " + set.split(), set));
  }

  private static int[] parts(int part) {
    return part == 2 ? new int[] {4} : new int[] {2 * part, 2 * part + 1};
  }

  private static byte[] image(ImageSet images, int index) {
    byte[] image = new byte[images.imageBytes()];
    images.read(index, image, 0);
    return image;
  }

  @ParameterizedTest
  @MethodSource("sets")
  void anImageIsReadWhereItIsWantedAndAlwaysTheSame(ImageSet images) {
    int n = images.imageBytes();
    assertThat(n).isEqualTo(images.channels() * images.height() * images.width());
    for (int i = 0; i < images.size(); i++) {
      byte[] wide = new byte[n + 2];
      Arrays.fill(wide, (byte) 77);
      images.read(i, wide, 1);
      assertThat(wide[0]).isEqualTo((byte) 77);
      assertThat(wide[n + 1]).isEqualTo((byte) 77);
      assertThat(Arrays.copyOfRange(wide, 1, n + 1)).isEqualTo(image(images, i));
      assertThat(images.label(i)).isGreaterThanOrEqualTo(-1);
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void whatIsNotThereIsRefused(ImageSet images) {
    byte[] image = new byte[images.imageBytes()];
    for (int index : new int[] {-1, images.size()}) {
      assertThatThrownBy(() -> images.read(index, image, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> images.label(index)).isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> images.read(0, image, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theHashIsThatOfTheSamePixelsInMemory(ImageSet images) {
    int n = images.imageBytes();
    byte[] pixels = new byte[images.size() * n];
    for (int i = 0; i < images.size(); i++) {
      images.read(i, pixels, i * n);
    }
    ImageSet copy =
        ImageSet.of("x", "x", images.channels(), images.height(), images.width(), pixels);
    assertThat(images.contentHash()).isEqualTo(copy.contentHash());
    assertThat(images.name()).isNotBlank();
    assertThat(images.split()).isNotBlank();
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThat(images.batch(manager, 0).getShape())
          .isEqualTo(new Shape(1, images.channels(), images.height(), images.width()));
    }
  }
}
