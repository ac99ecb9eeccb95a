package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import stablegan.diagnostics.Alarm;
import stablegan.experiment.Cell;
import stablegan.experiment.Claim;
import stablegan.experiment.MadeUpResults;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import tech.tablesaw.api.Table;

class ClaimTablesTest {

  private static final double NAN = Double.NaN;
  private static final Results RESULTS =
      new MadeUpResults()
          .with("none", 50, 90, 60, 70, 80, 65, 55, 75)
          .with("SN", 40, 80, 52, 61, 70, 54, 44, 63)
          .with("GP", 51, 88, 62, 68, NAN, 66, 54, 76)
          .results();
  private static final Claim.Criterion QUALITY = Claim.Criterion.score(RESULTS, MadeUpResults.FD);
  private static final List<Claim> PROS =
      List.of(
          Claim.better("SN", "better images", QUALITY),
          Claim.better("GP", "better images", QUALITY));
  private static final List<Claim> CONS =
      List.of(
          Claim.worse("SN", "worse images", QUALITY),
          Claim.worse("GP", "costly", Claim.Criterion.milliseconds()));

  @Test
  void claimsHoldFailOrStayOpen() {
    Table table = ClaimTables.of(RESULTS).claims(List.of(PROS.get(0), PROS.get(1), CONS.get(0)));
    assertThat(table.stringColumn("finding").asList())
        .containsExactly("holds", "can't tell", "doesn't hold");
    assertThat(table.stringColumn("claim").get(1)).isEqualTo("GP: better images");
    assertThat(Tables.text(table, "none", 0)).startsWith("68.1 ± ");
    assertThat(table.doubleColumn("none").get(0)).isEqualTo(68.125);
  }

  @Test
  void aSentenceCountsWhatBecameOfTheClaimsAndSaysWhatSeedsCanNotShow() {
    List<Claim> three = List.of(PROS.get(0), PROS.get(1), CONS.get(0));
    assertThat(ClaimTables.of(RESULTS).inWords(three))
        .isEqualTo("Of 3 claims the numbers confirm 1, show the opposite of 1 and leave 1 open.");
    Results few = new MadeUpResults().with("none", 9, 8, 7).with("SN", 3, 2, 1).results();
    // 2^(1 − 3) = 0.25; 2^(1 − 6) is the first below 5 %
    assertThat(ClaimTables.of(few).inWords(PROS.subList(0, 1)))
        .isEqualTo(
            "Of 1 claim the numbers confirm 0, show the opposite of 0 and leave 1 open; nothing can be shown with 3 seeds, it takes 6.");
  }

  @Test
  void aDifferenceStandsWithItsIntervalAndRunsWithoutANumberAreCounted() {
    Table table = ClaimTables.of(RESULTS).claims(PROS);
    assertThat(Tables.text(table, "difference", 0)).matches("-10\\.1 \\[-1\\d\\.\\d, -9\\.\\d\\]");
    assertThat(table.intColumn("better on").asList()).containsExactly(8, 3);
    assertThat(Tables.text(table, "better on", 1)).isEqualTo("3 of 8");
    Claim.Criterion early =
        new Claim.Criterion(
            "early", cell -> cell.seed() < 3 ? 10 * cell.seed() : Double.POSITIVE_INFINITY, true);
    Table partly = ClaimTables.of(RESULTS).claims(List.of(Claim.better("SN", "sooner", early)));
    assertThat(Tables.text(partly, "method", 0)).isEqualTo("10.0 ± 10.0 (3 of 8)");
    assertThat(Tables.text(partly, "difference", 0)).isEqualTo("0.00 [0.00, 0.00] (3 of 8)");
  }

  @Test
  void claimsOfSeveralComparisonsAreCorrectedTogether() {
    Results other =
        new MadeUpResults()
            .with("clipped", 9, 9, 9, 9, 9, 9, 9, 9)
            .with("SN", 1, 2, 3, 4, 5, 6, 7, 8)
            .results();
    Table together =
        ClaimTables.of(
            List.of(
                Claim.Evidence.of(RESULTS, "GP", PROS.get(0)),
                Claim.Evidence.of(other, Claim.better("SN", "better images", QUALITY))));
    assertThat(together.columnNames()).contains("baseline");
    assertThat(Tables.text(together, "baseline", 1)).isEqualTo("9.00 ± 0.00");
    // each alone has p = 2/256; Holm doubles the smaller
    assertThat(together.doubleColumn("p").get(1)).isEqualTo(4.0 / 256);
    assertThat(together.stringColumn("finding").asList()).containsExactly("holds", "holds");
  }

