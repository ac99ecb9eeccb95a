package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stablegan.experiment.PairedComparison.Verdict;
import stablegan.metrics.Score;
import stablegan.report.ClaimTables;
import stablegan.report.Tables;
import tech.tablesaw.api.Table;

/** Claims of stability: how runs scatter over seeds, and how many fail. */
class SpreadsTest {

  private static final double NAN = Double.NaN;
  private static final double ROUNDING = 1e-12;

  /** SN scatters a tenth as far as the baseline, GP as far, with one run that diverged. */
  private static final MadeUpResults MADE =
      new MadeUpResults()
          .with("none", 500, 900, 600, 700, 800, 650, 550, 750)
          .with("SN", 710, 690, 705, 695, 700, 708, 692, 699)
          .with("GP", 510, 880, NAN, 680, 810, 660, 540, 760);

  private static final Results RESULTS = MADE.results();
  private static final Claim.Criterion FD = Claim.Criterion.score(RESULTS, MadeUpResults.FD);

  @Test
  void whoScattersLessIsSteadier() {
    List<PairedComparison> spreads = RESULTS.spreads(MadeUpResults.FD);
    assertThat(spreads).extracting(PairedComparison::method).containsExactly("SN", "GP");
    assertThat(spreads)
        .extracting(PairedComparison::verdict)
        .containsExactly(Verdict.BETTER, Verdict.INDISTINGUISHABLE);
    PairedComparison sn = spreads.get(0);
    assertThat(sn.adjusted()).isEqualTo(2 * sn.p()).isLessThan(0.05);
    // of the distances from the medians 675 and 699.5
    assertThat(sn.differences().get(0)).isEqualTo(10.5 - 175);
    assertThat(sn.interval().mean()).isEqualTo(5.875 - 106.25);
    assertThat(sn.wins()).isEqualTo(8);
    assertThat(spreads.get(1).seeds()).isEqualTo(7);
    // the means are nearly the same, by which nothing is found
    assertThat(RESULTS.comparisons(MadeUpResults.FD))
        .extracting(PairedComparison::verdict)
        .containsOnly(Verdict.INDISTINGUISHABLE);
    Results swapped =
        new MadeUpResults()
            .with("SN", 710, 690, 705, 695, 700, 708, 692, 699)
            .with("none", 500, 900, 600, 700, 800, 650, 550, 750)
            .results();
    assertThat(swapped.spreads(MadeUpResults.FD).get(0).verdict()).isEqualTo(Verdict.WORSE);
  }

  @Test
  void aClaimOfSpreadStandsBesideOnesOfMeans() {
    Table table =
        ClaimTables.of(RESULTS)
            .claims(
                List.of(
                    Claim.better("SN", "better images", FD),
                    Claim.better("SN", "steadier", FD.spread()),
                    Claim.worse("SN", "less steady", FD.spread()),
                    Claim.better("GP", "steadier", FD.spread())));
    assertThat(table.stringColumn("criterion").asList())
        .containsExactly("FD", "spread of FD", "spread of FD", "spread of FD");
    assertThat(table.stringColumn("finding").asList())
        .containsExactly("can't tell", "holds", "doesn't hold", "can't tell");
    assertThat(Tables.text(table, "none", 1)).isEqualTo("106");
    assertThat(Tables.text(table, "method", 1)).isEqualTo("5.88");
    assertThat(Tables.text(table, "method", 3)).endsWith("(7 of 8)");
    assertThat(Tables.text(table, "difference", 1)).matches("-100 \\[-1\\d\\d, -\\d\\d\\]");
    Table methods = ClaimTables.of(RESULTS).methods(List.of(FD, FD.spread(), FD.fails(850)));
    assertThat(methods.doubleColumn("spread of FD").asList())
        .startsWith(106.25, 5.875)
        .element(2)
        .satisfies(gp -> assertThat(gp).isBetween(100.0, 130.0));
    assertThat(methods.doubleColumn("failed, FD > 850").asList())
        .containsExactly(1 / 8.0, 0.0, 2 / 8.0);
  }

