package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stablegan.data.TestImages.noise;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.internal.formats.ImageCodec;

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
    refused("damaged.png", "neither PNG nor JPEG");
    Files.delete(damaged);
    BufferedImage picture = ImageCodec.read(good);
    ImageIO.write(picture, "jpg", damaged.toFile());
    byte[] jpeg = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(jpeg, jpeg.length / 2));
    refused("damaged.png");
  }

  @Test
  void emptyAndMissingFoldersAreRefused() throws IOException {
    refused("no PNG or JPEG image");
    Files.writeString(folder.resolve("labels.csv"), "0");
    refused("no PNG or JPEG image");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageFolder.read(folder.resolve("nowhere")))
        .withMessageContaining("nowhere");
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
