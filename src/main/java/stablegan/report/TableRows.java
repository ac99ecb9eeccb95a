package stablegan.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import stablegan.experiment.Results.Spread;
import stablegan.internal.statistics.Bootstrap;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table in the making, one row for each of some things, column by column:
 *
 * <pre>{@code
 * Table table = Tables.of(results.methods())
 *     .text("method", method -> method)
 *     .spread("FD", method -> results.score(method, "FD(lite0)"))
 *     .number("ms / step", method -> 1000 * results.stepCost(method).seconds())
 *     .titled("methods");
 * }</pre>
 *
 * @param <T> what a row is of
 */
public final class TableRows<T> {

  private final List<T> rows;
  private final Table table = Table.create();

  TableRows(List<T> rows) {
    this.rows = rows;
  }

  /** Adds a column of texts: what the cell's value says of itself. */
  public TableRows<T> text(String heading, Function<? super T, ?> cell) {
    return with(
        StringColumn.create(heading, rows.stream().map(row -> String.valueOf(cell.apply(row)))));
  }

  /** Adds a column of numbers; NaN is shown as no number. */
  public TableRows<T> number(String heading, ToDoubleFunction<? super T> cell) {
    return with(DoubleColumn.create(heading, rows.stream().mapToDouble(cell)));
  }

  /** Adds a column of whole numbers, shown in full. */
  public TableRows<T> whole(String heading, ToLongFunction<? super T> cell) {
    return with(LongColumn.create(heading, rows.stream().mapToLong(cell).toArray()));
  }

  /** The same where some rows have none. */
  TableRows<T> wholeIfAny(String heading, Function<? super T, Optional<Long>> cell) {
    LongColumn column = LongColumn.create(heading);
    rows.forEach(row -> cell.apply(row).ifPresentOrElse(column::append, column::appendMissing));
    return with(column);
  }

  /** Adds means with their deviations over runs, shown as "12.3 ± 0.4". */
  public TableRows<T> spread(String heading, Function<? super T, Spread> cell) {
    return with(ColumnGroup.spreads(heading, rows, cell::apply));
  }

  /**
   * Adds means with their deviations, and tells where not all runs have the number: "12.3 ± 0.4 (2
   * of 3)".
   */
  public TableRows<T> spread(
      String heading, Function<? super T, Spread> cell, ToIntFunction<? super T> runs) {
    return with(ColumnGroup.spreads(heading, rows, cell::apply, runs::applyAsInt));
  }

  /** Adds counts out of something: "2 of 3". */
  public TableRows<T> count(
      String heading, ToIntFunction<? super T> some, ToIntFunction<? super T> all) {
    return with(ColumnGroup.counts(heading, rows, some::applyAsInt, all::applyAsInt));
  }

  /** Adds mean differences with their intervals: "-10.1 [-12.3, -8.0]". */
  TableRows<T> interval(
      String heading,
      Function<? super T, Bootstrap.Interval> cell,
      ToIntFunction<? super T> pairs) {
    return with(ColumnGroup.intervals(heading, rows, cell::apply, pairs::applyAsInt));
  }

  private TableRows<T> with(Column<?> column) {
    return with(List.of(column));
  }

  private TableRows<T> with(List<Column<?>> columns) {
    columns.forEach(table::addColumns);
    return this;
  }

  /** The table under its title. */
  public Table titled(String title) {
    return table.copy().setName(title);
  }
}