  /** McNemar's exact test: the discordant pairs are heads or tails. */
  @Test
  void sharesOfFailuresAreComparedExactly() {
    Results results =
        new MadeUpResults()
            .with("none", 90, 90, 90, 90, 90, 90, 90, NAN, 10, NAN)
            .with("SN", 10, 10, 10, 10, 10, 10, 10, 10, 90, NAN)
            .results();
    Claim.Criterion fails = Claim.Criterion.score(results, MadeUpResults.FD).fails(50);
    PairedComparison test =
        Claim.Evidence.of(results, Claim.better("SN", "fails less", fails)).comparison();
    // 8 pairs for SN, 1 against it, 1 in which both fail: 2·(9 + 1)/2^9
    assertThat(test.p()).isCloseTo(2 * 10 / 512.0, within(ROUNDING));
    assertThat(test.differences()).containsExactly(-1., -1., -1., -1., -1., -1., -1., -1., 1., 0.);
    assertThat(test.interval().mean()).isCloseTo(-0.7, within(ROUNDING));
    assertThat(fails.over(results.cells("none")).mean()).isEqualTo(0.9);
    assertThat(fails.name()).isEqualTo("failed, FD > 50");
    Claim.Criterion more = new Claim.Criterion("recall", cell -> 0.1 * cell.seed(), false);
    assertThat(more.fails(0.45).name()).isEqualTo("failed, recall < 0.45");
    assertThat(more.fails(0.45).over(results.cells("none")).mean())
        .isEqualTo(0.7); // 0 to 4, 7 and 9
    Claim.Criterion none = Claim.Criterion.score("unknown", true).fails(1);
    assertThat(none.over(results.cells("SN")).mean()).isEqualTo(1);
  }

  @Test
  void spreadsAreLookedAtLikeMeans() {
    Results results =
        new MadeUpResults()
            .with("none", 500, 900, 600, 700, 800, 650, 550, 750, 520, 870)
            .with("SN", 710, 690, 705, 695, 700, 708, 692, 699, 701, 703)
            .looks(Looks.at(8, 10))
            .results();
    PairedComparison looked = results.spreads(MadeUpResults.FD).get(0);
    assertThat(looked.verdict()).isEqualTo(Verdict.BETTER);
    PairedComparison once =
        new MadeUpResults()
            .with("none", 500, 900, 600, 700, 800, 650, 550, 750, 520, 870)
            .with("SN", 710, 690, 705, 695, 700, 708, 692, 699, 701, 703)
            .results()
            .spreads(MadeUpResults.FD)
            .get(0);
    assertThat(looked.p()).isBetween(once.p(), 0.05);
    assertThat(looked.differences()).isEqualTo(once.differences());
  }

  @Test
  void onlyMeansHaveSpreadsAndFailures() {
    assertThatThrownBy(() -> FD.spread().spread())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("'spread of FD' has no spread of its own");
    assertThatThrownBy(() -> FD.fails(3).spread()).hasMessageContaining("'failed, FD > 3'");
    assertThatThrownBy(() -> FD.spread().fails(3)).hasMessageContaining("no share of failures");
    assertThat(new MadeUpResults().with("none", 1, 2).results().spreads(MadeUpResults.FD))
        .isEmpty();
  }

  @Test
  void aScoreThatNothingHasIsRefusedWithThoseThatThereAre() {
    Results results = new MadeUpResults().with("none", 1, 2).results();
    assertThatThrownBy(() -> results.score("none", "FID"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no score is named \"FID\"; there are [FD]");
  }

  @Test
  void aScoreBehindASpreadOrAFailureMustBeMeasured() {
    Claim.Criterion typo = Claim.Criterion.score("FD(lite)", true);
    for (Claim.Criterion criterion : List.of(typo, typo.spread(), typo.fails(3))) {
      assertThatThrownBy(() -> criterion.requireMeasured(Map.of("FD(lite0)", Score.Kind.FD)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("FD(lite) isn't measured; there are [FD(lite0)]");
    }
  }
}
