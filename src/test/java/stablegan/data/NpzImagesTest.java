package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.internal.formats.NpyArray;
import stablegan.internal.formats.NpyHeader;
import stablegan.internal.formats.NpyType;
import stablegan.internal.formats.Npz;

class NpzImagesTest {

  @TempDir Path folder;

  /** Bytes 0, 1, 2, … in the order of the file. */
  private Path npz(NpyType type, int count, int labels, Integer... shape) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("arr_0.npy"));
      zip.write(NpyHeader.of(type, List.of(shape)).bytes());
      for (int i = 0; i < count; i++) {
        zip.write(i);
      }
      if (labels > 0) {
        zip.putNextEntry(new ZipEntry("arr_1.npy"));
        NpyArray.of(new byte[labels]).write(zip);
      }
    }
    Path file = folder.resolve("samples.npz");
    Files.write(file, bytes.toByteArray());
    return file;
  }

  @Test
  void imagesComeChannelFirst() throws IOException {
    ImageSet images = Images.npz(npz(NpyType.UINT8, 2 * 2 * 4 * 3, 2, 2, 2, 4, 3));
    assertThat(images.name()).isEqualTo("samples");
    assertThat(images.size()).isEqualTo(2);
    assertThat(images.height()).isEqualTo(2);
    assertThat(images.width()).isEqualTo(4);
    byte[] second = new byte[24];
    images.read(1, second, 0);
    assertThat(second).startsWith(24, 27, 30, 33, 36, 39, 42, 45, 25, 28).endsWith(44, 47);
    assertThat(images.label(1)).isZero();
  }

  @Test
  void imagesThatAreMadeWhenReadAreMadeOnceToBeWritten() {
    ImageSet images = TestImages.five();
    List<Integer> made = new ArrayList<>();
    ImageSet parts =
        ImageSet.chunked(
            "noise",
            "all",
            5,
            2,
            part -> {
              made.add(part);
              return images.select(IntStream.range(2 * part, Math.min(5, 2 * part + 2)).toArray());
            });
    Path file = folder.resolve("parts.npz");
    Images.writeNpz(parts, file);
    assertThat(made).containsExactly(0, 1, 2);
    assertThat(parts.contentHash()).isEqualTo(images.contentHash());
    assertThat(Images.npz(file).label(2)).isEqualTo(images.label(2));
  }

  /** In any order, from the file where it lies stored or compressed. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSetThatDoesNotFitIntoMemoryStaysInItsFile(boolean stored) throws IOException {
    ImageSet kept = TestImages.noise(9, 3, 4, 5);
    Path file = folder.resolve("large.npz");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(NpyHeader.of(NpyType.UINT8, List.of(9, 4, 5, 3)).bytes());
    for (int i = 0; i < 9; i++) {
      byte[] image = TestImages.bytes(kept, i);
      for (int j = 0; j < image.length; j++) {
        bytes.write(image[j % 3 * 20 + j / 3]);
      }
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(stored ? Deflater.NO_COMPRESSION : Deflater.DEFAULT_COMPRESSION);
      zip.putNextEntry(new ZipEntry("arr_0.npy"));
      zip.write(bytes.toByteArray());
      zip.putNextEntry(new ZipEntry("arr_1.npy"));
      NpyArray.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8}).write(zip);
    }
    ImageSet streamed = NpzImages.read(file, 9 * 60 - 1);
    assertThat(streamed).isInstanceOf(NpzStream.class);
    assertThat(NpzImages.read(file, 9 * 60)).isInstanceOf(MemoryImages.class);
    assertThat(streamed.contentHash()).isEqualTo(kept.contentHash());
    for (int i : new int[] {8, 0, 5, 5, 3, 4}) {
      assertThat(TestImages.bytes(streamed, i)).isEqualTo(TestImages.bytes(kept, i));
      assertThat(streamed.label(i)).isEqualTo(i);
    }
    Files.delete(file);
    Images.writeNpz(kept.head(8), file);
    assertThatThrownBy(() -> TestImages.bytes(streamed, 0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("its shape was [9, 4, 5, 3] and is [8, 4, 5, 3] now");
    byte[] flipped = Files.readAllBytes(file);
    flipped[200] ^= 1;
    Files.write(file, flipped);
    assertThatThrownBy(() -> NpzImages.read(file, 0)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    byte[] pixels = new byte[3 * 3 * 2 * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (5 * i);
    }
    ImageSet images = ImageSet.of("a", "all", 3, 2, 4, pixels, 2, 0, 1);
    Path file = folder.resolve("written.npz");
    Images.writeNpz(images, file);
    ImageSet read = Images.npz(file);
    assertThat(read.contentHash()).isEqualTo(images.contentHash());
    assertThat(read.label(0)).isEqualTo(2);
    assertThat(read.label(2)).isEqualTo(1);
    assertThatThrownBy(() -> Images.writeNpz(images, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is there already");
    ImageSet grey = ImageSet.of("g", "all", 1, 2, 4, new byte[8]);
    Images.writeNpz(grey, folder.resolve("grey.npz"));
    assertThat(Images.npz(folder.resolve("grey.npz")).label(0)).isEqualTo(-1);
  }

  @Test
  void setsWithoutLabelsHaveNone() throws IOException {
    assertThat(Images.npz(npz(NpyType.UINT8, 3 * 4, 0, 3, 2, 2, 1)).label(2)).isEqualTo(-1);
  }

  @Test
  void otherShapesAndTypesAreRefused() throws IOException {
    refused(npz(NpyType.UINT8, 24, 0, 1, 3, 2, 4), "[n, H, W, C]", "u1 [1, 3, 2, 4]");
    refused(npz(NpyType.UINT8, 24, 0, 2, 12), "u1 [2, 12]");
    refused(npz(NpyType.FLOAT32, 48, 0, 1, 2, 2, 3), "f4 [1, 2, 2, 3]");
    refused(npz(NpyType.UINT8, 11, 0, 1, 2, 2, 3), "cut short");
    refused(npz(NpyType.UINT8, 13, 0, 1, 2, 2, 3), "damaged");
  }

  private static void refused(Path file, String... texts) {
    assertThatThrownBy(() -> Images.npz(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("samples.npz")
        .hasMessageContainingAll(texts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "float32", "one-hot",
        "column"
      })
  void classesAreReadFromAllThatNumpyKeepsThemIn(String kind) {
    assertThat(labels(kind)).containsExactly(2, 0, 1, 2);
  }

  @Test
  void truthIsAClassToo() {
    assertThat(labels("bool")).containsExactly(1, 0, 0, 1);
  }

  /** What needs no labels goes on without them. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "none", "soft", "half"})
  void otherLabelsLeaveTheImagesUnlabelled(String kind) {
    assertThat(labels(kind)).containsExactly(-1, -1, -1, -1);
  }

  private static int[] labels(String kind) {
    Path golden = Path.of("src/test/resources/golden/pictures/labels-" + kind + ".npz");
    ImageSet images = Images.npz(golden);
    return IntStream.range(0, images.size()).map(images::label).toArray();
  }

  @Test
  void labelsMustBeOneAnImage() throws IOException {
    Path file = npz(NpyType.UINT8, 12, 2, 1, 2, 2, 3);
    assertThatThrownBy(() -> Images.npz(file)).hasMessageContaining("2 labels for 1 images");
  }

  @Test
  void aFileWithoutImagesIsRefused() {
    Path file = folder.resolve("stats.npz");
    Npz.write(file, Map.of("mu", NpyArray.of(1)));
    assertThatThrownBy(() -> Images.npz(file))
        .hasMessageContaining("no array \"arr_0\"")
        .hasMessageContaining("it holds mu");
  }
}
