package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import stablegan.cost.StepFlops;
import stablegan.experiment.MadeUpResults;
import stablegan.experiment.Results;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.Score;
import stablegan.model.Dcgan;
import stablegan.published.PublishedEntry;
import stablegan.published.PublishedTables;
import stablegan.published.Scale;
import stablegan.training.Plan;
import tech.tablesaw.api.Table;

class PublishedReportTest {

  private static final PublishedTables TABLES = PublishedTables.included();
  private static final double ROUNDING = 1e-9;
  private static final Scale SMALL = new Scale(4, 4, MadeUpResults.STEPS);

  /** A paper's entry, four times as wide and a hundred times as long as what is measured. */
  private static PublishedEntry entry(String name, double fid) {
    return new PublishedEntry(
        "paper",
        "paper " + name,
        "grey",
        MadeUpResults.method(name).with(new Dcgan(8)).batch(64),
        Plan.steps(100 * MadeUpResults.STEPS),
        PublishedProtocol.SNGAN_PAPER,
        List.of(
            new PublishedEntry.Value(Score.Kind.FD, fid, 0.5, "somebody, table 1", true),
            new PublishedEntry.Value(
                Score.Kind.IS, 10 - fid, Double.NaN, "somebody, table 1", false)),
        List.of("other weights"));
  }

  private static Reproduction row(String name, double fid, double... measured) {
    Results results = new MadeUpResults().with(name, measured).results();
    return Reproduction.of(entry(name, fid), SMALL, Optional.of(results));
  }

  @Test
  void protocolsSayWhatIsTrainedAndHowItIsScored() {
    Table table =
        PublishedReport.protocols(
            List.of(
                TABLES.entry("sngan", "D"),
                TABLES.entry("wgan-gp", "ResNet"),
                TABLES.entry("lucic", "WGAN on cifar10"),
                TABLES.entry("kurach", "ResNet"),
                TABLES.entry("chainer-gan-lib", "minibatch discrimination")));
    assertThat(table.stringColumn("networks").get(0)).isEqualTo("SN-CNN/64");
    assertThat(Tables.text(table, "n_dis", 0)).isEqualTo("5");
    assertThat(table.stringColumn("scored by").asList())
        .containsExactly(
            "FID of 5,000 against 10,000 images (part not said), IS of 50,000",
            "IS of 50,000",
            "FID of 10,000 against 10,000 test images",
            "FID of 10,000 against 10,000 test images",
            "FID of 10,000 against 50,000 training images, IS of 50,000");
    assertThat(table.stringColumn("holds D back").asList())
        .contains("SN", "nothing")
        .anyMatch(text -> text.startsWith("batch norm, minibatch"));
    assertThat(table.stringColumn("optimizer of D").get(2)).contains("clipped at 0.01");
  }

  @Test
  void whatIsMeasuredStandsBesideThePublishedNumberWithItsScale() {
    Reproduction missing = Reproduction.of(entry("SN", 2), SMALL, Optional.empty());
    Table table = PublishedReport.measured(List.of(row("none", 3, 40, 44), missing));
    assertThat(table.row(0).getString("published")).isEqualTo("FID 3.0 ± 0.5, IS 7.0");
    assertThat(table.row(0).getString("source"))
        .isEqualTo("somebody, table 1; FID quoted from memory");
    assertThat(table.row(0).getString("measured here")).isEqualTo("FD 42.0 ± 2.8");
    assertThat(table.row(0).getString("scale of the run"))
        .isEqualTo(
            "architecture DCGAN/2, not DCGAN/8; batch 4, not 64; 100 generator steps, not 10,000;"
                + " seeds [0, 1]; 1,000 generated against 1,000 real images");
    assertThat(table.row(0).getString("what else differs")).isEqualTo("other weights");
    assertThat(table.row(1).getString("measured here")).isEqualTo("not run");
    assertThat(table.row(1).getString("scale of the run")).isEmpty();
  }

