package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stablegan.internal.statistics.Bootstrap;

class PairedComparisonTest {

  private static final double NAN = Double.NaN;

  private static PairedComparison compared(double[] baseline, double[] method) {
    Results results = new MadeUpResults().with("none", baseline).with("SN", method).results();
    return results.comparisons(MadeUpResults.FD).get(0);
  }

  @Test
  void sixSeedsThatAgreeShowADifference() {
    PairedComparison comparison =
        compared(new double[] {50, 90, 60, 70, 80, 65}, new double[] {49, 88, 57, 66, 75, 59});
    assertThat(comparison.p()).isEqualTo(2.0 / 64);
    assertThat(comparison.verdict()).isEqualTo(PairedComparison.Verdict.BETTER);
    assertThat(comparison.wins()).isEqualTo(6);
    assertThat(comparison.interval().mean()).isEqualTo(-3.5);
    assertThat(comparison.interval().high()).isNegative();
  }

  @Test
  void threeSeedsCannotHoweverFarApart() {
    PairedComparison comparison = compared(new double[] {90, 91, 92}, new double[] {1, 2, 3});
    assertThat(comparison.p()).isEqualTo(comparison.smallestP()).isEqualTo(0.25);
    assertThat(comparison.verdict()).isEqualTo(PairedComparison.Verdict.INDISTINGUISHABLE);
  }

  @Test
  void divergedRunsCountAsTheWorstAndTheIntervalSaysHowManyRunsItRestsOn() {
    double[] healthy = {50, 51, 52, 53, 54, 55};
    double[] divergent = {10, NAN, NAN, NAN, NAN, NAN};
    PairedComparison worse = compared(healthy, divergent);
    assertThat(worse.differences()).filteredOn(d -> d == Double.POSITIVE_INFINITY).hasSize(5);
    assertThat(worse.wins()).isEqualTo(1);
    assertThat(worse.interval().runs()).isEqualTo(1);
    // signed ranks 1 against 5 times 4: only the 1 + 1 flips that agree reach |19|, each both ways
    assertThat(worse.p()).isEqualTo(4.0 / 64);
    PairedComparison all = compared(healthy, new double[] {NAN, NAN, NAN, NAN, NAN, NAN});
    assertThat(all.verdict()).isEqualTo(PairedComparison.Verdict.WORSE);
    PairedComparison both = compared(divergent, divergent);
    assertThat(both.differences()).containsOnly(0.0);
    assertThat(both.p()).isEqualTo(1);
  }

  @Test
  void methodsThatAreComparedTogetherAreCorrectedTogether() {
    double[] baseline = {50, 90, 60, 70, 80, 65};
    double[] better = {49, 88, 57, 66, 75, 59};
    Results results =
        new MadeUpResults().with("none", baseline).with("SN", better).with("WN", better).results();
    assertThat(results.comparisons(MadeUpResults.FD))
        .allSatisfy(c -> assertThat(c.adjusted()).isEqualTo(4.0 / 64))
        .allSatisfy(
            c -> assertThat(c.verdict()).isEqualTo(PairedComparison.Verdict.INDISTINGUISHABLE));
  }

  @Test
  void numbersOfAnyRunsWithCommonSeedsAreComparedAsCellsAre() {
    double[] baseline = {50, 90, 60, 70, 80, 65};
    double[] better = {49, 88, 57, 66, 75, 59};
    assertThat(PairedComparison.of("SN", better, baseline, true))
        .isEqualTo(compared(baseline, better));
    assertThat(PairedComparison.of("SN", better, baseline, false).verdict())
        .isEqualTo(PairedComparison.Verdict.WORSE);
    assertThatThrownBy(() -> PairedComparison.of("SN", better, new double[] {1}, true))
        .hasMessageContaining("SN has 6 numbers and its baseline 1");
  }

  /**
   * All of the first eight agree, 1 of 128 flips, which two thirds of 5 % over 4 spend; with twelve
   * the sum is 5. The verdict is the early one, and so is what it says.
   */
  @Test
  void aVerdictPointsWhereItsLookDid() {
    double[] baseline = new double[12];
    double[] method = {-5, -5, -5, -5, -5, -5, -5, -5, 60, -5, -5, -5};
    PairedComparison found =
        PairedComparison.of("SN", method, baseline, true).lookedAt(Looks.at(8, 10, 12));
    assertThat(found.p()).isEqualTo(0.05 / 4);
    assertThat(found.verdict()).isEqualTo(PairedComparison.Verdict.BETTER);
    assertThat(found.wins()).isEqualTo(11);
  }

  @Test
  void soDoesThatOfASpread() {
    double[] baseline = {10, -11, 12, -13, 14, -15, 16, -17, 10, -11, 12, -13};
    double[] method = {1, -1, 1.1, -1.1, 1.2, -1.2, 1.3, -1.3, 900, -1, 1, -1};
    PairedComparison found =
        PairedComparison.ofSpread("SN", method, baseline, Optional.of(Looks.at(8, 10, 12)));
    assertThat(found.p()).isEqualTo(0.05 / 4);
    assertThat(found.interval().mean()).isPositive();
    assertThat(found.verdict()).isEqualTo(PairedComparison.Verdict.BETTER);
  }

  /** In doubles 11 · (5 % / 11) is more than 5 %. */
  @Test
  void fivePerCentOverTheClaimsIsEnoughForEachNumberOfThem() {
    for (int claims = 1; claims <= 100; claims++) {
      PairedComparison found =
          new PairedComparison(
              "SN",
              List.of(-1.0),
              true,
              true,
              0.05 / claims,
              1,
              new Bootstrap.Interval(NAN, NAN, NAN, 0.95, 0));
      assertThat(found.correctedFor(claims).verdict())
          .as("%s claims", claims)
          .isEqualTo(PairedComparison.Verdict.BETTER);
    }
  }
}
