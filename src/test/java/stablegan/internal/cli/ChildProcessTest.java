package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.Main;

/** The command line in a process of its own: its progress, and an engine that can't be loaded. */
class ChildProcessTest {

  private record Ended(int code, String output) {}

  @TempDir private Path folder;

  private static Ended main(Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(java, "-Dai.djl.offline=true", "-cp", classes, Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private String[] run() {
    String out = folder.resolve("run").toString();
    return new String[] {
      "run",
      "SN",
      "--data",
      "embedded",
      "--steps",
      "3",
      "--width",
      "2",
      "--threads",
      "1",
      "--out",
      out
    };
  }

  @Test
  void theProgressOfAFinishedRunReadsDone() throws Exception {
    Ended first = main(Map.of(), run());
    assertThat(first.code()).isZero();
    assertThat(first.output()).contains("3 / 3").contains("done in").doesNotContain("NaN");
    assertThat(Files.readString(folder.resolve("run").resolve("run.json")))
        .containsPattern("engine threads\\W+1\\b");
    Ended again = main(Map.of(), run());
    assertThat(again.code()).isZero();
    assertThat(again.output()).contains("3 / 3").contains("done in").doesNotContain("stopped");
  }

  @Test
  void anEngineCacheThatIsNoFolderIsNamedWithWhatToSet() throws Exception {
    Path file = Files.writeString(folder.resolve("cache"), "no folder");
    for (Path cache : List.of(file, file.resolve("below"))) {
      Map<String, String> environment = Map.of("DJL_CACHE_DIR", cache.toString());
      for (String[] args : List.of(run(), new String[] {"score", "embedded", "embedded"})) {
        Ended ended = main(environment, args);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
            .contains(cache.toString(), "set DJL_CACHE_DIR")
            .doesNotContain("\tat ");
      }
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
