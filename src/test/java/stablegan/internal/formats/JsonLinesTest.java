package stablegan.internal.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

  /** As a process leaves it that is killed while it writes. */
  @Test
  void aLastLineThatIsCutShortAnywhereIsDropped(@TempDir Path folder) throws IOException {
    JsonLines lines = new JsonLines(folder.resolve("history.jsonl"));
    lines.add(1, Map.of("σ₂", 0.5));
    String first = Files.readString(lines.file());
    long size = Files.size(lines.file());
    lines.add(2, Map.of("σ₂", 0.25));
    byte[] whole = Files.readAllBytes(lines.file());
    for (int length = (int) size; length < whole.length - 1; length++) {
      Files.write(lines.file(), Arrays.copyOf(whole, length));
      lines.goOnAt(9);
      assertThat(lines.file()).hasContent(first);
    }
  }
}
