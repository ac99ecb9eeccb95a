package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stablegan.data.TestImages.noise;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.features.Extractors;
import stablegan.features.Features;
import stablegan.internal.formats.ImageCodec;
import stablegan.metrics.Protocol;

class ImageFolderErrorsTest {

  @TempDir Path folder;

  private void png(String file, ImageSet images, int index) throws IOException {
    TestImages.png(folder.resolve(file), images, index);
  }

  @Test
  void imagesThatDifferAreNamed() throws IOException {
    png("a.png", noise(1, 3, 4, 4), 0);
    png("b.png", noise(1, 3, 4, 5), 0);
    refused("b.png", "is RGB 5×4", "a.png", "is RGB 4×4");
    png("b.png", noise(1, 1, 4, 4), 0);
    refused("b.png", "is grey 4×4", "a.png", "is RGB 4×4");
  }

  @Test
  void transparencyAndSixteenBitsAreNamed() throws IOException {
    picture("a.png", "png", BufferedImage.TYPE_INT_ARGB);
    refused("a.png", "alpha");
    picture("a.png", "png", BufferedImage.TYPE_USHORT_GRAY);
    refused("a.png", "16 bits");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    png("good.png", noise(1, 3, 64, 64), 0);
    byte[] good = Files.readAllBytes(folder.resolve("good.png"));
    Path damaged = folder.resolve("damaged.png");
    Files.write(damaged, Arrays.copyOf(good, good.length / 2));
    refused("damaged.png");
    Files.write(damaged, new byte[0]);
    refused("damaged.png", "it is none of bmp, jfif, jpe, jpeg, jpg, png, tif, tiff");
    Files.delete(damaged);
    BufferedImage picture = ImageCodec.read(good);
    ImageIO.write(picture, "jpg", damaged.toFile());
    byte[] jpeg = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(jpeg, jpeg.length / 2));
    refused("damaged.png");
  }

  @Test
  void emptyAndMissingFoldersAreRefused() throws IOException {
    refused("no image in the folder", "(bmp, jfif, jpe, jpeg, jpg, png, tif, tiff)");
    Files.writeString(folder.resolve("labels.csv"), "0");
    refused("no image in the folder");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageFolder.read(folder.resolve("nowhere")))
        .withMessageContaining("nowhere");
  }

  @Test
  void picturesOfOtherKindsAndBrokenLinksAreCountedAndNamed() throws IOException {
    Files.write(folder.resolve("a.webp"), new byte[20]);
    Files.write(folder.resolve("b.WEBP"), new byte[20]);
    Files.createSymbolicLink(folder.resolve("gone.png"), Path.of("nowhere.png"));
    refused("3 left out: 1 broken link, 2 webp (a.webp, b.WEBP, gone.png)", "convert them to PNG");
    png("c.png", noise(1, 3, 4, 4), 0);
    Files.createSymbolicLink(folder.resolve("d.png"), Path.of("c.png"));
    Files.writeString(folder.resolve("labels.csv"), "0");
    ImageSet read = ImageFolder.read(folder);
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.split()).isEqualTo("all[3 left out: 1 broken link, 2 webp]");
    assertThat(ImageFolder.open(folder, 4).split())
        .isEqualTo("all[3 left out: 1 broken link, 2 webp][4 pixels]");
    Features features = Features.of(read, Extractors.pixels(4));
    Protocol protocol = Protocol.of(features, features, "k = 3", OptionalLong.empty());
    assertThat(protocol.realSet()).endsWith("all[3 left out: 1 broken link, 2 webp]");
    assertThat(protocol.estimator())
        .isEqualTo("k = 3, of generated images all[3 left out: 1 broken link, 2 webp]");
  }

  @Test
  void whatProgramsReadDifferentlyIsNamed() throws IOException {
    byte[] red = {0, 0x20, 0x40, 0x60};
    IndexColorModel colors = new IndexColorModel(2, 4, red, new byte[4], new byte[4]);
    BufferedImage palette = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY, colors);
    assertThat(ImageIO.write(palette, "tiff", folder.resolve("a.tif").toFile())).isTrue();
    refused("a.tif", "palette", "save it as PNG");
  }

  /** Two of four colours are cut off. */
  @Test
  void aPixelOfNoColourIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("src/test/resources/golden/pictures/palette.png"));
    int palette = 33; // behind the header
    ByteBuffer cut = ByteBuffer.allocate(whole.length - 6);
    cut.put(whole, 0, palette).putInt(6).put(whole, palette + 4, 4 + 6);
    CRC32 checksum = new CRC32();
    checksum.update(whole, palette + 4, 4 + 6);
    cut.putInt((int) checksum.getValue()).put(whole, palette + 24, whole.length - palette - 24);
    Files.write(folder.resolve("a.png"), cut.array());
    refused("a.png", "its palette has 2");
  }

  @Test
  void sizesThatAHeaderClaimsAreCheckedBeforeMemoryIsTaken() throws IOException {
    png("a.png", noise(1, 3, 4, 4), 0);
    byte[] png = Files.readAllBytes(folder.resolve("a.png"));
    ByteBuffer.wrap(png).putInt(16, 2_000_000).putInt(20, 2_000_000);
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
    Files.write(folder.resolve("a.png"), png);
    refused("a.png", "its header says 2000000×2000000 pixels", "-Xmx");
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> ImageFolder.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  private void picture(String file, String format, int type) throws IOException {
    BufferedImage image = new BufferedImage(8, 6, type);
    assertThat(ImageIO.write(image, format, folder.resolve(file).toFile())).isTrue();
  }

  @Test
  void writingNeverMixesWithWhatIsThere() throws IOException {
    png("old.png", noise(1, 3, 4, 4), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageFolder.write(noise(2, 3, 4, 4), folder))
        .withMessageContaining("mix");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    ImageFolder.write(noise(2, 3, 4, 4), empty);
    assertThat(ImageFolder.read(empty).size()).isEqualTo(2);
  }

  @Test
  void writingThatFailsLeavesNothing() throws IOException {
    ImageSet images = noise(3, 3, 4, 4);
    ImageSet broken = ImageView.of(new ThrowsAtTwo(images), "", new int[] {0, 1, 2});
    assertThatThrownBy(() -> ImageFolder.write(broken, folder.resolve("set")))
        .hasMessage("unreadable");
    try (Stream<Path> inside = Files.list(folder)) {
      assertThat(inside).isEmpty();
    }
  }

  private record ThrowsAtTwo(ImageSet images) implements ImageSet {
    @Override
    public String name() {
      return images.name();
    }

    @Override
    public String split() {
      return images.split();
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public int channels() {
      return images.channels();
    }

    @Override
    public int height() {
      return images.height();
    }

    @Override
    public int width() {
      return images.width();
    }

    @Override
    public int label(int index) {
      return images.label(index);
    }

    @Override
    public void read(int index, byte[] into, int offset) {
      if (index == 2) {
        throw new IllegalStateException("unreadable");
      }
      images.read(index, into, offset);
    }

    @Override
    public String contentHash() {
      return images.contentHash();
    }
  }
}
