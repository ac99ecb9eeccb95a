package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import stablegan.experiment.Results;
import stablegan.report.Comparison;
import stablegan.report.Tables;
import tech.tablesaw.api.Table;

/** The table, the report and the differences of comparisons, all from their folders. */
class ComparisonCommandsTest {

  @TempDir private static Path shared;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commandLine = StableGan.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    int code = commandLine.execute(args);
    assertThat(err.toString()).doesNotContain("\tat ");
    return code;
  }

  private int ablation(Path to, String seeds, String steps, String... methods) {
    List<String> args = new ArrayList<>(List.of("ablation"));
    args.addAll(List.of(methods));
    args.addAll(List.of("--data", "embedded", "--reference", "embedded", "--width", "2"));
    args.addAll(List.of("--steps", steps, "--seeds", seeds, "--images", "12"));
    args.addAll(List.of("--out", to.toString()));
    return run(args.toArray(String[]::new));
  }

  private static String made() {
    return shared.resolve("made").toString();
  }

  @BeforeAll
  static void compare() {
    ComparisonCommandsTest test = new ComparisonCommandsTest();
    assertThat(test.ablation(shared.resolve("made"), "0,1", "2", "none", "SN"))
        .as(test.err.toString())
        .isZero();
    Results.read(shared.resolve("made")).write(shared.resolve("made.jsonl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"made", "made/cells", "made.jsonl"})
  void theTableIsThatOfTheComparison(String source) {
    String name = shared.resolve(source).toString();
    assertThat(run("table", name)).as(err.toString()).isZero();
    Comparison comparison = Comparison.of(Results.read(shared.resolve(source)));
    assertThat(out.toString()).contains(Tables.markdown(comparison.summary()));
    assertThat(err.toString()).isEmpty();
    assertThat(run("table", name, "--format", "LATEX")).isZero();
    assertThat(out.toString()).contains("\\toprule", "$\\pm$");
    assertThat(run("table", name, "--runs")).isZero();
    assertThat(out.toString()).contains(Tables.markdown(comparison.runs()));
  }

  @Test
  void csvOnTheCommandLineIsThatOfTheFolder() throws IOException {
    assertThat(run("table", made(), "--format", "CSV")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo(Files.readString(shared.resolve("made/results.csv")).strip());
    assertThat(run("table", made(), "--format", "CSV", "--runs")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo(Files.readString(shared.resolve("made/runs.csv")).strip());
  }

  @Test
  void aReferenceHasATableAndAReport() throws IOException {
    assertThat(run("table", "quick")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("| real images", "| none", "| SN", "FD(lite0)");
    Path page = folder.resolve("quick.html");
    assertThat(run("report", "quick", "--score", "KID(lite0)", "--out", page.toString()))
        .as(err.toString())
        .isZero();
    assertThat(page).content().contains("By KID(lite0) (lower is better)");
  }

  @Test
  void theReportIsMadeAnew() throws IOException {
    Path page = folder.resolve("new/page.html");
    assertThat(run("report", made(), "--out", page.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("written to " + page);
    String html = Files.readString(page);
    assertThat(html)
        .contains("<h1>none, SN</h1>", "The same latent vectors", "g_grad_norm over generator")
        .doesNotContain("Not finished");
    assertThat(run("report", made(), "--score", "FD", "--out", page.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no score \"FD\"", "FD(lite0), KID(lite0)");
    assertThat(page).hasContent(html);
  }

  /** Stopped before the last cell was finished. */
  @Test
  void whatIsMissingIsTold() throws IOException {
    Path stopped = folder.resolve("stopped");
    copy(shared.resolve("made/cells"), stopped);
    try (Stream<Path> files = Files.walk(stopped)) {
      for (Path result : files.filter(f -> f.endsWith(Path.of("seed-1", "result.json"))).toList()) {
        if (result.toString().contains("sn-")) {
          Files.delete(result);
        }
      }
    }
    String missing = "3 of 4 cells are finished; not yet: SN, seed 1";
    assertThat(run("table", stopped.toString(), "--runs")).isZero();
    assertThat(err.toString()).contains(missing);
    assertThat(out.toString()).contains("| SN").doesNotContain("finished");
    Path page = folder.resolve("report.html");
    assertThat(run("report", stopped.toString(), "--out", page.toString())).isZero();
    assertThat(Files.readString(page)).contains("Not finished", missing);
    assertThat(run("compare", made(), stopped.toString())).isZero();
    assertThat(out.toString())
        .contains("Nothing differs in configuration and versions.", "6 of 6 numbers");
    assertThat(err.toString()).contains(stopped + ": " + missing);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void whatDiffersIsNamedWithItsNumbers() {
    Path other = folder.resolve("other");
    assertThat(ablation(other, "1,2", "3", "none", "WGAN-GP")).as(err.toString()).isZero();
    assertThat(run("compare", made(), other.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("none, SN", "none, WGAN-GP")
        .contains("2, looked at every 1", "3, looked at every 1")
        .contains("0 of 1")
        .doesNotContain("| SN")
        .contains("0 of 2 numbers that both have are equal to every digit.");
    Results here = Results.read(shared.resolve("made"));
    Table numbers = Comparison.of(here).numbers(Results.read(other));
    double mine = here.score("none", "FD(lite0)").mean();
    double theirs = Results.read(other).score("none", "FD(lite0)").mean();
    assertThat(numbers.doubleColumn("there − here").get(0)).isEqualTo(theirs - mine);
  }

  @Test
  void theSameIsToldToBeTheSame() {
    assertThat(run("compare", made(), shared.resolve("made.jsonl").toString())).isZero();
    assertThat(out.toString())
        .contains("Nothing differs in configuration and versions.")
        .contains("8 of 8 numbers that both have are equal to every digit.");
    assertThat(run("compare", made(), "quick")).isZero();
    assertThat(out.toString())
        .contains("made with", "| data ")
        .contains("of real images, n\\_fake");
    assertThat(out.toString()).as("what is told once").doesNotContain("of generated images");
  }

  @Test
  void runsAreComparedByWhatTheyAreAndMade() throws IOException {
    String a = train("a", "0");
    String again = train("again", "0");
    String b = train("b", "1");
    assertThat(run("compare", a, again)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("Nothing differs in what they are of.", "| d\\_loss")
        .doesNotContain("seconds");
    assertThat(out.toString()).containsPattern("(\\d+) of \\1 numbers that both have are equal");
    assertThat(run("compare", a, b)).isZero();
    assertThat(out.toString()).contains("seed: 1 there, 0 here");
    Files.writeString(Path.of(b, "history.csv"), "3,", StandardOpenOption.APPEND);
    assertThat(run("compare", a, b)).as("one that still trains: " + err).isZero();
  }

  private String train(String name, String seed) {
    String to = folder.resolve(name).toString();
    String words = "run none --width 2 --batch 4 --data embedded --steps 2 --threads 1 --seed ";
    List<String> args = new ArrayList<>(List.of((words + seed).split(" ", -1)));
    args.addAll(List.of("--out", to));
    assertThat(run(args.toArray(String[]::new))).as(err.toString()).isZero();
    return to;
  }

  @Test
  void whatIsNoComparisonIsTold() {
    String none = folder.resolve("none").toString();
    for (String[] command :
        List.of(
            new String[] {"table", none},
            new String[] {"report", none},
            new String[] {"compare", made(), none})) {
      assertThat(run(command)).isEqualTo(1);
      assertThat(err.toString())
          .contains("there is no folder or file " + none, "rivals, with-and-without-sn");
    }
    assertThat(run("table", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is no folder of a comparison", "run the comparison again");
    assertThat(Files.exists(Path.of(none))).isFalse();
    assertThat(run("compare", made())).isEqualTo(2);
  }
}
