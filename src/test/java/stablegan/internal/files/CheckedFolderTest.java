package stablegan.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedFolderTest {

  @TempDir Path path;
  private CheckedFolder folder;

  @BeforeEach
  void write() {
    folder = CheckedFolder.at(path);
    folder.change().put("a.txt", "the first").put("b.txt", "the second").commit();
  }

  private String read(String name) {
    return folder.text(name, "delete it");
  }

  private void assertDamaged(String name, String fault) {
    assertThatThrownBy(() -> read(name))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(path.resolve(name).toString())
        .hasMessageContaining(fault)
        .hasMessageEndingWith("delete it");
  }

  @Test
  void filesAreReadBackAndNothingElseIsLeft() throws IOException {
    assertThat(read("a.txt")).isEqualTo("the first");
    folder.change().put("a.txt", "another").commit();
    assertThat(read("a.txt")).isEqualTo("another");
    assertThat(read("b.txt")).isEqualTo("the second");
    assertThat(folder.read("c.txt", "")).isEmpty();
    try (var files = Files.list(path)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("a.txt", "b.txt", "checksums.json", ".lock");
    }
  }

  @Test
  void everyCutAndEveryFlippedBitIsNoticed() throws IOException {
    Path file = path.resolve("a.txt");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertDamaged("a.txt", "is cut short: it has " + length + " of 9 bytes");
    }
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      Files.write(file, flipped(whole, bit));
      assertDamaged("a.txt", "was changed");
    }
    Files.write(file, Arrays.copyOf(whole, 12));
    assertDamaged("a.txt", "it has 12 bytes, not 9");
    assertThat(folder.ifWhole("a.txt")).isEmpty();
    Files.delete(file);
    assertDamaged("a.txt", "is missing");
  }

  @Test
  void theListGuardsItself() throws IOException {
    Path list = path.resolve("checksums.json");
    byte[] whole = Files.readAllBytes(list);
    for (int bit = 0; bit < 8 * whole.length; bit += 7) {
      Files.write(list, flipped(whole, bit));
      assertListDamaged();
    }
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(list, Arrays.copyOf(whole, length));
      assertListDamaged();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "{\"files\":null}", "{\"files\":{\"a.txt\":7}}", ""})
  void aListOfAnotherFormIsDamaged(String json) throws IOException {
    Files.writeString(path.resolve("checksums.json"), json);
    assertListDamaged();
    assertThatThrownBy(() -> folder.change().put("a.txt", "").commit())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("checksums.json is damaged");
  }

  private void assertListDamaged() {
    assertThatThrownBy(() -> read("a.txt"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("checksums.json is damaged")
        .hasMessageContaining("delete the folder");
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  @Test
  void aFileThatWasPutThereIsNotTrusted() throws IOException {
    Files.writeString(path.resolve("c.txt"), "from elsewhere");
    assertDamaged("c.txt", "isn't listed in checksums.json");
    Files.delete(path.resolve("checksums.json"));
    assertDamaged("a.txt", "isn't listed in checksums.json");
  }

  @Test
  void diedBeforeOrAfterARenameBothVersionsAreWhole() throws IOException {
    Checksums during =
        Checksums.in(path)
            .or("a.txt", List.of(Checksums.Sum.of("the new".getBytes(StandardCharsets.UTF_8))));
    during.write(path);
    assertThat(read("a.txt")).isEqualTo("the first");
    Files.writeString(path.resolve("a.txt"), "the new");
    assertThat(read("a.txt")).isEqualTo("the new");
    Files.writeString(path.resolve("a.txt"), "the odd");
    assertDamaged("a.txt", "was changed");
    folder.change().put("a.txt", "the last").commit();
    Files.writeString(path.resolve("a.txt"), "the new");
    assertDamaged("a.txt", "it has 7 of 8 bytes");
  }

  @Test
  void whatAFileReplacesCanBeKept() throws IOException {
    byte[] second = "2".getBytes(StandardCharsets.UTF_8);
    folder.change().put("a.txt", second, "before.txt").commit();
    assertThat(read("a.txt")).isEqualTo("2");
    assertThat(read("before.txt")).isEqualTo("the first");
    Files.delete(path.resolve("a.txt"));
    folder.change().put("a.txt", second, "before.txt").commit();
    assertThat(read("before.txt")).isEqualTo("the first");
  }

  @Test
  void anInterruptedThreadWritesAsAnyOther() {
    Thread.currentThread().interrupt();
    folder.change().put("a.txt", "written").commit();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(read("a.txt")).isEqualTo("written");
  }

  @Test
  void halfWrittenFilesAreCleanedAway() throws IOException {
    Path part = AtomicFile.part(path.resolve("a.txt"), out -> out.write(1));
    Path other = Files.writeString(path.resolve("mine.part"), "");
    folder.clean();
    assertThat(part).doesNotExist();
    assertThat(other).exists();
  }
}
