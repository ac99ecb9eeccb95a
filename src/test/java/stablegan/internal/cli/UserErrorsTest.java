package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import stablegan.data.Images;

/** What a user may ask for wrongly on the command line: a message each, at once, and no trace. */
class UserErrorsTest {

  /** Runs out of memory as Java does. */
  @Command(name = "fill")
  private static final class Fill implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = StableGan.commandLine().addSubcommand(new Fill());
    commandLine.setOut(new PrintWriter(new StringWriter(), true));
    commandLine.setErr(new PrintWriter(err, true));
    int code = commandLine.execute(args);
    assertThat(err.toString()).doesNotContain("\tat ");
    return code;
  }

  @ParameterizedTest
  @CsvSource({
    "--width, 0, width must be from 1 to 4;096",
    "--width, -3, width must be from 1 to 4;096",
    "--width, 100000, width must be from 1 to 4;096",
    "--width, 99999999, width must be from 1 to 4;096",
    "--steps, 0, at least 1",
    "--steps, -1, at least 1",
    "--threads, 0, engine threads must be from 1 to 1;024",
    "--threads, 1000000, engine threads must be from 1 to 1;024",
  })
  void aNumberOutOfRangeIsNamedWithItsRange(String option, String value, String range) {
    List<String> args = new ArrayList<>(Arrays.asList("run", "none", option, value));
    args.addAll(List.of("--data", "no-such-set", "--out", folder.resolve("run").toString()));
    assertThat(run(args.toArray(String[]::new))).isEqualTo(1);
    assertThat(err.toString()).contains(range.replace(';', ','), value.replace("-", ""));
    assertThat(folder.resolve("run")).doesNotExist();
  }

  /**
   * The data set doesn't exist, so that an error about it would mean that it was asked for first.
   */
  @ParameterizedTest
  @CsvSource({
    "none SN, --steps, 0, at least 1",
    "none SN, --images, -4, --images must be at least 2",
    "none SN, --seeds, '1,1', must be distinct",
    "none SN, --parallel, 0, --parallel must be at least 1",
    "none SN, --threads, 0, --threads must be at least 1",
    "none none, --steps, 5, two methods are named none",
  })
  void aComparisonIsCheckedBeforeImagesAreLoaded(
      String methods, String option, String value, String message) {
    List<String> args = new ArrayList<>(List.of("ablation"));
    args.addAll(List.of(methods.split(" ", -1)));
    args.addAll(List.of(option, value, "--data", "no-such-set"));
    args.addAll(List.of("--out", folder.resolve("comparison").toString()));
    assertThat(run(args.toArray(String[]::new))).isEqualTo(1);
    assertThat(err.toString()).contains(message).doesNotContain("no-such-set");
    assertThat(folder.resolve("comparison")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aBlankNameIsNotTheWorkingDirectory(String blank) {
    String out = folder.resolve("run").toString();
    List<String[]> commands =
        List.of(
            new String[] {"data", blank},
            new String[] {"score", "embedded", blank},
            new String[] {"score", "embedded", "embedded", "--extractor", blank},
            new String[] {"statistics", "embedded", blank},
            new String[] {"table", blank},
            new String[] {"report", blank},
            new String[] {"compare", blank, blank},
            new String[] {"run", "none", "--data", blank, "--out", out},
            new String[] {"run", "none", "--data", "embedded", "--steps", "1", "--out", blank});
    for (String[] command : commands) {
      err.getBuffer().setLength(0);
      assertThat(run(command)).as(String.join(" ", command)).isNotZero();
      assertThat(err.toString()).containsAnyOf("blank", "there is no network \"" + blank + "\"");
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void tooFewImagesAreToldBeforeTheyAreScored() {
    Path one = folder.resolve("one.npz");
    Images.writeNpz(Images.fashionMnistT10k().head(1), one);
    assertThat(run("score", "embedded", one.toString(), "--extractor", "pixels")).isEqualTo(1);
    assertThat(err.toString()).contains("frechet needs at least 2 images, one has 1");
  }

  /** A photograph, a folder of pictures and another one's statistics stay as they are. */
  @Test
  void nothingOfOthersIsWrittenOver() throws IOException {
    Path photo = Files.writeString(folder.resolve("a.png"), "a photograph");
    Path stored = Files.writeString(folder.resolve("st.npz"), "statistics");
    Path none = folder.resolve("none.npz/st.npz");
    Files.writeString(none.getParent(), "no folder");
    String file = photo.toString();
    Path cells = Files.createDirectory(folder.resolve("comparison"));
    Files.writeString(cells.resolve("comparison.json"), "{}");
    Files.writeString(cells.resolve("checksums.json"), "{}");
    Map<String, String[]> commands =
        Map.of(
            "must end in .npz", new String[] {"statistics", "embedded", file},
            "is there already", new String[] {"statistics", "embedded", stored.toString()},
            "cannot write", new String[] {"statistics", "embedded", none.toString()},
            "must end in .html", new String[] {"report", "quick", "--out", file},
            "is a file: choose a folder", new String[] {"run", "none", "--out", file},
            "is of a comparison, it has comparison.json",
                new String[] {"run", "none", "--out", cells.toString()},
            "holds other files, such as a.png: choose a new or",
                new String[] {"run", "none", "--out", folder.toString()},
            "such as a.png: choose a new or an empty folder",
                new String[] {"ablation", "none", "SN", "--out", folder.toString()});
    commands.forEach(
        (told, command) -> {
          err.getBuffer().setLength(0);
          assertThat(run(command)).as(String.join(" ", command)).isEqualTo(1);
          assertThat(err.toString()).contains(told);
        });
    assertThat(photo).hasContent("a photograph");
    assertThat(stored).hasContent("statistics");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(4);
    }
  }

  @Test
  void statisticsAreMadeOfImages() {
    String stored = folder.resolve("st.npz").toString();
    String again = folder.resolve("again.npz").toString();
    assertThat(run("statistics", "embedded", stored, "--extractor", "pixels")).isZero();
    assertThat(run("statistics", stored, again, "--extractor", "inception")).isEqualTo(1);
    assertThat(err.toString()).contains(stored + " holds statistics already: name images");
  }

  /** Before all features are computed, of which a line on the standard error would tell. */
  @Test
  void anotherExtractorThanThatOfStoredStatisticsIsToldFirst() throws IOException {
    String stored = folder.resolve("st.npz").toString();
    Path images = folder.resolve("images");
    Images.write(Images.fashionMnistT10k().head(3), images);
    assertThat(run("statistics", images.toString(), stored, "--extractor", "pixels")).isZero();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    PrintStream standard = System.err;
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    for (String[] sides :
        new String[][] {{stored, images.toString()}, {images.toString(), stored}}) {
      err.getBuffer().setLength(0);
      assertThat(run("score", sides[0], sides[1], "--extractor", "lite0-96")).isEqualTo(1);
      assertThat(err.toString()).contains("statistics of pixels", "lite0-96-fp32", "one extractor");
    }
    assertThat(lines.toString(StandardCharsets.UTF_8)).doesNotContain("features of");
    assertThat(run("score", stored, images.toString(), "--extractor", "pixels")).isZero();
    System.setErr(standard);
    assertThat(lines.toString(StandardCharsets.UTF_8)).contains("features of");
  }

  @Test
  void aFullHeapIsToldWithWhatToDo() {
    assertThat(run("fill")).isEqualTo(1);
    assertThat(err.toString()).contains("Java heap space", "-Xmx", "fewer cells at once");
  }
}
