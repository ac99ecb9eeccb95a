package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import stablegan.experiment.Results.Spread;
import tech.tablesaw.api.Table;

class TableRowsTest {

  private record Run(String name, double score, long steps, int good) {}

  private static final List<Run> RUNS =
      List.of(new Run("none", 597.24, 5500, 2), new Run("SN", Double.NaN, 12, 0));

  private static Table table() {
    return Tables.of(RUNS)
        .text("method", Run::name)
        .number("FD", Run::score)
        .whole("steps", Run::steps)
        .count("good", Run::good, run -> 3)
        .spread("KID", run -> new Spread(run.steps(), 4, 2), run -> 3)
        .titled("runs");
  }

  @Test
  void aRowOfEachInTheOrderOfTheColumns() {
    assertThat(table().name()).isEqualTo("runs");
    assertThat(Tables.csv(table()))
        .isEqualTo(
            """
            method,FD,steps,good,good of,KID,KID ±,KID n,KID of
            none,597.24,5500,2,3,5500.0,4.0,2,3
            SN,,12,0,3,12.0,4.0,2,3
            """);
  }

  @Test
  void whatBelongsTogetherStandsInOneCell() {
    assertThat(Tables.markdown(table()))
        .isEqualTo(
            """
            | method |    FD | steps |   good |                 KID |
            | ------ | ----: | ----: | -----: | ------------------: |
            | none   | 597.2 |  5500 | 2 of 3 |   5500 ± 4 (2 of 3) |
            | SN     |     – |    12 | 0 of 3 | 12.0 ± 4.0 (2 of 3) |
            """);
  }

  @Test
  void aTableOnceMadeStaysAsItIs() {
    TableRows<Run> rows = Tables.of(RUNS).text("method", Run::name);
    Table first = rows.titled("first");
    Table second = rows.number("FD", Run::score).titled("second");
    assertThat(first.columnNames()).containsExactly("method");
    assertThat(second.columnNames()).containsExactly("method", "FD");
    assertThat(first.name()).isEqualTo("first");
  }

  @Test
  void noRowsMakeAnEmptyTable() {
    assertThat(Tables.of(List.<Run>of()).text("method", Run::name).titled("none").rowCount())
        .isZero();
  }
}
