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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import stablegan.Main;
import stablegan.data.Images;

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

  /** As in containers and cron; the files are named by a shell, whatever this process's locale. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void filesOutsideAsciiAreFoundUnderEveryLocale() throws Exception {
    Images.write(Images.fashionMnistT10k().head(3), folder.resolve("set"));
    String rename =
        "cd set && mkdir $(printf 'b\\303\\244r') $(printf '\\346\\227\\245')"
            + " && mv 000000.png $(printf 'b\\303\\244r/\\303\\274.png')"
            + " && mv 000001.png $(printf '\\346\\227\\245/\\303\\237.png')"
            + " && cd .. && mv set $(printf 's\\303\\244t')";
    Process shell = new ProcessBuilder("sh", "-c", rename).directory(folder.toFile()).start();
    assertThat(shell.waitFor()).isZero();
    // 2, the last, stands first: digits come before letters
    String hash = Images.fashionMnistT10k().select(2, 0, 1).contentHash();
    for (String locale : List.of("C", "C.UTF-8")) {
      Ended ended = main(Map.of("LC_ALL", locale), "data", folder.toString());
      assertThat(ended.output()).as(locale).contains("3 images of 28", hash);
    }
    Ended refused = main(Map.of("LC_ALL", "C"), "data", folder.resolve("sät").toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("set the environment variable LC_ALL", "C.UTF-8");
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
