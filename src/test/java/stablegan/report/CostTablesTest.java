package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import stablegan.cost.StepCost;
import stablegan.cost.StepFlops;
import stablegan.cost.StepMemory;
import stablegan.data.ImageSet;
import stablegan.experiment.Claim;
import stablegan.experiment.MadeUpResults;
import stablegan.report.CostTables.Limit;
import stablegan.report.CostTables.Measure;
import stablegan.report.CostTables.Row;
import stablegan.training.Method;
import tech.tablesaw.api.Table;

class CostTablesTest {

  private static final CostTables COSTS =
      new CostTables(
          List.of(
              row("none", 2e9, 8_000_000, OptionalLong.of(50_000_000), 10, 10, 10, 10, 10, 10),
              row(
                  "SN",
                  2e9,
                  8_000_100,
                  OptionalLong.of(50_500_000),
                  10.5,
                  10.5,
                  10.6,
                  10.4,
                  10.4,
                  10.6),
              row("GP", 6e9, 8_000_000, OptionalLong.of(70_000_000), 20, 21, 19, 11, 11, 19),
              row("own", Double.NaN, 8_000_000, OptionalLong.empty(), 10, 10, 10, 10, 10, 10)));

  private static Row row(
      String name, double flops, long state, OptionalLong peak, double... milliseconds) {
    return new Row(
        new StepCost(name, DoubleStream.of(milliseconds).boxed().toList()),
        new StepMemory(name, state, peak),
        flops);
  }

  @Test
  void costsStandBesideTheBaselines() {
    Table table = COSTS.methods();
    assertThat(table.doubleColumn("D step, ms").asList()).containsExactly(10.0, 10.5, 19.0, 10.0);
    assertThat(Tables.text(table, "more, %", 1)).isEqualTo("5.00 [4.00, 6.00]");
    assertThat(table.doubleColumn("GFLOP / step").get(2)).isEqualTo(6);
    assertThat(table.doubleColumn("state, MB").get(1)).isEqualTo(8.0001);
    assertThat(Tables.text(table, "GFLOP / step", 3)).isEqualTo("–");
    assertThat(Tables.text(table, "peak, MB", 3)).isEqualTo("–");
  }

  private static Claim.Finding finding(Limit limit) {
    return COSTS.found(List.of(limit)).said().get(0).finding();
  }

  @Test
  void aLimitHoldsIfTheWholeIntervalIsOnItsSide() {
    // SN takes 4 to 6 % more time, GP 10 to 110 %
    assertThat(finding(Limit.atMost("SN", "cheap", Measure.TIME, 0.1)))
        .isEqualTo(Claim.Finding.HOLDS);
    assertThat(finding(Limit.atMost("SN", "cheaper", Measure.TIME, 0.03)))
        .isEqualTo(Claim.Finding.FAILS);
    assertThat(finding(Limit.above("GP", "costly", Measure.TIME, 0.05)))
        .isEqualTo(Claim.Finding.HOLDS);
    assertThat(finding(Limit.above("GP", "costly", Measure.TIME, 0.25)))
        .isEqualTo(Claim.Finding.OPEN);
    assertThat(finding(Limit.above("SN", "costly", Measure.TIME, 0.25)))
        .isEqualTo(Claim.Finding.FAILS);
  }

  @Test
  void fewerThanSixRoundsTellNothingOfTime() {
    CostTables five =
        new CostTables(
            List.of(
                row("none", 1, 1, OptionalLong.empty(), 10, 10, 10, 10, 10),
                row("GP", 1, 1, OptionalLong.empty(), 30, 30, 30, 30, 30)));
    Limit costly = Limit.above("GP", "costly", Measure.TIME, 0.25);
    assertThat(five.found(List.of(costly)).said().get(0).finding()).isEqualTo(Claim.Finding.OPEN);
    assertThat(Tables.text(five.methods(), "more, %", 1)).isEqualTo("200 [-∞, ∞]");
  }

  @Test
  void whatIsCountedIsExactAndThePeakIsSoToAMegabyte() {
    assertThat(finding(Limit.above("SN", "more", Measure.STATE, 0))).isEqualTo(Claim.Finding.HOLDS);
    assertThat(finding(Limit.above("GP", "more", Measure.STATE, 0))).isEqualTo(Claim.Finding.FAILS);
    assertThat(finding(Limit.above("GP", "thrice", Measure.FLOPS, 1.9)))
        .isEqualTo(Claim.Finding.HOLDS);
    assertThat(finding(Limit.above("SN", "more", Measure.PEAK, 0))).isEqualTo(Claim.Finding.OPEN);
    assertThat(finding(Limit.above("GP", "more", Measure.PEAK, 0))).isEqualTo(Claim.Finding.HOLDS);
    assertThat(finding(Limit.above("own", "more", Measure.PEAK, 0))).isEqualTo(Claim.Finding.OPEN);
    assertThat(finding(Limit.above("own", "more", Measure.FLOPS, 0))).isEqualTo(Claim.Finding.OPEN);
  }

  @Test
  void eachLimitIsALineThatSaysWhatDecidesIt() {
    Table table =
        COSTS.limits(
            List.of(
                Limit.atMost("SN", "cheap", Measure.TIME, 0.1),
                Limit.above("GP", "costly", Measure.TIME, 0.25),
                Limit.above("GP", "more memory", Measure.STATE, 0)));
    assertThat(table.stringColumn("said").asList())
        .containsExactly("for: cheap", "against: costly", "against: more memory");
    assertThat(table.stringColumn("criterion").asList())
        .containsExactly(
            "time of a D step, at most 10 % more",
            "time of a D step, over 25 % more", "state, any more");
    assertThat(Tables.text(table, "more, %", 0)).isEqualTo("5.00 [4.00, 6.00]");
    assertThat(table.stringColumn("verdict").asList())
        .containsExactly("holds", "can't tell", "doesn't hold");
  }

  @Test
  void aMethodThatWasNotMeasuredIsTold() {
    assertThatThrownBy(() -> COSTS.limits(List.of(Limit.above("R1", "costly", Measure.TIME, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'costly' is about R1, whose costs weren't measured; there are [none, SN, GP, own]");
  }

  @Test
  void methodsAreMeasuredTogether() {
    ImageSet grey = ImageSet.of("grey", "train", 1, 8, 8, new byte[4 * 64]);
    List<Method> methods = List.of(MadeUpResults.method("none"), MadeUpResults.method("GP"));
    CostTables costs = CostTables.measured(methods, grey, 2);
    assertThat(costs.rows()).extracting(row -> row.time().method()).containsExactly("none", "GP");
    assertThat(costs.rows().get(1).time().milliseconds()).hasSize(2);
    assertThat(costs.rows().get(1).flops())
        .isEqualTo(StepFlops.of(methods.get(1), new Shape(1, 8, 8)).together());
    assertThat(costs.rows().get(0).memory().state())
        .isEqualTo(StepMemory.of(methods.get(0), grey).state());
  }
}
