package stablegan.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.internal.statistics.Bootstrap;
import stablegan.metrics.Score;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One line for each method and number that its runs have: for programs. */
final class ScoresTable {

  private static final String NUMBER = "1";
  private static final String SECONDS = "s";

  private final Results results;
  private final StringColumn methods = StringColumn.create("method");
  private final StringColumn scores = StringColumn.create("score");
  private final StringColumn units = StringColumn.create("unit");
  private final StringColumn better = StringColumn.create("better");
  private final DoubleColumn means = DoubleColumn.create("mean");
  private final DoubleColumn deviations = DoubleColumn.create("deviation");
  private final DoubleColumn low = DoubleColumn.create("low");
  private final DoubleColumn high = DoubleColumn.create("high");
  private final IntColumn counts = IntColumn.create("n");
  private final IntColumn seeds = IntColumn.create("seeds");
  private final IntColumn diverged = IntColumn.create("diverged");
  private final DoubleColumn floors = DoubleColumn.create("floor");

  ScoresTable(Results results) {
    this.results = results;
  }

  Table table() {
    for (String method : results.methods()) {
      for (Score floor : results.floor()) {
        String name = floor.name();
        String direction = floor.kind().lowerIsBetter() ? "lower" : "higher";
        add(method, name, NUMBER, direction, RunsTable.score(name), floor.value());
      }
      for (String series : RunsTable.SERIES) {
        add(method, series, NUMBER, "", cell -> cell.settled(series), Double.NaN);
      }
      add(method, RunsTable.TIME, SECONDS, "lower", Cell::secondsPerStep, Double.NaN);
    }
    return Table.create(
        "results",
        methods,
        scores,
        units,
        better,
        means,
        deviations,
        low,
        high,
        counts,
        seeds,
        diverged,
        floors);
  }

  private void add(
      String method,
      String score,
      String unit,
      String direction,
      ToDoubleFunction<Cell> number,
      double floor) {
    List<Cell> cells = results.cells(method);
    double[] values = cells.stream().mapToDouble(number).filter(Double::isFinite).toArray();
    Bootstrap.Interval interval = Bootstrap.standard().of(values);
    methods.append(method);
    scores.append(score);
    units.append(unit);
    better.append(direction);
    Results.Spread spread = Results.Spread.over(cells, number);
    means.append(spread.mean());
    deviations.append(spread.deviation());
    low.append(interval.low());
    high.append(interval.high());
    counts.append(spread.n());
    seeds.append(cells.size());
    diverged.append((int) results.diverged(method));
    floors.append(floor);
  }
}
