package stablegan.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.metrics.Score;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One line for each run of a comparison. */
record RunsTable(Results results) {

  /** Series of which a run has the mean over its second half. */
  static final List<String> SERIES =
      List.of("d_saturation", "d_accuracy", "d_grad_norm", "g_grad_norm");

  static final String TIME = "seconds_per_step";

  /** A score of a run, NaN if it has none. */
  static ToDoubleFunction<Cell> score(String name) {
    return cell -> cell.score(name).map(Score::value).orElse(Double.NaN);
  }

  Table table() {
    List<Cell> cells = results.cells();
    LongStream seeds = cells.stream().mapToLong(Cell::seed);
    LongStream steps = cells.stream().mapToLong(cell -> cell.outcome().step());
    Table table =
        Table.create(
            "runs",
            StringColumn.create("method", cells.stream().map(Cell::method)),
            LongColumn.create("seed", seeds.toArray()),
            StringColumn.create(
                "outcome", cells.stream().map(cell -> cell.outcome().kind().name())),
            StringColumn.create("reason", cells.stream().map(cell -> cell.outcome().reason())),
            LongColumn.create("steps", steps.toArray()));
    for (String score : results.scores()) {
      table.addColumns(numbers(score, score(score)));
    }
    for (String series : SERIES) {
      table.addColumns(numbers(series, cell -> cell.settled(series)));
    }
    return table.addColumns(
        numbers(TIME, Cell::secondsPerStep),
        StringColumn.create("alarms", results.cells().stream().map(AlarmText::of)));
  }

  private DoubleColumn numbers(String name, ToDoubleFunction<Cell> number) {
    return DoubleColumn.create(name, results.cells().stream().mapToDouble(number).toArray());
  }
}
