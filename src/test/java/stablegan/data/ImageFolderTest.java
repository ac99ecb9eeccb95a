package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stablegan.data.TestImages.noise;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.internal.formats.Resize;

class ImageFolderTest {

  /** What JPEG at ImageIO's default quality may change in a flat patch. */
  private static final int JPEG_TOLERANCE = 4;

  @TempDir Path folder;

  private void png(String file, ImageSet images, int index) throws IOException {
    TestImages.png(folder.resolve(file), images, index);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void writingAndReadingIsLosslessAndKeepsTheOrder(int channels) {
    ImageSet images = noise(12, channels, 5, 7);
    Path written = folder.resolve("new/set");
    ImageFolder.write(images, written);
    ImageSet again = ImageFolder.read(written);
    assertThat(again.contentHash()).isEqualTo(images.contentHash());
    assertThat(again.name()).isEqualTo("set");
    assertThat(again.channels()).isEqualTo(channels);
  }

  @Test
  void aRampOfGreysKeepsItsValues() {
    // a decoder that goes through Java's linear grey colour space changes all but the ends
    byte[] ramp = new byte[256];
    for (int i = 0; i < 256; i++) {
      ramp[i] = (byte) i;
    }
    ImageSet images = ImageSet.of("ramp", "all", 1, 16, 16, ramp);
    ImageFolder.write(images, folder.resolve("ramp"));
    byte[] read = new byte[256];
    ImageFolder.read(folder.resolve("ramp")).read(0, read, 0);
    assertThat(read).isEqualTo(ramp);
  }

  @Test
  void subFoldersAreClassesInTheOrderOfTheirNames() throws IOException {
    ImageSet images = noise(5, 3, 4, 4);
    png("cat/b.png", images, 0);
    png("ant/deep/z.PNG", images, 1);
    png("cat/a.png", images, 2);
    png("top.png", images, 3);
    png(".hidden/x.png", images, 4);
    Files.writeString(folder.resolve("README.txt"), "no image");
    ImageSet read = ImageFolder.read(folder);
    assertThat(read.contentHash()).isEqualTo(images.select(1, 2, 0, 3).contentHash());
    int[] labels = new int[4];
    Arrays.setAll(labels, read::label);
    assertThat(labels).containsExactly(0, 1, 1, -1);
  }

  @Test
  void aSetThatDoesNotFitIntoMemoryStaysInItsFiles() throws IOException {
    ImageSet images = noise(5, 3, 4, 6);
    ImageFolder.write(images, folder.resolve("set"));
    ImageSet streamed = ImageFolder.read(folder.resolve("set"), 5 * 72 - 1);
    assertThat(streamed).isInstanceOf(DecodedImages.class);
    assertThat(ImageFolder.read(folder.resolve("set"), 5 * 72)).isInstanceOf(MemoryImages.class);
    assertThat(streamed.contentHash()).isEqualTo(images.contentHash());
    assertThat(streamed.toString()).isEqualTo("set all: 5 images of 3×4×6");
    assertThat(TestImages.bytes(streamed, 3)).isEqualTo(TestImages.bytes(images, 3));
    png("set/000004.png", noise(1, 3, 4, 5), 0);
    assertThatThrownBy(() -> TestImages.bytes(streamed, 4))
        .hasMessageContainingAll("000004.png is RGB 5×4", "Images.folder(path, side)", "--size");
  }

  /** As optimisers of PNG files leave a set: 4 bits where 16 greys are enough. */
  @Test
  void greysOfFewAndOfEightBitsAreOneSet() throws IOException {
    for (String file : List.of("grey-1-bit", "grey-2-bit", "grey-4-bit", "grey-8-bit")) {
      Path golden = Path.of("src/test/resources/golden/pictures", file + ".png");
      Files.copy(golden, folder.resolve(file + ".png"));
    }
    ImageSet images = ImageFolder.read(folder);
    assertThat(images.channels()).isEqualTo(1);
    Set<Byte> levels = new HashSet<>();
    for (byte level : TestImages.bytes(images, 1)) {
      levels.add(level);
    }
    assertThat(levels).containsExactlyInAnyOrder((byte) 0, (byte) 85, (byte) 170, (byte) 255);
  }

  /** CMYK beside RGB, decoded each time it is read, and in memory. */
  @Test
  void cmykIsConvertedHoweverASetIsRead() throws IOException {
    for (String file : List.of("cmyk", "jfif-444", "ycck")) {
      Path golden = Path.of("src/test/resources/golden/pictures", file + ".jpg");
      Files.copy(golden, folder.resolve(file + ".jpg"));
    }
    ImageSet decoded = ImageFolder.read(folder);
    ImageSet opened = ImageFolder.open(folder, 17);
    ImageSet kept = ImageSet.concat("kept", "all", List.of(opened));
    assertThat(decoded.channels()).isEqualTo(3);
    assertThat(kept.contentHash()).isEqualTo(opened.contentHash());
    byte[] centre = Resize.centre(TestImages.bytes(decoded, 0), 3, 17, 24, 17);
    assertThat(TestImages.bytes(opened, 0)).isEqualTo(centre);
  }

  @Test
  void jpegAndPaletteImagesAreRead() throws IOException {
    BufferedImage flat = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      flat.setRGB(i % 8, i / 8, 0x2080f0);
    }
    ImageIO.write(flat, "jpg", folder.resolve("a.jpeg").toFile());
    byte[] red = {0, 0x20};
    byte[] green = {0, (byte) 0x80};
    byte[] blue = {0, (byte) 0xf0};
    IndexColorModel colors = new IndexColorModel(1, 2, red, green, blue);
    BufferedImage palette = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY, colors);
    palette.setRGB(3, 0, 0xff2080f0);
    ImageIO.write(palette, "png", folder.resolve("b.png").toFile());
    ImageSet images = ImageFolder.read(folder);
    byte[] image = new byte[192];
    images.read(0, image, 0);
    assertThat((image[0] & 0xff) - 0x20).isBetween(-JPEG_TOLERANCE, JPEG_TOLERANCE);
    assertThat((image[64] & 0xff) - 0x80).isBetween(-JPEG_TOLERANCE, JPEG_TOLERANCE);
    assertThat((image[128] & 0xff) - 0xf0).isBetween(-JPEG_TOLERANCE, JPEG_TOLERANCE);
    images.read(1, image, 0);
    assertThat(List.of(image[3], image[64 + 3], image[128 + 3], image[4]))
        .containsExactly((byte) 0x20, (byte) 0x80, (byte) 0xf0, (byte) 0);
  }
}
