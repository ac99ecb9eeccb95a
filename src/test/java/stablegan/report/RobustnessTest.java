package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapSeries;
import stablegan.experiment.Cell;
import stablegan.experiment.MadeUpResults;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import tech.tablesaw.api.Table;

class RobustnessTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** Of a few operations in double precision. */
  private static final Offset<Double> ROUNDING = within(1e-12);

  /** Real images have 1. One of SN's runs under C diverged, both of none's under B did. */
  private static Results grid() {
    return new MadeUpResults()
        .with("none, A", 10, 20)
        .with("none, B", NAN, NAN)
        .with("none, C", 5, 5)
        .with("SN, A", 30, 50)
        .with("SN, B", 20, 20)
        .with("SN, C", 60, NAN)
        .results();
  }

  @Test
  void aMethodIsAsGoodAsItsMeansOverTheSettings() {
    // none has 15, nothing and 5: mean 10, deviation √50; SN has 40, 20 and 60 of one run
    Table table = Robustness.of(grid(), MadeUpResults.FD).table();
    assertThat(table.stringColumn("method").asList()).containsExactly("none", "SN");
    assertThat(table.doubleColumn("over settings").asList()).containsExactly(10.0, 40.0);
    assertThat(table.doubleColumn("over settings ±").get(0)).isCloseTo(Math.sqrt(50), ROUNDING);
    assertThat(table.doubleColumn("over settings ±").get(1)).isCloseTo(20, ROUNDING);
    assertThat(Tables.text(table, "over settings", 0)).endsWith(" (2 of 3)");
    assertThat(table.doubleColumn("best").asList()).containsExactly(5.0, 20.0);
    assertThat(table.doubleColumn("median").asList()).containsExactly(15.0, 40.0);
    assertThat(table.doubleColumn("worst").asList()).containsExactly(INFINITE, 60.0);
    assertThat(table.stringColumn("worst setting").asList()).containsExactly("B", "C");
    assertThat(table.doubleColumn("worst / best").asList()).containsExactly(INFINITE, 3.0);
    for (String count : List.of("diverged", "with an alarm")) {
      assertThat(Tables.text(table, count, 0)).isEqualTo("2 of 6");
      assertThat(Tables.text(table, count, 1)).isEqualTo("1 of 6");
    }
  }

  @Test
  void theMapHasEachMeanInItsCellAndNoneWhereNoRunEndedWell() {
    HeatMapChart map = Robustness.of(grid(), MadeUpResults.FD).heatMap();
    assertThat(map.getTitle()).isEqualTo("FD, lower is better; real images have 1");
    HeatMapSeries series = map.getSeriesMap().get("values");
    // XChart counts columns from the left and rows from below
    assertThat(series.getHeatData().stream().map(Arrays::toString))
        .containsExactlyInAnyOrder(
            "[0, 1, 15.0]", "[2, 1, 5.0]", "[0, 0, 40.0]", "[1, 0, 20.0]", "[2, 0, 60.0]");
  }

  @Test
  void oneSettingHasNoSpread() {
    Results one = new MadeUpResults().with("none, A", 10, 20).with("SN, A", 30, 50).results();
    Results seeds = Robustness.of(one, MadeUpResults.FD).bySeed();
    assertThat(seeds.scores()).containsExactly("worst FD");
    assertThat(seeds.cells("SN").get(1).scores().get(0).value()).isEqualTo(50);
  }

  @Test
  void seedBySeedTheWorstSettingAndTheSpreadOverSettingsAreTested() {
    Results seeds =
        Robustness.of(
                new MadeUpResults()
                    .with("none, A", 10, 20, 11, 12, 13, 14)
                    .with("none, B", 40, NAN, 41, 42, 43, 44)
                    .with("SN, A", 20, 21, 22, 23, 24, 25)
                    .with("SN, B", 30, 31, 32, 33, 34, 35)
                    .results(),
                MadeUpResults.FD)
            .bySeed();
    assertThat(seeds.methods()).containsExactly("none", "SN");
    assertThat(seeds.scores()).containsExactly("worst FD", "spread of FD");
    assertThat(seeds.cells("none").get(0).score("worst FD").orElseThrow().value()).isEqualTo(40);
    // 10 and 40 are 15 from their mean: √(2 · 15²)
    assertThat(seeds.cells("none").get(0).score("spread of FD").orElseThrow().value())
        .isCloseTo(15 * Math.sqrt(2), ROUNDING);
    assertThat(seeds.cells("none").get(1).outcome().isCompleted()).as("one diverged").isFalse();
    assertThat(seeds.cells("SN").get(5).score("worst FD").orElseThrow().value()).isEqualTo(35);
    for (String score : seeds.scores()) {
      PairedComparison found = seeds.comparisons(score).get(0);
      assertThat(found.p()).as(score).isEqualTo(2.0 / 64); // all of six seeds agree
      assertThat(found.verdict()).as(score).isEqualTo(PairedComparison.Verdict.BETTER);
    }
    assertThat(Comparison.of(seeds).summary().stringColumn("method").asList())
        .containsExactly("real images", "none", "SN");
    assertThat(seeds.cells())
        .as("the worst setting's time is not the method's")
        .allMatch(cell -> Double.isNaN(cell.secondsPerStep()))
        .allMatch(cell -> cell.history().names().contains("d_loss"));
  }

  @Test
  void aSeedOneOfWhoseRunsHasNoScoreHasNone() {
    Results seeds =
        Robustness.of(
                new MadeUpResults()
                    .with("none, A", 10, 10)
                    .with("none, B", 40, INFINITE)
                    .with("SN, A", 20, 20)
                    .with("SN, B", 30, 30)
                    .results(),
                MadeUpResults.FD)
            .bySeed();
    Cell lost = seeds.cells("none").get(1);
    assertThat(lost.outcome().isCompleted()).isFalse();
    assertThat(lost.scores()).isEmpty();
    assertThat(seeds.comparisons("worst FD").get(0).wins()).isEqualTo(2);
    assertThat(Comparison.of(seeds).summary().rowCount()).isEqualTo(3);
  }

  @Test
  void whatIsNoGridIsRefused() {
    Results plain = new MadeUpResults().with("none", 1, 2).with("SN", 3, 4).results();
    assertThatThrownBy(() -> Robustness.of(plain, MadeUpResults.FD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("named as \"SN, A\"; there are [none, SN]");
    Results gap =
        new MadeUpResults().with("none, A", 1).with("none, B", 1).with("SN, A", 2).results();
    assertThatThrownBy(() -> Robustness.of(gap, MadeUpResults.FD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each method under each setting");
    assertThatThrownBy(() -> Robustness.of(grid(), "KID"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KID is no score at the end; there are [FD]");
  }
}