  @Test
  void aVerdictSaysOnHowManySeedsTheDifferencePointsTheWayOfTheClaim() {
    List<Claim> claims = List.of(PROS.get(0), CONS.get(0), PROS.get(1));
    Table table = ClaimTables.of(RESULTS).verdicts(claims);
    assertThat(table.stringColumn("said").asList())
        .containsExactly("for: better images", "against: worse images", "for: better images");
    assertThat(Tables.text(table, "seeds that agree", 0)).isEqualTo("8 of 8");
    assertThat(Tables.text(table, "seeds that agree", 1)).isEqualTo("0 of 8");
    assertThat(Tables.text(table, "seeds that agree", 2)).isEqualTo("3 of 8");
    assertThat(Tables.text(table, "difference", 0)).startsWith("-10.1 [");
    // 2/256 alone; SN's two are the smallest of three
    assertThat(table.doubleColumn("p").get(0)).isEqualTo(6.0 / 256);
    assertThat(table.stringColumn("verdict").asList())
        .containsExactly("holds", "doesn't hold", "can't tell");
    assertThat(ClaimTables.of(RESULTS).found(claims).said())
        .containsExactly(
            new Verdicts.Said("SN", true, "better images", Claim.Finding.HOLDS),
            new Verdicts.Said("SN", false, "worse images", Claim.Finding.FAILS),
            new Verdicts.Said("GP", true, "better images", Claim.Finding.OPEN));
  }

  /**
   * A baseline and a method that has a little more on half of the seeds, a little less on others.
   */
  private static MadeUpResults alike() {
    return new MadeUpResults()
        .with("none", 50, 90, 60, 70, 80, 65, 55, 75)
        .with("like it", 51, 89, 61, 69, 81, 64, 56, 74);
  }

  /** Less is better: it is a better method's number that is a tenth less. */
  @Test
  void aMarginThatIsRuledOutDecidesWhatIsNotTold() {
    Results results = alike().with("SN", 40, 80, 52, 61, 70, 54, 44, 63).results();
    ClaimTables tables = ClaimTables.of(results);
    Claim better = Claim.better("like it", "better images", QUALITY);
    Claim worse = Claim.worse("like it", "worse images", QUALITY);
    List<Claim> claims =
        List.of(
            better,
            better.margin(0.1),
            worse.margin(0.1),
            better.margin(0.001),
            Claim.better("SN", "better images", QUALITY).margin(0.5));
    Table table = tables.claims(claims);
    assertThat(table.stringColumn("margin").asList())
        .containsExactly("–", "10 %", "10 %", "0.1 %", "50 %");
    assertThat(table.stringColumn("finding").asList())
        .containsExactly(
            "can't tell", "below the margin", "below the margin", "can't tell", "holds");
    // what a margin adds takes nothing from the test of no difference
    assertThat(table.doubleColumn("p").get(4)).isEqualTo(5 * 2.0 / 256);
    // of four open claims, where there is a margin: two agree on all seeds, one on half of them
    assertThat(table.doubleColumn("p of margin").asList())
        .containsExactly(null, 4 * 2.0 / 256, 4 * 2.0 / 256, 1.0, null);
    assertThat(tables.inWords(claims))
        .isEqualTo(
            "Of 5 claims the numbers confirm 1, show the opposite of 0, find 2 below the margin and leave 2 open.");
    assertThat(tables.claims(List.of(better)).columnNames())
        .doesNotContain("margin", "p of margin");
    Table verdicts = tables.verdicts(claims);
    assertThat(verdicts.stringColumn("verdict").asList())
        .isEqualTo(table.stringColumn("finding").asList());
    assertThat(verdicts.stringColumn("margin").asList())
        .isEqualTo(table.stringColumn("margin").asList());
    assertThat(verdicts.doubleColumn("p of margin").asList())
        .isEqualTo(table.doubleColumn("p of margin").asList());
    assertThat(tables.verdicts(List.of(better)).columnNames())
        .doesNotContain("margin", "p of margin");
  }