  @Test
  void aDivergedRunIsCountedAndStandsLast() {
    List<Reproduction> rows =
        List.of(row("none", 1, Double.NaN, 5), row("SN", 2, 7, 8), row("GP", 3, 6, 6));
    assertThat(PublishedReport.measured(rows).row(0).getString("measured here"))
        .endsWith("(1 of 2 diverged)");
    assertThat(new Ranking("paper", rows, "FID", MadeUpResults.FD).measuredOrder())
        .isEqualTo("GP, SN, none (diverged)");
    assertThat(PublishedReport.best(rows, MadeUpResults.FD).method()).isEqualTo("GP");
  }

  @Test
  void thePapersRunIsReckonedFromFlops() {
    Reproduction row = row("none", 3, 40, 44);
    Reproduction missing = Reproduction.of(entry("SN", 2), SMALL, Optional.empty());
    double flopsPerSecond = 1e9;
    Table costs = PublishedReport.costs(List.of(row, missing), flopsPerSecond);
    assertThat(costs.rowCount()).isEqualTo(1);
    double large = costs.doubleColumn("paper: GFLOP / step").get(0);
    double small = costs.doubleColumn("GFLOP / step").get(0);
    // 16 times the batch, and between 4 and 16 times the multiply-adds of four times the width
    assertThat(large / small).isBetween(16 * 4.0, 16 * 16.0);
    assertThat(costs.doubleColumn("GFLOP/s").get(0)).isCloseTo(10 * small, within(ROUNDING));
    // 10,000 steps of 0.1 s or one second a GFLOP
    assertThat(costs.doubleColumn("hours at this speed").get(0))
        .isCloseTo(10_000 * 0.1 * large / small / 3600, within(ROUNDING * large / small));
    assertThat(costs.doubleColumn("hours at large size's").get(0))
        .isCloseTo(10_000 * large / 3600, within(ROUNDING));
  }

  @Test
  void ordersAreComparedByPairsAndByBothScores() {
    List<Reproduction> rows =
        List.of(
            row("none", 4, 40, 42),
            row("SN", 1, 10, 12),
            row("GP", 2, 31, 31),
            row("clipped", 3, 20, 20),
            Reproduction.of(entry("other", 9), SMALL, Optional.empty()));
    Ranking byFid = new Ranking("paper, grey", rows, "FID", MadeUpResults.FD);
    assertThat(byFid.agreement().agreeing()).isEqualTo(5);
    assertThat(byFid.agreement().opposed()).isEqualTo(1);
    assertThat(PublishedReport.rankings(rows, "FID", MadeUpResults.FD, 3))
        .extracting(Ranking::title, Ranking::agreement)
        .containsExactly(tuple("paper, grey", byFid.agreement()));
    assertThat(PublishedReport.rankings(rows, "FID", MadeUpResults.FD, 5)).isEmpty();
    assertThat(new Ranking("paper", rows, "IS", MadeUpResults.FD).agreement())
        .isEqualTo(byFid.agreement());
    Table orders = PublishedReport.orders(List.of(byFid));
    assertThat(orders.row(0).getString("published order")).isEqualTo("SN, GP, clipped, none");
    assertThat(orders.row(0).getString("order here")).isEqualTo("SN, clipped, GP, none");
    assertThat(orders.row(0).getString("measured on"))
        .isEqualTo("grey train, 100 steps: none; SN; GP; clipped");
    assertThat(orders.row(0).getString("orders")).isEqualTo("undecided");
    assertThat(Tables.text(orders, "pairs alike", 0)).isEqualTo("5 of 6");
    assertThat(orders.doubleColumn("p").get(0)).isCloseTo(1 / 3.0, within(ROUNDING));
    assertThat(orders.doubleColumn("smallest p").get(0)).isCloseTo(2 / 24.0, within(ROUNDING));
    XYChart chart = byFid.chart();
    assertThat(chart.getSeriesMap().get("clipped").getXData()).containsExactly(3);
    assertThat(chart.getSeriesMap().get("clipped").getYData()).containsExactly(2);
  }

