package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One line for each method of a comparison. */
record SummaryTable(Results results) {

  private static final double MILLIS = 1000;
  private static final Results.Spread NONE = new Results.Spread(Double.NaN, Double.NaN, 0);

  Table table() {
    List<String> methods = results.methods();
    Table table = Table.create("summary");
    table.addColumns(column("method", floor(), method -> method));
    for (Score floor : results.floor()) {
      String name = floor.name();
      Results.Spread real = new Results.Spread(floor.value(), Double.NaN, 1);
      ColumnGroup.spreads(
              name,
              lines(),
              line -> line.map(method -> results.score(method, name)).orElse(real),
              line -> line.map(method -> results.cells(method).size()).orElse(1))
          .forEach(table::addColumns);
    }
    numbers(table, "D saturation, %", method -> 100 * settled(method, "d_saturation").mean());
    spreads(table, "D gradient", method -> settled(method, "d_grad_norm"));
    spreads(table, "G gradient", method -> settled(method, "g_grad_norm"));
    numbers(table, "ms / step", this::milliseconds);
    numbers(table, "cost, ×", m -> milliseconds(m) / milliseconds(methods.get(0)));
    diverged(table);
    table.addColumns(column("went wrong", "", method -> AlarmText.of(results.cells(method))));
    return table;
  }

  /** Says of how many images the floor is, where they aren't those of a generator. */
  private String floor() {
    Protocol real = results.floor().get(0).protocol();
    return real.fakeCount() == results.setup().generated()
        ? "real images"
        : "real images (%s against %s)".formatted(real.fakeCount(), real.realCount());
  }

  private StringColumn column(String name, String real, Function<String, String> cell) {
    List<String> cells = new ArrayList<>(List.of(real));
    results.methods().forEach(method -> cells.add(cell.apply(method)));
    return StringColumn.create(name, cells);
  }

  private void spreads(Table table, String name, Function<String, Results.Spread> cell) {
    ColumnGroup.spreads(name, lines(), line -> line.map(cell).orElse(NONE))
        .forEach(table::addColumns);
  }

  private void numbers(Table table, String name, ToDoubleFunction<String> cell) {
    DoubleStream numbers =
        lines().stream().mapToDouble(line -> line.map(cell::applyAsDouble).orElse(Double.NaN));
    table.addColumns(DoubleColumn.create(name, numbers));
  }

  private void diverged(Table table) {
    ColumnGroup.counts(
            "diverged",
            lines(),
            line -> line.map(method -> (int) results.diverged(method)).orElse(null),
            line -> line.map(method -> results.cells(method).size()).orElse(null))
        .forEach(table::addColumns);
  }

  /** The real images, which are no method, then the methods. */
  private List<Optional<String>> lines() {
    List<Optional<String>> lines = new ArrayList<>(List.of(Optional.empty()));
    results.methods().forEach(method -> lines.add(Optional.of(method)));
    return lines;
  }

  private Results.Spread settled(String method, String series) {
    return results.over(method, cell -> cell.settled(series));
  }

  private double milliseconds(String method) {
    return results.over(method, Cell::settledSecondsPerStep).mean() * MILLIS;
  }
}