  /** More is better here: "like it" has a tenth neither more nor less, "high" a twentieth more. */
  @Test
  void aMarginLiesOnTheSideOfTheClaim() {
    Results results = alike().with("high", 52, 95, 63, 74, 84, 68, 58, 79).results();
    Claim.Criterion more =
        new Claim.Criterion(
            "size", cell -> cell.score(MadeUpResults.FD).orElseThrow().value(), false);
    List<Claim> claims =
        List.of(
            Claim.better("like it", "more", more).margin(0.1),
            Claim.worse("like it", "less", more).margin(0.1),
            Claim.better("high", "more", more).margin(0.1),
            Claim.worse("high", "less", more).margin(0.1));
    assertThat(ClaimTables.of(results).claims(claims).stringColumn("finding").asList())
        .containsExactly("below the margin", "below the margin", "holds", "doesn't hold");
  }

  /** Four that the first tests leave open: 4 · 2/256 is 0.031; seven are too many. */
  @Test
  void marginsAreCorrectedForWhatIsOpen() {
    Claim like = Claim.better("GP", "better images", QUALITY).margin(0.1);
    for (int open : new int[] {4, 7}) {
      assertThat(ClaimTables.of(RESULTS).found(Collections.nCopies(open, like)).said())
          .extracting(Verdicts.Said::finding)
          .containsOnly(open == 4 ? Claim.Finding.BELOW_MARGIN : Claim.Finding.OPEN);
    }
  }