  @Test
  void theIntervalOfAnOrderTellsWhatOtherSeedsWouldChange() {
    List<Reproduction> rows =
        List.of(row("none", 2, 20, 20), row("SN", 1, 10, 10), row("GP", 3, 15, 45));
    Ranking ranking = new Ranking("paper", rows, "FID", MadeUpResults.FD);
    // GP's mean is 15, 30, 30 or 45 on the four resamples of two seeds: second, third, third, third
    assertThat(ranking.interval().mean()).isEqualTo(1);
    assertThat(ranking.interval().low()).isCloseTo(1 / 3.0, within(ROUNDING));
    assertThat(ranking.interval().high()).isEqualTo(1);
    Ranking one =
        new Ranking(
            "paper", List.of(row("none", 2, 20), row("SN", 1, 10, 99)), "FID", MadeUpResults.FD);
    assertThat(one.seeds()).containsExactly(0L);
    assertThat(one.interval().low()).isNaN();
    assertThat(PublishedReport.orders(List.of(one)).doubleColumn("τ").get(0)).isEqualTo(1);
  }

  @Test
  void fiveOrdersAlikeAreMoreThanChance() {
    List<Reproduction> rows =
        Stream.of("a", "b", "c", "d", "e")
            .map(name -> row(name, name.charAt(0), name.charAt(0)))
            .toList();
    assertThat(new Ranking("paper", rows, "FID", MadeUpResults.FD).verdict()).isEqualTo("agree");
    List<Reproduction> reversed =
        Stream.of("a", "b", "c", "d", "e")
            .map(name -> row(name, name.charAt(0), 200 - name.charAt(0)))
            .toList();
    assertThat(new Ranking("paper", reversed, "FID", MadeUpResults.FD).verdict())
        .isEqualTo("disagree");
    assertThat(new Ranking("paper", rows, "IS", MadeUpResults.FD).agreement().tau()).isEqualTo(1);
  }

  @Test
  void twoEntriesDifferInWhatTheyAreListedFor() {
    Table table =
        PublishedReport.differences(
            TABLES.entry("sngan", "ResNet"), TABLES.entry("mimicry", "SNGAN"));
    assertThat(table.columnNames()).containsExactly("what", "SNGAN ResNet", "mimicry SNGAN");
    assertThat(table.stringColumn("what").asList())
        .contains("generator steps", "published", "scored by")
        .doesNotContain("architecture", "images");
    int batch = table.stringColumn("what").asList().indexOf("generator batch");
    assertThat(table.getString(batch, 1)).isEqualTo("128");
    assertThat(table.getString(batch, 2)).isEqualTo("not set");
    int steps = table.stringColumn("what").asList().indexOf("generator steps");
    assertThat(table.getString(steps, 1)).isEqualTo("50,000");
    assertThat(table.getString(steps, 2)).isEqualTo("100,000");
  }

  @Test
  void anEntryStandsBesideTheMethodOfAComparisonThatIsMostLikeIt() {
    Results results =
        new MadeUpResults().with("none", 40, 44).with("twin", 50, 50).with("GP", 30, 32).results();
    List<Reproduction> rows =
        PublishedReport.counterparts(
            List.of(entry("none", 3), entry("GP", 2), TABLES.entry("sngan", "C")), results);
    assertThat(rows).extracting(row -> row.method()).containsExactly("none", "GP");
    assertThat(rows.get(0).differences())
        .containsExactly(
            "as \"none\" of grey train",
            "architecture DCGAN/2, not DCGAN/8",
            "batch 4, not 64",
            "100 generator steps, not 10,000");
    Table table = PublishedReport.measured(rows);
    assertThat(table.stringColumn("measured here").asList())
        .containsExactly("FD 42.0 ± 2.8", "FD 31.0 ± 1.4");
    assertThat(PublishedReport.rankings(rows, "FID", MadeUpResults.FD, 2))
        .extracting(Ranking::measuredOrder)
        .containsExactly("GP, none");
    List<Reproduction> tied =
        PublishedReport.counterparts(List.of(entry("none", 3), entry("SN", 4)), results);
    assertThat(new Ranking("paper", tied, "FID", MadeUpResults.FD).measuredOrder())
        .isEqualTo("none = SN");
  }

