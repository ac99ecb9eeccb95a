package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import stablegan.report.Comparison;
import stablegan.report.Tables;
import stablegan.training.History;
import stablegan.training.Outcome;

class ResultsFileTest {

  private static final double NAN = Double.NaN;
  private static final String NAME = "SN, \"strong\" <σ> = 1";

  @TempDir private Path folder;

  /** Runs that diverged, with and without scores, and series of all kinds. */
  private static Results results() {
    Results made =
        new MadeUpResults()
            .with("none", 50.123456789, 61, 70)
            .with(NAME, 40, NAN, 60)
            .bar(Bar.timesReal(MadeUpResults.FD, 3).and(MadeUpResults.FD, 9.5))
            .looks(Looks.at(2, 3).spending(3))
            .results();
    List<Cell> cells = new ArrayList<>(made.cells());
    History history = new History();
    history.add(0, "FD", 123.456789012345);
    history.addVariety(0, "modes, \"all\"", 8);
    history.add(10, "d_loss", NAN);
    history.add(10, "g_loss", Double.NEGATIVE_INFINITY);
    history.add(10, "penalty", 0.123456789);
    history.addVariety(20, "modes, \"all\"", 3);
    history.add(33, "g_loss", 1e-30);
    Outcome diverged = Outcome.diverged(33, "d_loss is NaN\nor \"Infinity\"");
    cells.add(
        new Cell(
            "none",
            3,
            cells.get(0).axes(),
            diverged,
            List.of(),
            history,
            new SampleLog(),
            Map.of("processor", "a \\ b")));
    Score spread = cells.get(0).scores().get(0);
    Score with = new Score(spread.kind(), spread.name(), 1.0 / 3, 0.25, spread.protocol());
    cells.add(
        new Cell(
            NAME,
            3,
            cells.get(3).axes(),
            Outcome.completed(MadeUpResults.STEPS),
            List.of(with),
            new History(),
            new SampleLog(),
            Map.of()));
    Results.Setup setup = made.setup();
    return new Results(
        setup(setup, setup.data(), setup.steps(), setup.bar(), setup.looks()),
        cells,
        made.floor(),
        Optional.empty());
  }

  private Path written(Results results) {
    Path file = folder.resolve("results.jsonl");
    results.write(file);
    return file;
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    Results results = results();
    Results read = Results.read(written(results));
    assertThat(read.setup()).isEqualTo(results.setup());
    assertThat(read.floor()).isEqualTo(results.floor());
    assertThat(read.cells()).hasSameSizeAs(results.cells());
    for (int i = 0; i < read.cells().size(); i++) {
      Cell cell = read.cells().get(i);
      Cell expected = results.cells().get(i);
      assertThat(cell.method()).isEqualTo(expected.method());
      assertThat(cell.seed()).isEqualTo(expected.seed());
      assertThat(cell.axes()).isEqualTo(expected.axes());
      assertThat(cell.outcome()).isEqualTo(expected.outcome());
      assertThat(cell.scores()).isEqualTo(expected.scores());
      assertThat(cell.alarms()).isEqualTo(expected.alarms());
      assertThat(cell.provenance()).isEqualTo(expected.provenance());
      assertThat(cell.history().names()).containsExactlyElementsOf(expected.history().names());
      assertThat(cell.history().variety()).isEqualTo(expected.history().variety());
      assertThat(cell.history().find(MadeUpResults.FD))
          .isEqualTo(expected.history().find(MadeUpResults.FD));
    }
    assertThat(read.cells().get(6).alarms()).isNotEmpty();
    assertThat(read.source()).isEmpty();
    assertThatThrownBy(read::ablation).hasMessageContaining("read from a file");
  }

  @Test
  void curvesKeepFourDigitsAndScoresAll() {
    History history = Results.read(written(results())).cells().get(6).history();
    assertThat(history.series("FD").values()).containsExactly(123.456789012345);
    assertThat(history.series("penalty").values()).containsExactly(0.1235);
    assertThat(history.series("g_loss").steps()).containsExactly(10L, 33L);
    assertThat(history.series("g_loss").values()).containsExactly(Double.NEGATIVE_INFINITY, 1e-30);
    assertThat(history.series("d_loss").values()).containsExactly(NAN);
  }

  @Test
  void tablesAndVerdictsAreThoseOfTheRun() {
    Results results = results();
    Results read = Results.read(written(results));
    assertThat(read.comparisons(MadeUpResults.FD)).isEqualTo(results.comparisons(MadeUpResults.FD));
    assertThat(Tables.csv(Comparison.of(read).summary()))
        .isEqualTo(Tables.csv(Comparison.of(results).summary()));
    assertThat(Comparison.of(read).footer()).isEqualTo(Comparison.of(results).footer());
  }