  @Test
  void aMarginIsAShareOfAMean() {
    Claim claim = PROS.get(0);
    for (double wrong : new double[] {0, 1, 10, -0.1, NAN}) {
      assertThatThrownBy(() -> claim.margin(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("between 0 and 1, such as 0.1, not ");
    }
    Claim spread = Claim.better("SN", "steadier", QUALITY.spread());
    assertThatThrownBy(() -> spread.margin(0.1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("'spread of FD' has no margin of its own");
    assertThat(claim.margin(0.1).against("GP").margin()).hasValue(0.1);
  }

  /** Such as the saturation of a critic that gives no probabilities. */
  @Test
  void whatAMethodHasNoNumberOfCannotBeTold() {
    Claim.Criterion partly =
        new Claim.Criterion(
            "saturation", cell -> cell.method().equals("GP") ? NAN : cell.seed(), true);
    Table table =
        ClaimTables.of(RESULTS)
            .claims(
                List.of(
                    Claim.better("GP", "surer", partly),
                    Claim.worse("GP", "less sure", partly),
                    Claim.better("SN", "surer", partly).against("GP")));
    assertThat(table.stringColumn("finding").asList()).containsOnly("can't tell");
    assertThat(Tables.text(table, "difference", 0)).startsWith("–");
  }

  @Test
  void aScoreThatWasNotMeasuredIsRefused() {
    ClaimTables tables = ClaimTables.of(RESULTS);
    Claim.Criterion misspelt = Claim.Criterion.score("FD(lite)", true);
    for (Claim.Criterion each : List.of(misspelt, misspelt.spread(), misspelt.fails(3))) {
      List<Claim> claims = List.of(Claim.better("SN", "better", each));
      assertThatThrownBy(() -> tables.claims(claims))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("FD(lite) isn't measured; there are [FD]");
    }
  }

  /** Its verdict would be the opposite of what is so. */
  @Test
  void aCriterionWhoseBetterSideIsTheOtherIsRefused() {
    ClaimTables tables = ClaimTables.of(RESULTS);
    Claim.Criterion more = Claim.Criterion.score("FD", false);
    Claim.Criterion during = Claim.Criterion.series("FD", false);
    for (Claim.Criterion each : List.of(more, more.fails(3), during, during.fails(3))) {
      List<Claim> claims = List.of(Claim.better("SN", "better", each));
      assertThatThrownBy(() -> tables.claims(claims))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "of FD less is better, but the criterion says that more is: its lowerIsBetter must be"
                  + " true");
    }
    Claim scatter = Claim.better("SN", "steadier", more.spread());
    assertThat(tables.claims(List.of(scatter)).rowCount()).as("either way").isEqualTo(1);
  }

  @Test
  void aMethodIsNotComparedWithItself() {
    Claim.Criterion fd = Claim.Criterion.score("FD", true);
    ClaimTables tables = ClaimTables.of(RESULTS);
    String first = RESULTS.methods().get(0);
    for (Claim claim :
        List.of(
            Claim.better(first, "better", fd), Claim.better("SN", "better", fd).against("SN"))) {
      assertThatThrownBy(() -> tables.claims(List.of(claim)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("'better' compares ")
          .hasMessageContaining("; the methods are ");
    }
  }

  @Test
  void numbersThatAreNoneAreNamed() {
    Claim.Criterion fd = Claim.Criterion.score("FD", true);
    assertThatThrownBy(() -> fd.fails(NAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("not beyond NaN");
    Claim claim = Claim.better("SN", "better", fd);
    assertThatThrownBy(() -> claim.margin(NAN)).hasMessageEndingWith("not NaN");
  }

  @Test
  void nothingClaimedIsSaid() {
    assertThat(ClaimTables.of(RESULTS).inWords(List.of())).isEqualTo("There is nothing claimed.");
  }

  @Test
  void aSeriesThatNoRunRecordedIsRefused() {
    ClaimTables tables = ClaimTables.of(RESULTS);
    Claim.Criterion misspelt = Claim.Criterion.series("d_los", true);
    for (Claim.Criterion each :
        List.of(
            misspelt,
            misspelt.spread(),
            misspelt.fails(3),
            Claim.Criterion.decades("decades", "d_los"),
            Claim.Criterion.unrest("unrest", "d_los"),
            Claim.Criterion.relativeDeviation("deviation", "d_los"))) {
      List<Claim> claims = List.of(Claim.better("SN", "better", each));
      assertThatThrownBy(() -> tables.claims(claims))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("no run recorded a series named \"d_los\"; there are [")
          .hasMessageContaining("d_loss");
    }
    assertThatThrownBy(() -> Comparison.of(RESULTS).curve("d_los"))
        .hasMessageStartingWith("no run recorded a series named \"d_los\"");
    Claim right = Claim.better("SN", "better", Claim.Criterion.series("d_loss", true));
    assertThat(tables.claims(List.of(right)).rowCount()).isEqualTo(1);
  }

  /** None of its six runs has an alarm; that some diverged isn't one. */
  @Test
  void sharesOfRunsAreTestedAsShares() {
    Results results =
        new MadeUpResults()
            .with("none", 50, 90, 60, 70, 80, 65)
            .with("wild", NAN, NAN, NAN, NAN, NAN, NAN)
            .results();
    Claim.Criterion collapse = Claim.Criterion.alarms("collapse", Alarm.Cause.MODE_DROP);
    Claim.Criterion diverged = Claim.Criterion.diverged();
    Table table =
        ClaimTables.of(results)
            .claims(
                List.of(
                    Claim.worse("wild", "collapses", collapse),
                    Claim.worse("wild", "diverges", diverged)));
    assertThat(Tables.text(table, "difference", 0)).startsWith("0.00 ");
    assertThat(table.doubleColumn("p").get(0)).isEqualTo(1);
    assertThat(Tables.text(table, "difference", 1)).startsWith("1.00 ");
    assertThat(table.doubleColumn("p").get(1)).isEqualTo(2 * 2.0 / 64);
    assertThatThrownBy(() -> Claim.worse("wild", "diverges", diverged).margin(0.1))
        .hasMessageContaining("has no margin of its own");
  }

  @Test
  void onlyRunsOfTheSameSeedsArePaired() {
    List<Cell> cells = RESULTS.cells("SN");
    assertThatThrownBy(() -> new Claim.Evidence(PROS.get(0), cells, cells.subList(1, 8)))
        .hasMessageContaining("'better images' needs runs that are paired by their seeds");
  }

  @Test
  void methodsStandBesideTheirProsAndCons() {
    Table table =
        ClaimTables.of(RESULTS).methods(List.of(QUALITY, Claim.Criterion.diverged()), PROS, CONS);
    assertThat(TextTable.of(table).header())
        .containsExactly("method", MadeUpResults.FD, "diverged", "pro", "con");
    assertThat(table.stringColumn("pro").asList())
        .containsExactly("", "better images: holds", "better images: can't tell");
    assertThat(table.stringColumn("con").get(2)).isEqualTo("costly: holds");
    assertThat(table.doubleColumn("diverged").get(2)).isEqualTo(0.125);
    assertThat(Tables.text(table, "diverged", 2))
        .as("a share scatters by itself")
        .isEqualTo("0.125");
    assertThat(ClaimTables.of(RESULTS).methods(List.of(QUALITY)).columnNames())
        .containsExactly("method", "FD", "FD ±", "FD n", "FD of");
  }

  @Test
  void aClaimIsOfADifference() {
    assertThatThrownBy(
            () ->
                new Claim(
                    "SN",
                    "same",
                    QUALITY,
                    PairedComparison.Verdict.INDISTINGUISHABLE,
                    Optional.empty(),
                    OptionalDouble.empty()))
        .hasMessageContaining("never shows");
  }

  /** A comparison that is still running. */
  @Test
  void seedsAreThoseThatArePaired() {
    List<Cell> begun =
        RESULTS.cells().stream()
            .filter(cell -> cell.method().equals("none") || cell.seed() == 0)
            .toList();
    Results running = new Results(RESULTS.setup(), begun, RESULTS.floor(), Optional.empty());
    assertThat(Comparison.of(running).inWords(MadeUpResults.FD))
        .isEqualTo(
            "By FD (lower is better), over one seed, SN and GP are not distinguishable from none;"
                + " nothing can be shown with one seed, it takes 7.");
    assertThat(ClaimTables.of(running).inWords(PROS))
        .endsWith("; nothing can be shown with one seed, it takes 7.");
  }

  @Test
  void theTextSaysWhatTheTestsSay() {
    assertThat(Comparison.of(RESULTS).inWords(MadeUpResults.FD))
        .isEqualTo(
            "By FD (lower is better), over 8 seeds, SN is better than none; GP is not"
                + " distinguishable from none.");
    Results three = new MadeUpResults().with("none", 9, 8, 7).with("SN", 3, 2, 1).results();
    assertThat(Comparison.of(three).inWords(MadeUpResults.FD))
        .isEqualTo(
            "By FD (lower is better), over 3 seeds, SN is not distinguishable from none; nothing"
                + " can be shown with 3 seeds, it takes 6.");
  }

  @Test
  void theTableNamesWhatWentWrongAndTheChartMarksIt() {
    Comparison comparison = Comparison.of(RESULTS);
    Table summary = comparison.summary();
    assertThat(Tables.text(summary, "FD", 0)).isEqualTo("1.00");
    assertThat(Tables.text(summary, "FD", 2)).isEqualTo("58.0 ± 13.3");
    assertThat(summary.doubleColumn("cost, ×").get(3)).isEqualTo(4);
    assertThat(Tables.text(summary, "diverged", 0)).isEqualTo("–");
    assertThat(Tables.text(summary, "diverged", 3)).isEqualTo("1 of 8");
    assertThat(summary.stringColumn("went wrong").asList())
        .containsExactly("", "", "", "no number from step 50 (1 of 8)");
    assertThat(comparison.runs().stringColumn("alarms").asList())
        .contains("no number at step 50: d_loss is NaN");
    XYChart chart = comparison.curve("d_loss");
    assertThat(chart.getSeriesMap()).containsKey("GP: no number");
    assertThat(chart.getSeriesMap().get("GP: no number").getXData()).containsExactly(50);
    assertThat(RESULTS.cells("GP").get(4).alarms().get(0).cause())
        .isEqualTo(Alarm.Cause.NON_FINITE);
  }

  @Test
  void speedAndEqualBudgetsShowThatAPenaltyCostsMore() {
    Comparison comparison = Comparison.of(RESULTS);
    Table budgets = comparison.fairBudgets(MadeUpResults.FD);
    assertThat(budgets.doubleColumn("ms / step").asList()).containsExactly(100.0, 100.0, 400.0);
    assertThat(budgets.columnNames()).contains("100 D steps", "400 images", "10 seconds");
    Table speed = comparison.speed(MadeUpResults.FD, 90);
    assertThat(speed.intColumn("reached").asList()).containsExactly(8, 8, 7);
    assertThat(Tables.text(speed, "reached", 2)).isEqualTo("7 of 8");
    assertThat(Tables.markdown(speed)).contains("FLOPs");
  }

  @Test
  void everyFormatForReadersCarriesTheFooter(@TempDir Path folder) throws IOException {
    Comparison comparison = Comparison.of(RESULTS);
    Table table = ClaimTables.of(RESULTS).claims(PROS);
    List<Path> files =
        Tables.export(table, comparison.footer(), folder, "claims", Tables.Format.values());
    assertThat(Files.readString(files.get(0)))
        .startsWith("criterion,claim")
        .doesNotContain("TFLOP");
    for (Path file : files.subList(1, 4)) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .contains("generator steps")
          .contains("24 runs")
          .contains("TFLOP")
          .contains("pixels");
    }
    assertThat(Files.readString(files.get(2))).contains("\\footnotesize data: grey train");
  }
}
