package stablegan.internal.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads arrays.npz, which numpy wrote (golden_metrics.py). */
class NpzTest {

  @TempDir Path folder;
  private Path numpy;

  @BeforeEach
  void copy() throws IOException {
    numpy = folder.resolve("arrays.npz");
    try (InputStream in = NpzTest.class.getResourceAsStream("/golden/arrays.npz")) {
      Files.copy(in, numpy);
    }
  }

  private NpyArray numpy(String name) {
    return Npz.read(numpy, name).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4", "i8", "i4", "u1", ">f8", ">i4"})
  void everyTypeHoldsTheSameNumbers(String type) {
    assertThat(numpy(type).shape()).containsExactly(3, 4);
    assertThat(numpy(type).values()).hasSize(12).containsExactly(numpy("f8").values());
    assertThat(Arrays.stream(numpy(type).values()).max().orElseThrow()).isGreaterThan(50);
  }

  @Test
  void fortransOrderIsTurnedIntoRows() {
    double[] eighths = Arrays.stream(numpy("f8").values()).map(v -> v / 8).toArray();
    assertThat(numpy("fortran").values()).containsExactly(eighths);
    assertThat(numpy("cube").shape()).containsExactly(2, 3, 4);
    assertThat(numpy("cube").values()).isSorted().hasSize(24).endsWith(22, 23);
  }

  @Test
  void singleNumbersAndRowsKeepTheirShape() {
    assertThat(numpy("number").shape()).isEmpty();
    assertThat(numpy("number").values()).containsExactly(7);
    assertThat(numpy("row").shape()).containsExactly(5);
    assertThat(numpy("row").values()).containsExactly(0, 0.25, 0.5, 0.75, 1);
    assertThat(Npz.read(numpy, "none")).isEmpty();
  }

  @Test
  void arraysOfNoPlainNumbersAreRefused() {
    assertThatThrownBy(() -> numpy("text"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("\"text\"")
        .hasMessageContaining("arrays.npz")
        .hasMessageContaining("U1");
    assertThatThrownBy(() -> numpy("half"))
        .hasMessageContaining("type f2")
        .hasMessageContaining("f8, f4");
  }

  @Test
  void whatIsWrittenIsReadBackAndIsTheSameFileTwice() throws IOException {
    Path file = folder.resolve("new/own.npz");
    double[] values = {1.5, -2, Math.PI, 1e300, 0, Double.MIN_VALUE};
    byte[] text = "µ".getBytes(StandardCharsets.UTF_8);
    Map<String, NpyArray> arrays =
        Map.of("m", NpyArray.of(values, 2, 3), "n", NpyArray.of(50_000), "t", NpyArray.of(text));
    Npz.write(file, arrays);
    assertThat(Npz.read(file, "m").orElseThrow().values()).containsExactly(values);
    assertThat(Npz.read(file, "m").orElseThrow().shape()).containsExactly(2, 3);
    assertThat(Npz.read(file, "n").orElseThrow().values()).containsExactly(50_000);
    assertThat(Npz.read(file, "t").orElseThrow().bytes()).isEqualTo(text);
    byte[] first = Files.readAllBytes(file);
    Npz.write(file, arrays);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void headersAreLaidOutAsNumpyLaysThemOut() {
    byte[] header = NpyHeader.of(NpyType.FLOAT64, List.of(3)).bytes();
    assertThat(header.length % 64).isZero();
    assertThat(new String(header, 10, header.length - 10, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), } ")
        .endsWith(" \n");
    assertThat(text(NpyHeader.of(NpyType.UINT8, List.of(2, 3)))).contains("'|u1'", "(2, 3)");
    assertThat(text(NpyHeader.of(NpyType.INT64, List.of()))).contains("'<i8'", "()");
  }

  private static String text(NpyHeader header) {
    return new String(header.bytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aDamagedOrMissingFileIsNamed() throws IOException {
    Path file = folder.resolve("own.npz");
    Npz.write(file, Map.of("m", NpyArray.of(new double[1000], 1000)));
    byte[] good = Files.readAllBytes(file);
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 1;
    Files.write(file, flipped);
    damaged(file, "checksum");
    Files.write(file, Arrays.copyOf(good, good.length / 2));
    damaged(file, "own.npz");
    Files.write(file, new byte[0]);
    damaged(file, "own.npz");
    assertThatThrownBy(() -> Npz.read(folder.resolve("gone.npz"), "m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such file")
        .hasMessageContaining("gone.npz");
  }

  /** 2.4 GB that neither the header nor the zip file's directory holds back. */
  @Test
  void aSmallFileThatDeclaresGigabytesIsNamedBeforeMemoryIsTaken() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("m.npy"));
      zip.write(NpyHeader.of(NpyType.FLOAT64, List.of(300_000_000)).bytes());
      zip.write(new byte[1000]);
    }
    ByteBuffer file = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    int directory = file.getInt(file.limit() - 6);
    file.putInt(directory + 24, -100);
    Path small = folder.resolve("small.npz");
    Files.write(small, file.array());
    damaged(small, "its shape [300000000] is too large");
  }

  private static void damaged(Path file, String text) {
    assertThatThrownBy(() -> Npz.read(file, "m"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("can't read the array \"m\"")
        .hasMessageContaining(text);
  }

  @Test
  void valuesThatDoNotFitTheShapeAreRefused() {
    assertThatThrownBy(() -> NpyArray.of(new double[5], 2, 3))
        .hasMessageContaining("5 values for an array of shape [2, 3]");
  }
}