  @Test
  void writtenAgainItIsTheSameBytes() throws IOException {
    Path file = written(results());
    Path again = folder.resolve("again.jsonl");
    Results.read(file).write(again);
    assertThat(again).hasSameBinaryContentAs(file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(9);
    assertThat(lines).allSatisfy(line -> assertThat(JsonParser.parseString(line)).isNotNull());
    assertThat(Results.read(lines, "lines").setup()).isEqualTo(results().setup());
  }

  @Test
  void aCutFileNamesTheFirstLineThatIsMissing() throws IOException {
    Path file = written(results());
    List<String> lines = Files.readAllLines(file);
    for (int kept = 1; kept < lines.size(); kept++) {
      Files.write(file, lines.subList(0, kept));
      assertThatThrownBy(() -> Results.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("line %d of %s ".formatted(kept + 1, file))
          .hasMessageContaining("it is missing, and all that should follow up to line 9");
    }
    Files.writeString(file, String.join("\n", lines).substring(0, lines.get(0).length() + 100));
    assertThatThrownBy(() -> Results.read(file))
        .hasMessageStartingWith("line 2 of ")
        .hasMessageContaining("has been changed");
    Files.writeString(file, "");
    assertThatThrownBy(() -> Results.read(file)).hasMessageStartingWith("line 1 of ");
    Files.delete(file);
    assertThatThrownBy(() -> Results.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("there is no folder or file " + file);
    Files.write(file, new byte[] {-1, '\n'});
    assertThatThrownBy(() -> Results.read(file))
        .hasMessageStartingWith("line 1 of " + file)
        .hasMessageContaining("it is no text");
  }

  @Test
  void aChangedLineIsNamed() throws IOException {
    Path file = written(results());
    List<String> lines = Files.readAllLines(file);
    refused(file, changed(lines, 0, lines.get(0).replace("\"steps\":100", "\"steps\":101")), 1);
    refused(file, changed(lines, 1, lines.get(1).replace("50.123456789", "40.123456789")), 2);
    refused(file, changed(lines, 4, lines.get(5)), 5);
    List<String> one = new ArrayList<>(lines);
    one.remove(3);
    refused(file, one, 4);
    List<String> more = new ArrayList<>(lines);
    more.add(lines.get(8));
    refused(file, more, 10);
    refused(file, List.of("method,seed", "none,0"), 1);
    refused(file, List.of("{}"), 1);
  }

  private static List<String> changed(List<String> lines, int number, String to) {
    assertThat(lines.get(number)).isNotEqualTo(to);
    List<String> changed = new ArrayList<>(lines);
    changed.set(number, to);
    return changed;
  }

  private static void refused(Path file, List<String> lines, int number) throws IOException {
    Files.write(file, lines);
    assertThatThrownBy(() -> Results.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line %d of %s ".formatted(number, file))
        .hasMessageContaining("it has been changed; take the file anew");
  }

  @Test
  void partsOfAComparisonArePutTogether() {
    Results all = results();
    Results early = some(all, cell -> cell.seed() < 2);
    Results late = some(all, cell -> cell.seed() > 0);
    Results together = Results.merge(late, Results.read(written(early)));
    assertThat(together.cells())
        .extracting(cell -> cell.method() + cell.seed())
        .containsExactly(
            "none0", NAME + 0, "none1", NAME + 1, "none2", NAME + 2, "none3", NAME + 3);
    // a cell that both have is taken from the first: that one was never written
    assertThat(together.cells().get(2)).isSameAs(late.cells().get(0));
    assertThat(together.seeds()).containsExactly(0L, 1L, 2L, 3L);
    Results lacking = some(all, cell -> cell.method().equals("none"));
    assertThatThrownBy(() -> lacking.cells(NAME)).hasMessage("there are no runs of " + NAME);
  }

  private static Results some(Results all, Predicate<Cell> chosen) {
    return new Results(
        all.setup(), all.cells().stream().filter(chosen).toList(), all.floor(), Optional.empty());
  }

  @Test
  void anotherComparisonIsRefusedWithWhatDiffers() {
    Results results = results();
    Results.Setup s = results.setup();
    differs(results, setup(s, s.data(), 101, s.bar(), s.looks()), "steps is 100, looked at");
    differs(results, setup(s, "black train", 100, s.bar(), s.looks()), "data is grey train ");
    differs(results, setup(s, s.data(), 100, Optional.empty(), s.looks()), "bar is Bar[");
    differs(results, setup(s, s.data(), 100, s.bar(), Optional.empty()), "looks is looked at with");
    Results fewer = new MadeUpResults().with("none", 1, 2).results();
    assertThatThrownBy(() -> Results.merge(results, fewer))
        .hasMessageContaining("methods is [none, SN");
    Score floor = results.floor().get(0);
    Score other = new Score(Score.Kind.FD, "FD(lite0)", 1, NAN, floor.protocol());
    Results scored = new Results(s, results.cells(), List.of(other), Optional.empty());
    assertThatThrownBy(() -> Results.merge(results, scored))
        .hasMessage("results of different comparisons: scores is [FD] here and [FD(lite0)] there");
  }

  /** Where it isn't noted it may be the same. */
  @Test
  void scoresDuringTrainingAreComparedWhereBothSayHowTheyAreMade() {
    Results of500 = during("of 500 images");
    assertThatThrownBy(() -> Results.merge(of500, during("of 1000 images")))
        .hasMessage(
            "results of different comparisons: scored during training is of 500 images here and of"
                + " 1000 images there");
    assertThat(Results.merge(of500, during("")).cells()).hasSameSizeAs(of500.cells());
  }

  @Test
  void historiesAreComparedByHowOftenTheyWereRecorded() {
    Results every20 = recorded(0, 20, 40);
    assertThatThrownBy(() -> Results.merge(every20, recorded(100, 10, 20)))
        .hasMessage(
            "results of different comparisons: recorded every is 20 steps here and 10 steps"
                + " there");
    Results watched = recorded(100, 20, 40);
    watched.cells().forEach(cell -> cell.history().add(0, "sigma_1", 1));
    assertThat(Results.merge(every20, watched).cells()).hasSize(2 * watched.cells().size());
    Results unknown = recorded(100);
    assertThat(Results.merge(every20, unknown).cells()).hasSize(2 * unknown.cells().size());
  }

  /** Cells of seeds from this one on with histories of a loss at these steps. */
  private static Results recorded(long seed, long... steps) {
    Results all = results();
    History history = new History();
    for (long step : steps) {
      history.add(step, "d_loss", 1);
    }
    List<Cell> cells =
        all.cells().stream()
            .map(
                c ->
                    new Cell(
                        c.method(),
                        seed + c.seed(),
                        c.axes(),
                        c.outcome(),
                        c.scores(),
                        history,
                        c.samples(),
                        c.alarms(),
                        c.provenance()))
            .toList();
    return new Results(all.setup(), cells, all.floor(), Optional.empty());
  }

  private static Results during(String how) {
    Results all = results();
    Results.Setup s = all.setup();
    Results.Setup said =
        new Results.Setup(
            s.data(),
            s.dataHash(),
            s.methods(),
            s.steps(),
            s.lookEvery(),
            s.generated(),
            s.monitored(),
            how,
            s.bar(),
            s.looks());
    return new Results(said, all.cells(), all.floor(), Optional.empty());
  }

  @Test
  void eachLineThatDiffersIsNamed() {
    Results results = results();
    Results.Setup s = results.setup();
    Map<String, String> axes = new HashMap<>(s.methods().get(1).axes());
    final String loss = axes.put("loss", "hinge");
    Results.Setup.Line hinge = new Results.Setup.Line(NAME, axes, s.methods().get(1).stepCost());
    Results.Setup edited =
        new Results.Setup(
            s.data(),
            s.dataHash(),
            List.of(s.methods().get(0), hinge),
            101,
            s.lookEvery(),
            s.generated(),
            s.monitored(),
            s.during(),
            s.bar(),
            s.looks());
    Results other = new Results(edited, results.cells(), results.floor(), Optional.empty());
    assertThatThrownBy(() -> Results.merge(results, other))
        .hasMessage(
            "results of different comparisons: "
                + NAME
                + (", loss is " + loss + " here and hinge there\n")
                + "steps is 100, looked at every 20 here and 101, looked at every 20 there");
  }

  @Test
  void scoresByAnotherProtocolAreRefusedWithTheLine() {
    Results results = results();
    Cell cell = results.cells().get(0);
    Score score = cell.scores().get(0);
    Map<String, String> facts = new HashMap<>(score.protocol().facts());
    facts.put("estimator", "half");
    Score other = new Score(score.kind(), score.name(), score.value(), NAN, Protocol.of(facts));
    Cell rescored =
        new Cell(
            cell.method(),
            7,
            cell.axes(),
            cell.outcome(),
            List.of(other),
            cell.history(),
            cell.samples(),
            cell.alarms(),
            cell.provenance());
    Results by = new Results(results.setup(), List.of(rescored), results.floor(), Optional.empty());
    assertThatThrownBy(() -> Results.merge(results, by))
        .hasMessage(
            "results of different comparisons: FD of generated images, estimator is whole here and"
                + " half there");
    Results real = new Results(results.setup(), results.cells(), List.of(other), Optional.empty());
    assertThatThrownBy(() -> Results.merge(real, results))
        .hasMessageContaining("FD of real images, estimator is half here and whole there");
    Results without = some(results, c -> c.scores().isEmpty());
    assertThat(Results.merge(without, by).cells()).hasSize(2);
  }

  private static Results.Setup setup(
      Results.Setup s, String data, long steps, Optional<Bar> bar, Optional<Looks> looks) {
    return new Results.Setup(
        data,
        s.dataHash(),
        s.methods(),
        steps,
        s.lookEvery(),
        s.generated(),
        Map.of(MadeUpResults.FD, Score.Kind.FD),
        s.during(),
        bar,
        looks);
  }

  private static void differs(Results results, Results.Setup setup, String what) {
    Results other = new Results(setup, results.cells(), results.floor(), Optional.empty());
    assertThatThrownBy(() -> Results.merge(results, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("results of different comparisons: " + what)
        .hasMessageContaining(" here and ");
  }
}
