package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.internal.formats.ImageCodec;

class FolderImagesTest {

  @TempDir Path folder;

  private void png(String name, int channels, int height, int width, byte... pixels)
      throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, ImageCodec.write(pixels, channels, height, width));
  }

  private static byte[] pixels(ImageSet set, int index) {
    byte[] pixels = new byte[set.imageBytes()];
    set.read(index, pixels, 0);
    return pixels;
  }

  @Test
  void imagesOfAnySizeComeAsOneInRgbWithTheirClasses() throws IOException {
    png("cat/a.png", 1, 1, 3, (byte) 1, (byte) 2, (byte) 3);
    png("dog/b.png", 3, 1, 1, (byte) 7, (byte) 8, (byte) 9);
    ImageSet set = ImageFolder.open(folder, 1);
    assertThat(set.size()).isEqualTo(2);
    assertThat(pixels(set, 0)).containsExactly(2, 2, 2);
    assertThat(pixels(set, 1)).containsExactly(7, 8, 9);
    assertThat(set.label(0)).isZero();
    assertThat(set.label(1)).isEqualTo(1);
    assertThat(set.split()).contains("1 pixels");
    ImageSet inMemory = ImageSet.concat(set.name(), set.split(), List.of(set));
    assertThat(inMemory.contentHash()).isEqualTo(set.contentHash());
  }

  @Test
  void badInputIsNamed() throws IOException {
    assertThatThrownBy(() -> ImageFolder.open(folder, 8)).hasMessageContaining("no image");
    png("a.png", 1, 1, 1, (byte) 1);
    assertThatThrownBy(() -> ImageFolder.open(folder, 0)).hasMessageContaining("side");
    assertThatThrownBy(() -> ImageFolder.open(folder, 30_000))
        .hasMessageContaining("3×30000×30000 are too large");
    Files.writeString(folder.resolve("b.png"), "no image");
    ImageSet set = ImageFolder.open(folder, 1);
    assertThatThrownBy(() -> pixels(set, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b.png");
    assertThatThrownBy(() -> set.read(0, new byte[3], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Names of another encoding, as from an old archive. */
  @Test
  void filesWhoseNamesAreNoUtf8AreToldApart() {
    assertThat(FolderFiles.name(URI.create("a/%C3%A9.png"))).isEqualTo("a/é.png");
    assertThat(FolderFiles.name(URI.create("a/%E9.png"))).isEqualTo("a/%E9.png");
    assertThat(FolderFiles.name(URI.create("a/%E8.png"))).isEqualTo("a/%E8.png");
  }

  @Test
  void aMirroredSetHoldsEachImageBothWays() {
    ImageSet set =
        ImageSet.of("s", "train", 1, 2, 3, new byte[] {1, 2, 3, 4, 5, 6, 9, 9, 9, 9, 9, 8}, 4, 5);
    ImageSet both = set.mirrored();
    assertThat(both.size()).isEqualTo(4);
    assertThat(pixels(both, 0)).isEqualTo(pixels(set, 0));
    assertThat(pixels(both, 2)).containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(pixels(both, 3)).containsExactly(9, 9, 9, 8, 9, 9);
    assertThat(both.label(3)).isEqualTo(5);
    assertThat(both.toString()).isEqualTo("s train[and mirrored]: 4 images of 1×2×3");
    assertThatThrownBy(() -> both.label(4)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
