package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.reference.Reference;

class ReferenceCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = StableGan.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  static Stream<Reference> measured() {
    return Arrays.stream(Reference.values())
        .filter(each -> Reference.class.getResource(each.id() + ".jsonl") != null);
  }

  @ParameterizedTest
  @MethodSource("measured")
  void theResultsPageShowsWhatTheFilesSay(Reference reference) throws IOException {
    assertThat(run("reference", reference.id())).as(err.toString()).isZero();
    assertThat(Files.readString(Path.of("src/site/markdown/results.md")))
        .contains(out.toString().strip());
  }

  @Test
  void withoutANameAllAreListed() {
    assertThat(run("reference")).isZero();
    assertThat(out.toString().lines().filter(line -> line.endsWith(", not run yet")))
        .extracting(line -> Reference.named(line.substring(0, line.indexOf(' '))))
        .containsExactlyElementsOf(
            Arrays.stream(Reference.values()).filter(r -> r.measured().isEmpty()).toList());
    assertThat(out.toString()).contains("with-and-without-sn", "Eight stabilisers");
  }

  @Test
  void oneThatIsNotThereIsTold() {
    assertThat(run("reference", "rival")).isNotZero();
    assertThat(err.toString()).contains("no reference comparison is named \"rival\"");
  }

  @Test
  void oneThatHasNotBeenRunIsToldWithWhatRunsIt() {
    for (Reference each : Reference.values()) {
      if (each.measured().isEmpty()) {
        err.getBuffer().setLength(0);
        assertThat(run("reference", each.id())).isNotZero();
        assertThat(err.toString())
            .contains(each.id() + " has not been run yet", "--run FOLDER runs it")
            .doesNotContain("\tat ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--run, --run runs one comparison",
    "--file, go with --run",
    "--seeds, go with --run",
    "--method, go with --run"
  })
  void whatIsOfOneComparisonNeedsItsName(String option, String told) {
    assertThat(run("reference", option, "1")).isNotZero();
    assertThat(err.toString()).contains(told);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFileBegunWithOneMethodHasNoTablesYet(@TempDir Path folder) {
    Results ring = Reference.RING.results();
    Path file = folder.resolve("ring.jsonl");
    List<Cell> begun = ring.cells("GP").subList(0, 1);
    new Results(ring.setup(), begun, ring.floor(), Optional.empty()).write(file);
    String run = folder.toString();
    String seed = String.valueOf(begun.get(0).seed());
    String written = file.toString();
    assertThat(
            run(
                "reference",
                "ring",
                "--run",
                run,
                "--file",
                written,
                "--method",
                "GP",
                "--seeds",
                seed))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("come when these methods have runs, too: [plain, SN, R1, minibatch]");
  }

  @Test
  void seedsAreOfARun() {
    assertThat(run("reference", "ring", "--seeds", "1")).isNotZero();
    assertThat(err.toString()).contains("--method, --seeds and --file go with --run FOLDER");
  }
}
