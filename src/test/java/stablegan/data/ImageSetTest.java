package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static stablegan.data.TestImages.bytes;
import static stablegan.data.TestImages.everyByte;
import static stablegan.data.TestImages.five;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import stablegan.internal.files.Hashes;

class ImageSetTest {

  private static final int IMAGE = 3 * 2 * 4;

  @Test
  void pixelsAreTheUnsignedBytesInOrder() {
    ImageSet images = ImageSet.of("ramp", "all", 1, 16, 16, everyByte());
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray pixels = images.pixels(manager, 0);
      assertThat(pixels.getShape()).isEqualTo(new Shape(1, 1, 16, 16));
      float[] values = pixels.toFloatArray();
      for (int i = 0; i < 256; i++) {
        assertThat(values[i]).isEqualTo((float) i);
      }
    }
  }

  @Test
  void aBatchWithoutIndicesIsOfAllImages() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray all = five().batch(manager);
      assertThat(all).isEqualTo(five().batch(manager, 0, 1, 2, 3, 4));
    }
  }

  @Test
  void batchIsScaledToMinusOneToOne() {
    ImageSet images = ImageSet.of("ramp", "all", 1, 16, 16, everyByte());
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] values = images.batch(manager, 0).toFloatArray();
      assertThat(values[0]).isEqualTo(-1f);
      assertThat(values[255]).isEqualTo(1f);
      assertThat(values[200]).isEqualTo(200 / 127.5f - 1f);
    }
  }

  @Test
  void quantisingABatchGivesTheImagesBack() {
    ImageSet ramp = ImageSet.of("ramp", "all", 1, 16, 16, everyByte());
    ImageSet images = five();
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThat(ImageSet.of("again", "generated", ramp.batch(manager, 0)).contentHash())
          .isEqualTo(ramp.contentHash());
      NDArray batch = images.batch(manager, 0, 1, 2, 3, 4);
      ImageSet again = ImageSet.of("again", "generated", batch);
      assertThat(again.contentHash()).isEqualTo(images.contentHash());
      assertThat(again.split()).isEqualTo("generated");
      assertThat(again.label(3)).isEqualTo(-1);
    }
  }

  @Test
  void quantisingClampsWhatIsOutside() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray outside = manager.create(new float[] {-1.5f, 1.5f, 0f, 1f}, new Shape(1, 1, 2, 2));
      byte[] expected = {0, (byte) 255, (byte) 128, (byte) 255};
      assertThat(bytes(ImageSet.of("x", "generated", outside), 0)).isEqualTo(expected);
    }
  }

  @Test
  void pixelsOfAnotherRangeAreRefused() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray unsigned = manager.create(new float[] {0f, 1f, 255f, 9f}, new Shape(1, 1, 2, 2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageSet.of("x", "generated", unsigned))
          .withMessageContaining("pixel 2 is 255.0")
          .withMessageContaining("[-1, 1]")
          .withMessageContaining("x / 127.5 - 1");
    }
  }

  @Test
  void aDivergedGeneratorIsRefused() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray bad = manager.create(new float[] {0f, Float.NaN, 0f, 0f}, new Shape(1, 1, 2, 2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageSet.of("x", "generated", bad))
          .withMessageContaining("NaN")
          .withMessageContaining("pixel 1");
    }
  }

  @Test
  void imagesOfAnotherShapeAreRefused() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageSet.of("x", "generated", manager.zeros(new Shape(3, 8, 8))))
          .withMessageContaining("[n, C, H, W]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageSet.of("x", "generated", manager.zeros(new Shape(1, 4, 8, 8))))
          .withMessageContaining("4×8×8");
    }
  }

  @Test
  void contentHashIsTheShaOfShapeAndPixels() {
    ImageSet images = five();
    ByteBuffer all = ByteBuffer.allocate(16 + 5 * IMAGE);
    all.putInt(5).putInt(3).putInt(2).putInt(4);
    for (int i = 0; i < 5; i++) {
      all.put(bytes(images, i));
    }
    assertThat(images.contentHash()).isEqualTo(Hashes.of(all.array())).hasSize(64);
  }

  @Test
  void contentHashIgnoresNamesAndSeesEveryPixelAndTheShape() {
    byte[] pixels = everyByte();
    String hash = ImageSet.of("a", "train", 1, 16, 16, pixels).contentHash();
    assertThat(ImageSet.of("b", "test", 1, 16, 16, pixels, 7).contentHash()).isEqualTo(hash);
    assertThat(ImageSet.of("a", "train", 1, 8, 32, pixels).contentHash()).isNotEqualTo(hash);
    pixels[255] ^= 1;
    assertThat(ImageSet.of("a", "train", 1, 16, 16, pixels).contentHash()).isNotEqualTo(hash);
  }

  @Test
  void anImageSetKeepsACopyOfThePixels() {
    byte[] pixels = everyByte();
    ImageSet images = ImageSet.of("a", "train", 1, 16, 16, pixels);
    Arrays.fill(pixels, (byte) 0);
    assertThat(bytes(images, 0)).isEqualTo(everyByte());
  }

  @Test
  void concatenationKeepsOrderAndLabels() {
    ImageSet images = five();
    ImageSet again =
        ImageSet.concat("noise", "train", List.of(images.head(2), images.select(2, 3, 4)));
    assertThat(again.contentHash()).isEqualTo(images.contentHash());
    assertThat(again.label(2)).isEqualTo(2);
    ImageSet other = ImageSet.of("ramp", "all", 1, 16, 16, everyByte());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSet.concat("x", "all", List.of(images, other)))
        .withMessageContaining("3×2×4 and 1×16×16");
  }

  @Test
  void lengthsThatDoNotAgreeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSet.of("x", "all", 1, 2, 2, new byte[5]))
        .withMessageContaining("5 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSet.of("x", "all", 1, 2, 2, new byte[8], 1))
        .withMessageContaining("1 labels for 2 images");
  }

  @Test
  void moreThanTwoGibibytesAreRefusedClearly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryImages.allocate(60_000, 3, 256, 256))
        .withMessageContaining("2 GiB");
  }

  @Test
  void paddedImagesStandInTheMiddleOfBlack() {
    byte[] rgb = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    ImageSet padded = ImageSet.of("two", "test", 3, 2, 2, rgb, 7).padded(5);
    byte[] image = new byte[padded.imageBytes()];
    padded.read(0, image, 0);
    byte[] expected = new byte[3 * 25];
    for (int channel = 0; channel < 3; channel++) {
      expected[25 * channel + 6] = rgb[4 * channel];
      expected[25 * channel + 7] = rgb[4 * channel + 1];
      expected[25 * channel + 11] = rgb[4 * channel + 2];
      expected[25 * channel + 12] = rgb[4 * channel + 3];
    }
    assertThat(image).isEqualTo(expected);
    assertThat(padded.label(0)).isEqualTo(7);
    assertThat(padded.name()).isEqualTo("two padded to 5×5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> padded.padded(4))
        .withMessageContaining("can be padded to a side of 5 pixels or more, not to 4");
  }

  @Test
  void paddedSetsKeepTheOrderOfTheirImages() {
    ImageSet padded = ImageSet.of("two", "test", 1, 1, 2, new byte[] {1, 2, 3, 4}).padded(2);
    byte[] second = new byte[4];
    padded.read(1, second, 0);
    assertThat(second).containsExactly(3, 4, 0, 0);
  }

  @Test
  void relabelledImagesAreTheSamePixelsUnderOtherClasses() {
    ImageSet images = ImageSet.of("two", "test", 1, 1, 1, new byte[] {1, 2}, 3, 9);
    ImageSet next = images.relabelled(label -> (label + 1) % 10);
    assertThat(next.label(0)).isEqualTo(4);
    assertThat(next.label(1)).isZero();
    assertThat(next.contentHash()).isEqualTo(images.contentHash());
    assertThat(next.split()).isEqualTo("test[relabelled]");
  }
}