  @Test
  void reproductionsAreOfAllEntriesAndTheirFooterCountsEachRunOnce() {
    PublishedEntry none = entry("none", 3);
    PublishedEntry again = entry("none", 4);
    PublishedEntry missing = entry("SN", 2);
    Results results = new MadeUpResults().with("none", 40, 44).results();
    List<Reproduction> rows =
        PublishedReport.reproductions(
            List.of(none, again, missing), SMALL, Map.of(none, results, again, results));
    assertThat(rows)
        .extracting(row -> row.results().isPresent())
        .containsExactly(true, true, false);
    assertThat(PublishedReport.measured(rows).stringColumn("real images").asList())
        .containsExactly("FD 1.00", "FD 1.00", "");
    Map<String, String> footer = PublishedReport.footer(rows, SMALL);
    assertThat(footer)
        .containsEntry("scale", "width / 4, batch 4, 100 generator steps at most")
        .doesNotContainKey("generator steps");
    assertThat(footer.get("compute")).startsWith("2 runs, ");
  }

  @Test
  void entriesBesideTheSameRunsCountOnceInTheTestOfTheirOrder() {
    Results results =
        new MadeUpResults().with("none", 30, 31).with("SN", 20, 21).with("GP", 10, 11).results();
    List<PublishedEntry> six =
        Stream.of(1, 2)
            .flatMap(
                paper ->
                    Stream.of(entry("none", 6 + paper), entry("SN", 4 + paper), entry("GP", paper)))
            .toList();
    List<Reproduction> rows =
        six.stream()
            .map(e -> new Reproduction(e, e.method().name(), List.of(), Optional.of(results)))
            .toList();
    Ranking ranking = new Ranking("paper", rows, "FID", MadeUpResults.FD);
    assertThat(ranking.agreement().p()).isCloseTo(2 / 6.0, within(ROUNDING));
    assertThat(ranking.verdict()).isEqualTo("undecided");
  }

  @Test
  void thePapersStepIsOfThePapersImages() {
    PublishedEntry entry = TABLES.entry("chainer-gan-lib", "SN-DCGAN");
    Results measured = new MadeUpResults().with("SN", 1).results();
    Reproduction row = new Reproduction(entry, "SN", List.of(), Optional.of(measured));
    assertThat(PublishedReport.costs(List.of(row), 1e9).doubleColumn("paper: GFLOP / step").get(0))
        .isCloseTo(
            StepFlops.of(entry.method(), new Shape(3, 32, 32)).together() / 1e9, within(ROUNDING));
  }

  @Test
  void whereNoEntryWasRunThatIsSaid() {
    List<Reproduction> rows = List.of(Reproduction.of(entry("none", 3), SMALL, Optional.empty()));
    Results here = new MadeUpResults().with("none", 40).results();
    Results read = new Results(here.setup(), here.cells(), here.floor(), Optional.empty());
    Reproduction imageless = Reproduction.of(entry("none", 3), SMALL, Optional.of(read));
    for (ThrowingCallable asked :
        List.<ThrowingCallable>of(
            () -> PublishedReport.best(rows, MadeUpResults.FD),
            () -> PublishedReport.footer(rows, SMALL),
            () -> PublishedReport.samples(List.of(imageless), 1))) {
      assertThatThrownBy(asked)
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageStartingWith("no entry was run");
    }
  }

  /** In small budgets an entry's images may be others than the paper's. */
  @Test
  void otherImagesThanThePapersAreTold() {
    PublishedEntry entry = entry("none", 3);
    PublishedEntry black =
        new PublishedEntry(
            "paper",
            entry.name(),
            "black",
            entry.method(),
            entry.plan(),
            entry.protocol(),
            entry.published(),
            List.of());
    Results results = new MadeUpResults().with("none", 40).results();
    assertThat(Reproduction.of(black, SMALL, Optional.of(results)).differences())
        .contains("on grey train, not black");
    assertThat(row("none", 3, 40).differences()).noneMatch(text -> text.startsWith("on "));
  }

  @Test
  void resultsOfAnotherMethodOrScaleAreRefused() {
    Results results = new MadeUpResults().with("GP", 1, 2).results();
    assertThatThrownBy(() -> Reproduction.of(entry("none", 3), SMALL, Optional.of(results)))
        .hasMessageContaining("paper none needs results of none");
    Results none = new MadeUpResults().with("none", 1, 2).results();
    assertThatThrownBy(() -> Reproduction.of(entry("none", 3), Scale.PAPER, Optional.of(none)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Ranking("paper", List.of(row("none", 3, 1)), "FID", MadeUpResults.FD))
        .hasMessageContaining("paper has 1");
  }
}
