package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.experiment.Ablation;
import stablegan.experiment.Bar;
import stablegan.experiment.Cell;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Looks;
import stablegan.experiment.MadeUpResults;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.statistics.Bootstrap;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.reference.Reference;
import stablegan.training.History;
import stablegan.training.Method;
import stablegan.training.Plan;
import tech.tablesaw.api.Table;

class ComparisonTest {

  private static final ImageSet DATA = Images.fashionMnistT10k().head(40);

  @TempDir private Path folder;

  private Comparison scored(int reference, int generated) {
    Method method = Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).named("none");
    try (FeatureExtractor extractor = Extractors.lite0(96)) {
      Evaluation evaluation =
          Evaluation.of(
              extractor,
              Features.of(DATA.head(reference), extractor),
              generated,
              Metrics.frechet());
      Results results =
          Ablation.of(List.of(method), DATA, evaluation)
              .seeds(0)
              .plan(Plan.steps(2))
              .monitor(evaluation, 1)
              .runIn(folder.resolve("runs"));
      return Comparison.of(results);
    }
  }

  @Test
  void whatRealImagesScoreStandsInEveryTableTextAndPage() throws IOException {
    Comparison comparison = scored(16, 12);
    assertThat(comparison.summary().stringColumn("method").asList())
        .containsExactly("real images", "none");
    assertThat(comparison.inWords("FD(lite0)"))
        .startsWith("By FD(lite0) (lower is better), over one seed, none scores ");
    assertThat(comparison.provenance().get("scores")).contains("n_real 16", "n_fake 12");
    assertThat(comparison.provenance()).containsKey("FD(lite0) of real images");
    Path page = comparison.export(folder.resolve("report"), "Title", List.of("FD(lite0)"));
    assertThat(Files.readString(page)).contains(">real images<", "FD(lite0) of real images");
    assertThat(Files.readString(folder.resolve("report/results.md"))).contains("real images");
  }

  @Test
  void qualityStandsAgainstDiversity() {
    Results results = new MadeUpResults().with("none", 1, 2, 6).with("SN", 4, 4, 4).results();
    XYChart chart = Comparison.of(results).tradeOff(MadeUpResults.FD, MadeUpResults.FD);
    assertThat(chart.getSeriesMap())
        .containsOnlyKeys("none", "errors of none", "SN", "errors of SN");
    XYSeries none = chart.getSeriesMap().get("none");
    assertThat(none.getXData()).containsExactly(3);
    assertThat(none.getYData()).containsExactly(3);
    // the squares of -2, -1 and 3 sum to 14
    double deviation = Math.sqrt(7);
    assertThat(chart.getSeriesMap().get("errors of none").getYData())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(3 - deviation, 3 + deviation, Double.NaN);
    assertThatThrownBy(() -> Comparison.of(results).tradeOff(MadeUpResults.FD, "recall"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("recall");
  }

  @Test
  void aReportIsAddedTo() {
    Comparison comparison = scored(16, 12);
    HtmlReport report = comparison.report("Title", "FD(lite0)", "d_loss");
    HtmlReport longer =
        report
            .section("More")
            .paragraph("a < b")
            .table(comparison.speed("FD(lite0)", 0))
            .chart(comparison.curve("g_loss"));
    assertThat(longer.sections())
        .containsExactly("Result", "Samples", "Training", "Methods", "Runs", "Provenance", "More");
    assertThat(longer.html())
        .contains("d_loss over generator steps", "a &lt; b", "<figcaption>g_loss</figcaption>")
        .startsWith(report.html().substring(0, report.html().indexOf("<nav")));
    assertThat(report.sections()).doesNotContain("More");
    assertThatThrownBy(() -> comparison.report("Title", "FD(lite0)", "no series"))
        .hasMessageContaining("\"no series\"");
    assertThatThrownBy(() -> comparison.report("Title", "d_loss"))
        .hasMessageContaining("d_loss is measured neither");
  }

  @Test
  void aFloorOfFewerImagesSaysSo() {
    assertThat(scored(32, 12).summary().stringColumn("method").get(0))
        .isEqualTo("real images (16 against 16)");
  }

  private static final double NAN = Double.NaN;

  /** SN's mean is 59.19, the baseline's 68; real images score 1. */
  private static MadeUpResults made() {
    return new MadeUpResults()
        .with("none", 50, 90, 60, 70, 80, 65, 55, 75)
        .with("SN", 58, 60, 59, 57, 61, 59.5, 58.5, 60.5)
        .with("GP", 51, 88, NAN, 68, 81, 66, 54, 76);
  }

  /** Its bar is reached at the end, with 1,000 images; speed and budgets are by 500. */
  @Test
  void speedAndBudgetsSayBySoManyImages() {
    Comparison comparison = Comparison.of(Reference.QUICK.results());
    assertThat(comparison.speed("FD(lite0)", 700).name())
        .isEqualTo("to FD(lite0) of 500 images 700");
    assertThat(comparison.fairBudgets("FD(lite0)").name())
        .isEqualTo("FD(lite0) of 500 images for equal budgets");
  }

  /** SN, which has the best score, has no seed in common with the baseline. */
  @Test
  void theBarIsOfAllMethodsAndThoseThatCannotBeComparedAreNamed() {
    Results all = made().bar(Bar.timesReal("FD", 60)).results();
    Results half = only(all, cell -> (cell.method().equals("SN") ? 3 : 1) == cell.seed());
    Comparison comparison = Comparison.of(half);
    assertThat(comparison.inWords("FD"))
        .contains("Without a seed in common with none, and so not compared: SN.")
        .endsWith("is reached: SN has FD 57.");
    assertThat(comparison.footer().get("bar")).endsWith("is reached: SN has FD 57.");
    assertThat(comparison.report("Title", "FD").html())
        .contains("is reached: SN has FD 57", "and so not compared: SN")
        .doesNotContain("NOT reached");
  }

  @Test
  void aMeanOfFewerRunsSaysOfHowMany() {
    Results results =
        new MadeUpResults().with("none", 50, 60).with("GP", 60, Double.POSITIVE_INFINITY).results();
    Table summary = Comparison.of(results).summary();
    assertThat(List.of(1, 2))
        .map(row -> Tables.text(summary, "FD", row))
        .containsExactly("55.0 ± 7.1", "60.0 (1 of 2)");
    Table numbers = Comparison.of(results).numbers(results);
    assertThat(List.of(0, 1))
        .map(row -> Tables.text(numbers, "equal", row))
        .as("no score is none that is equal")
        .containsExactly("2 of 2", "1 of 1");
  }

  @Test
  void aBarThatWasMissedIsToldBeforeAnythingElse() throws IOException {
    Results missed = made().bar(Bar.timesReal("FD", 3)).results();
    Comparison comparison = Comparison.of(missed);
    assertThat(comparison.footer().keySet()).startsWith("bar", "data");
    assertThat(comparison.footer().get("bar"))
        .contains("at most 3 × that of real images, 3 in the");
    assertThat(comparison.inWords("FD"))
        .startsWith("The bar for a comparison of trained networks")
        .contains("NOT reached: SN has FD 59.19.")
        .endsWith(
            "By FD (lower is better), over 8 seeds, SN and GP are not distinguishable from none.");
    String page = comparison.report("Title", "FD").html();
    assertThat(page.indexOf("is NOT reached")).isBetween(0, page.indexOf("<table"));
    assertThat(page).containsOnlyOnce("Result</h2>");
    Tables.export(
        comparison.summary(), comparison.footer(), folder, "results", Tables.Format.MARKDOWN);
    assertThat(Files.readString(folder.resolve("results.md"))).contains("is NOT reached: SN has");
  }

  @Test
  void aBarThatWasReachedIsToldToo() {
    Comparison comparison = Comparison.of(made().bar(Bar.of("FD", 60)).results());
    assertThat(comparison.footer().keySet()).startsWith("data").contains("bar");
    assertThat(comparison.inWords("FD"))
        .startsWith("By FD")
        .endsWith("in the best method, is reached: SN has FD 59.19.");
    assertThat(comparison.report("Title", "FD").html()).contains("is reached: SN has FD 59.19.");
    Comparison without = Comparison.of(made().results());
    assertThat(without.footer()).doesNotContainKey("bar");
    Comparison lost =
        Comparison.of(new MadeUpResults().with("none", Double.POSITIVE_INFINITY, 2).results());
    assertThat(lost.footer().get("scores")).contains("extractor pixels", "estimator whole");
    assertThat(without.inWords("FD")).doesNotContain("bar").doesNotEndWith(" ");
  }

  @Test
  void verdictsAreOneLineAComparison() {
    Results results = made().results();
    Table table = Comparison.of(results).verdicts("FD");
    assertThat(table.name()).isEqualTo("FD against none");
    assertThat(TextTable.of(table).header())
        .containsExactly("method", "difference", "better on", "p, corrected", "verdict");
    PairedComparison sn = results.comparisons("FD").get(0);
    assertThat(table.stringColumn("method").asList()).containsExactly("SN", "GP");
    // 473.5 / 8 less 545 / 8
    assertThat(table.doubleColumn("difference").get(0)).isEqualTo((473.5 - 545) / 8);
    assertThat(table.doubleColumn("difference low").get(0)).isEqualTo(sn.interval().low());
    assertThat(table.doubleColumn("difference high").get(0)).isEqualTo(sn.interval().high());
    assertThat(Tables.text(table, "better on", 0)).isEqualTo("6 of 8");
    assertThat(table.doubleColumn("p, corrected").get(0)).isEqualTo(sn.adjusted());
    assertThat(table.stringColumn("verdict").asList())
        .containsExactly("not distinguishable", "not distinguishable");
    assertThatThrownBy(() -> Comparison.of(results).verdicts("IS"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void methodsAreToldOnceWithWhatTheyDifferIn() {
    MethodsText methods = new MethodsText(made().results());
    assertThat(methods.common())
        .containsEntry("architecture", "DCGAN/2")
        .containsEntry("batch", "4")
        .containsEntry("stabilizers", "none")
        .doesNotContainKeys("penalties", "critic steps");
    Table differences = methods.differences().orElseThrow();
    assertThat(differences.columnNames()).containsExactly("method", "penalties", "critic steps");
    assertThat(differences.stringColumn("penalties").get(0)).isEqualTo("none");
    assertThat(differences.stringColumn("critic steps").asList()).containsExactly("1", "1", "5");
    Results one = new MadeUpResults().with("none", 1, 2).results();
    assertThat(new MethodsText(one).differences()).isEmpty();
    assertThat(Comparison.of(made().results()).report("Title", "FD").html())
        .contains("Trained on grey train for 100 generator steps, with 8 seeds")
        .contains("<summary>GP, seed 2: diverged after 50 steps: d_loss is NaN</summary>");
  }

  @Test
  void aScoreOfFewerImagesHasAnotherNameInCharts() {
    ImageSet images = DATA;
    try (FeatureExtractor extractor = Extractors.lite0(96);
        FeatureExtractor larger = Extractors.lite0(128)) {
      Features real = Features.of(images.head(16), extractor);
      Evaluation evaluation = Evaluation.of(extractor, real, 12, Metrics.frechet());
      Evaluation monitor =
          Evaluation.of(larger, Features.of(images.head(8), larger), 6, Metrics.frechet());
      Method method =
          Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).named("none");
      Results results =
          Ablation.of(List.of(method), images, evaluation)
              .seeds(0)
              .plan(Plan.steps(2))
              .monitor(monitor, 1)
              .runIn(folder.resolve("other"));
      String name = "FD(lite0) of 6 images by lite0-128-fp32 against 8 real";
      Comparison comparison = Comparison.of(results);
      assertThat(comparison.curve("FD(lite0)").getTitle()).isEqualTo(name);
      assertThat(comparison.curve("FD(lite0)").getYAxisTitle()).isEqualTo(name);
      assertThat(comparison.curve("d_loss").getTitle()).isEqualTo("d_loss");
      assertThat(comparison.report("Title", "FD(lite0)", "FD(lite0)").html())
          .contains("<figcaption>" + name + " over generator steps");
      Results read = Results.read(folder.resolve("other"));
      assertThat(Comparison.of(read).curve("FD(lite0)").getTitle()).isEqualTo(name);
    }
    assertThat(scored(16, 12).curve("FD(lite0)").getTitle()).isEqualTo("FD(lite0)");
  }

  /** As of a listener that looked oftener in some cells. */
  @Test
  void aCurveIsTheMeanAtEachStepThatAllRunsHave() {
    Results results = new MadeUpResults().with("none", 5, 6, NAN).with("SN", 7, 8, 9).results();
    for (Cell cell : results.cells("none")) {
      long every = cell.seed() == 0 ? 10 : 20;
      for (long step = every; step <= (cell.seed() == 2 ? 20 : 40); step += every) {
        cell.history().add(step, "mine", (double) (step + cell.seed()));
      }
    }
    XYSeries mine = Comparison.of(results).curve("mine").getSeriesMap().get("none");
    assertThat(mine.getXData()).containsExactly(20, 40);
    assertThat(mine.getYData()).as("one run diverged before the second").containsExactly(21, NAN);
  }

  @Test
  void stabilityIsSpreadAndFailures() {
    Comparison comparison = Comparison.of(made().bar(Bar.of("FD", 70)).results());
    Table table = comparison.stability("FD");
    assertThat(table.name()).isEqualTo("stability by FD");
    assertThat(TextTable.of(table).header())
        .containsExactly(
            "method",
            "deviation",
            "best",
            "worst",
            "worst seed",
            "failed, FD > 70",
            "deviation, ×",
            "p",
            "verdict");
    assertThat(table.stringColumn("method").asList()).containsExactly("none", "SN", "GP");
    // none: 17.5 + 22.5 + 7.5 + 2.5 + 12.5 + 2.5 + 12.5 + 7.5 over 8
    assertThat(table.doubleColumn("deviation").get(0)).isEqualTo(85 / 8.0);
    assertThat(table.doubleColumn("deviation").get(1)).isEqualTo(8.5 / 8);
    assertThat(Tables.text(table, "deviation", 2)).endsWith("(7 of 8)");
    assertThat(table.doubleColumn("best").asList()).containsExactly(50.0, 57.0, 51.0);
    assertThat(table.doubleColumn("worst").asList()).containsExactly(90.0, 61.0, 88.0);
    assertThat(table.longColumn("worst seed").asList()).containsExactly(1L, 4L, 1L);
    assertThat(Tables.text(table, "failed, FD > 70", 0)).isEqualTo("3 of 8");
    assertThat(Tables.text(table, "failed, FD > 70", 1)).isEqualTo("0 of 8");
    assertThat(Tables.text(table, "failed, FD > 70", 2)).isEqualTo("4 of 8");
    assertThat(table.doubleColumn("deviation, ×").get(0)).isEqualTo(1);
    assertThat(table.doubleColumn("deviation, ×").get(1)).isEqualTo(8.5 / 85);
    assertThat(table.doubleColumn("p").isMissing(0)).isTrue();
    assertThat(table.doubleColumn("p").get(1)).isEqualTo(2 * 2 / 256.0);
    assertThat(table.stringColumn("verdict").asList())
        .containsExactly("", "steadier", "not distinguishable");
    assertThat(Tables.text(comparison.stability("FD", 80), "failed, FD > 80", 0))
        .isEqualTo("1 of 8");
    assertThat(comparison.report("Title", "FD").html()).contains("steadier", "failed, FD &gt; 70");
    assertThatThrownBy(() -> comparison.stability("d_loss"))
        .hasMessage("d_loss is no score at the end; there are [FD]");
  }

  @Test
  void stabilityWithoutABarCountsRunsThatDiverged() {
    Results results = new MadeUpResults().with("none", 1, NAN).with("SN", NAN, NAN).results();
    Table table = Comparison.of(results).stability("FD");
    assertThat(Tables.text(table, "diverged", 0)).isEqualTo("1 of 2");
    assertThat(Tables.text(table, "diverged", 1)).isEqualTo("2 of 2");
    assertThat(table.doubleColumn("best").isMissing(1)).isTrue();
    assertThat(table.longColumn("worst seed").isMissing(1)).isTrue();
    assertThat(table.stringColumn("verdict").get(1)).isEqualTo("not distinguishable");
  }

  @Test
  void looksAreToldWithWhatTheyCanShow() {
    MadeUpResults eight = made().looks(Looks.at(6, 8));
    Comparison comparison = Comparison.of(eight.results());
    assertThat(comparison.footer().get("looks"))
        .isEqualTo("looked at with 6, 8 seeds, 5 % spent as t^1");
    assertThat(comparison.report("Title", "FD").html())
        .contains("tests over seeds, looked at with 6, 8 seeds, 5 % spent as t^1, with Holm&#39;s");
    assertThat(comparison.inWords("FD")).doesNotContain("it takes");
    Results early = some(eight.results(), 7);
    assertThat(Comparison.of(early).inWords("FD"))
        .endsWith("; nothing can be shown with 7 seeds, it takes 8.");
    Results few =
        new MadeUpResults().with("none", 1, 2).with("SN", 3, 4).looks(Looks.at(2)).results();
    assertThat(Comparison.of(few).inWords("FD"))
        .endsWith("; no look has seeds enough to show any difference here.");
  }

  private static Results some(Results all, int seeds) {
    return new Results(
        all.setup(),
        all.cells().stream().filter(cell -> cell.seed() < seeds).toList(),
        all.floor(),
        all.source());
  }

  @Test
  void resultsCsvHasEachNumberInARowAndColumnOfItsOwn() {
    Results results = made().results();
    Comparison.of(results).export(folder, "Title", List.of("FD"));
    Table table = Tables.read(folder.resolve("results.csv"));
    assertThat(table.columnNames())
        .containsExactly(
            "method",
            "score",
            "unit",
            "better",
            "mean",
            "deviation",
            "low",
            "high",
            "n",
            "seeds",
            "diverged",
            "floor");
    Table scores = table.where(table.stringColumn("score").isEqualTo("FD"));
    assertThat(scores.stringColumn("method").asList()).containsExactly("none", "SN", "GP");
    for (int row = 0; row < 3; row++) {
      Results.Spread spread = results.score(results.methods().get(row), "FD");
      assertThat(scores.doubleColumn("mean").get(row)).isEqualTo(spread.mean());
      assertThat(scores.doubleColumn("deviation").get(row)).isEqualTo(spread.deviation());
      assertThat(scores.intColumn("n").get(row)).isEqualTo(spread.n());
      assertThat(scores.doubleColumn("floor").get(row)).isEqualTo(1);
      assertThat(scores.stringColumn("better").get(row)).isEqualTo("lower");
      assertThat(scores.stringColumn("unit").get(row)).isEqualTo("1");
    }
    assertThat(scores.intColumn("diverged").asList()).containsExactly(0, 0, 1);
    assertThat(scores.intColumn("seeds").asList()).containsExactly(8, 8, 8);
    Bootstrap.Interval interval = Bootstrap.standard().of(58, 60, 59, 57, 61, 59.5, 58.5, 60.5);
    assertThat(scores.doubleColumn("low").get(1)).isEqualTo(interval.low());
    assertThat(scores.doubleColumn("high").get(1)).isEqualTo(interval.high());
    Table times = table.where(table.stringColumn("score").isEqualTo("seconds_per_step"));
    assertThat(times.doubleColumn("mean").get(2)).isEqualTo(0.4);
    assertThat(times.stringColumn("unit").get(2)).isEqualTo("s");
    assertThat(times.doubleColumn("floor").isMissing(2)).isTrue();
    // GP has no saturation at all
    Table none = table.where(table.stringColumn("score").isEqualTo("d_saturation"));
    assertThat(none.intColumn("n").asList()).containsExactly(0, 0, 0);
    assertThat(none.column("mean").countMissing()).isEqualTo(3);
  }

  @Test
  void whatIsChartedIsWhatWasMeasured() throws IOException {
    Comparison comparison = Comparison.of(made().results());
    Path page = comparison.export(folder.resolve("usual"), "Title");
    assertThat(folder.resolve("usual/fd.png")).exists();
    assertThat(folder.resolve("usual/d-loss.png")).exists();
    assertThat(Files.readString(page)).doesNotContain("No chart of");
    Path losses = comparison.export(folder.resolve("losses"), "Title", List.of("d_loss"));
    assertThat(Files.readString(losses))
        .contains("SN and GP are not distinguishable")
        .doesNotContain("No chart of");
  }

  @Test
  void aScoreThatWasNotMonitoredHasNoChartAndTheReportSaysSo() throws IOException {
    Results made = made().results();
    List<Cell> unwatched =
        made.cells().stream()
            .map(
                cell -> {
                  History history = new History();
                  cell.history().series("d_loss").steps().forEach(s -> history.add(s, "d_loss", 1));
                  return new Cell(
                      cell.method(),
                      cell.seed(),
                      cell.axes(),
                      cell.outcome(),
                      cell.scores(),
                      history,
                      cell.samples(),
                      cell.provenance());
                })
            .toList();
    Comparison comparison =
        Comparison.of(new Results(made.setup(), unwatched, made.floor(), Optional.empty()));
    Path page = comparison.export(folder, "Title", List.of("FD", "d_loss"));
    assertThat(Files.readString(page))
        .contains("No chart of FD: it was not measured during training.");
    assertThat(folder.resolve("fd.png")).doesNotExist();
    assertThat(folder.resolve("d-loss.png")).exists();
  }

  @Test
  void aSeriesThatNoRunRecordedIsRefusedBeforeAnythingIsWritten() {
    assertThatThrownBy(
            () -> Comparison.of(made().results()).export(folder, "Title", List.of("FD", "d_los")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no run recorded a series named \"d_los\"")
        .hasMessageContaining("d_loss");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void csvHasNoFormattedNumbers() throws IOException {
    Comparison.of(made().results()).export(folder, "Title", List.of("FD"));
    for (String name : List.of("results.csv", "runs.csv")) {
      assertThat(Files.readString(folder.resolve(name))).doesNotContain("±", " of ", "–", "↓");
    }
    assertThat(Files.readString(folder.resolve("results.md"))).contains("68.1 ± 13.3");
    Table runs = Tables.read(folder.resolve("runs.csv"));
    assertThat(runs.rowCount()).isEqualTo(24);
    assertThat(
            runs.where(runs.stringColumn("method").isEqualTo("none"))
                .numberColumn("FD")
                .asDoubleArray())
        .containsExactly(50, 90, 60, 70, 80, 65, 55, 75);
    assertThat(runs.stringColumn("outcome").get(18)).isEqualTo("DIVERGED");
    assertThat(runs.intColumn("steps").get(18)).isEqualTo(50);
  }

  private static Results only(Results all, Predicate<Cell> chosen) {
    return new Results(
        all.setup(), all.cells().stream().filter(chosen).toList(), all.floor(), all.source());
  }

  @Test
  void aRunningComparisonHasTheTablesOfWhatIsFinished() {
    Results all = made().results();
    Results begun =
        only(
            all,
            c ->
                c.method().equals("none")
                    ? c.seed() < 2
                    : c.method().equals("SN") && c.seed() == 1);
    Comparison comparison = Comparison.of(begun);
    assertThat(comparison.summary().stringColumn("method").asList())
        .containsExactly("real images", "none", "SN");
    assertThat(comparison.footer().get("seeds"))
        .isEqualTo("[0, 1]; runs of each method: none 2, SN 1, GP 0");
    assertThat(comparison.report("Title", "FD", "d_loss").html())
        .contains("SN is not distinguishable from none; nothing can be shown with one seed");
    assertThat(comparison.runs().rowCount()).isEqualTo(3);
    Results apart = only(all, c -> c.method().equals("none") ? c.seed() == 0 : c.seed() == 1);
    Comparison unpaired = Comparison.of(apart);
    assertThat(unpaired.summary().stringColumn("method").asList()).endsWith("none", "SN", "GP");
    assertThat(unpaired.inWords("FD")).contains("none scores 50", "not compared: SN, GP.");
    assertThat(unpaired.verdicts("FD").isEmpty()).isTrue();
    assertThat(unpaired.stability("FD").stringColumn("method").asList()).containsExactly("none");
    Results early = only(all, c -> c.method().equals("SN") && c.seed() == 0);
    assertThat(Comparison.of(early).runs().rowCount()).isEqualTo(1);
    assertThatThrownBy(() -> Comparison.of(early).summary())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no run of none is finished yet, which the others are compared with; finished runs: 1");
  }

  @Test
  void resultsFromAFolderHaveSamplesButNoRealImages() {
    Results ran = scored(16, 12).results();
    Comparison read = Comparison.of(Results.read(folder.resolve("runs")));
    assertThat(read.report("Title", "FD(lite0)").sections())
        .containsExactly("Result", "Samples", "Training", "Methods", "Runs", "Provenance");
    Path page = read.export(folder.resolve("read"), "Title", List.of("FD(lite0)", "d_loss"));
    assertThat(page).exists();
    assertThat(folder.resolve("read/evolution-none.gif")).exists();
    assertThat(read.samples().width()).isLessThan(Comparison.of(ran).samples().width());
    assertThat(read.samples(3).width()).isLessThan(read.samples().width());
    assertThat(Tables.csv(read.scores())).isEqualTo(Tables.csv(Comparison.of(ran).scores()));
    assertThat(Tables.csv(read.runs())).isEqualTo(Tables.csv(Comparison.of(ran).runs()));
  }

  @Test
  void seedsAreCountedByMethodWhereTheyDiffer() {
    Results all = made().results();
    assertThat(Comparison.of(all).footer().get("seeds")).isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7]");
    Results ragged =
        new Results(
            all.setup(),
            all.cells().stream().filter(c -> c.seed() < 6 || !c.method().equals("SN")).toList(),
            all.floor(),
            all.source());
    assertThat(Comparison.of(ragged).footer().get("seeds"))
        .isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7]; runs of each method: none 8, SN 6, GP 8");
  }

  @Test
  void resultsFromAFileHaveAReportWithoutSamples() throws IOException {
    Path file = folder.resolve("results.jsonl");
    scored(16, 12).results().write(file);
    Comparison read = Comparison.of(Results.read(file));
    HtmlReport report = read.report("Title", "FD(lite0)", "d_loss");
    assertThat(report.sections())
        .containsExactly("Result", "Training", "Methods", "Runs", "Provenance");
    Path page = read.export(folder.resolve("read"), "Title", List.of("FD(lite0)", "d_loss"));
    assertThat(page).exists();
    assertThat(folder.resolve("read/samples.png")).doesNotExist();
    assertThat(folder.resolve("read/results.md")).exists();
  }
}
