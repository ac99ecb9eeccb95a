package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.internal.files.Hashes;

class StlFilesTest {

  private static final int SIDE = 96;
  private static final int PLANE = SIDE * SIDE;

  @TempDir Path folder;

  /** Two images whose pixels tell channel, row and column; in the file column by column. */
  private Path images() throws IOException {
    byte[] file = new byte[2 * 3 * PLANE];
    int at = 0;
    for (int image = 0; image < 2; image++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int column = 0; column < SIDE; column++) {
          for (int row = 0; row < SIDE; row++) {
            file[at++] = (byte) (100 * image + 20 * channel + (column == 5 ? row % 10 : 0));
          }
        }
      }
    }
    return Files.write(folder.resolve("train_X.bin"), file);
  }

  @Test
  void columnsBecomeRowsAndLabelsCountFromZero() throws IOException {
    Path labels = Files.write(folder.resolve("train_y.bin"), new byte[] {1, 10});
    ImageSet set = StlFiles.read("train", images(), Optional.of(labels), SIDE);
    assertThat(set.toString()).isEqualTo("stl10 train: 2 images of 3×96×96");
    assertThat(set.label(0)).isZero();
    assertThat(set.label(1)).isEqualTo(9);
    byte[] image = new byte[set.imageBytes()];
    set.read(1, image, 0);
    for (int row = 0; row < SIDE; row++) {
      int from = 2 * PLANE + row * SIDE; // blue
      assertThat(image[from + 5]).isEqualTo((byte) (140 + row % 10));
      assertThat(image[from + 6]).isEqualTo((byte) 140);
    }
  }

  @Test
  void theyAreShrunkTo48PixelsWithoutLabelsWhereThereAreNone() throws IOException {
    Files.copy(images(), folder.resolve("unlabeled_X.bin"));
    ImageSet set = StlFiles.unlabelled(folder);
    assertThat(set.height()).isEqualTo(48);
    assertThat(set.label(0)).isEqualTo(-1);
    byte[] image = new byte[set.imageBytes()];
    set.read(0, image, 0);
    // far from the column that differs
    assertThat(image[20]).isEqualTo((byte) 0);
    assertThat(image[48 * 48 + 20]).isEqualTo((byte) 20);
  }

  @Test
  void filesOfAnotherLengthAreRefused() throws IOException {
    Path broken = Files.write(folder.resolve("x"), new byte[100]);
    assertThatThrownBy(() -> StlFiles.read("train", broken, Optional.empty(), 48))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("100 bytes");
    Path labels = Files.write(folder.resolve("y"), new byte[] {1, 2, 3});
    Path images = images();
    assertThatThrownBy(() -> StlFiles.read("train", images, Optional.of(labels), 48))
        .hasMessageContaining("3 labels for 2 images");
  }

  @Test
  void aSetsFilesAreKnownByHashesWhateverIsPublished() throws IOException {
    assertThat(Catalogue.stl10().hashes().values())
        .hasSize(5)
        .allMatch(hash -> hash.matches("[0-9a-f]{32}|[0-9a-f]{64}"));
    Path file = Files.writeString(folder.resolve("f"), "abc");
    String md5OfAbc = "900150983cd24fb0d6963f7d28e17f72"; // RFC 1321, appendix A.5
    assertThat(Hashes.like(md5OfAbc, file)).isEqualTo(md5OfAbc);
    assertThat(Hashes.like(Hashes.of("x"), file)).isEqualTo(Hashes.of("abc"));
  }
}
