package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
}
