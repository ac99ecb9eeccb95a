package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import stablegan.experiment.Results.Spread;
import stablegan.internal.statistics.Bootstrap;
import stablegan.internal.text.NumberText;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A column of numbers with those that stand in the same cell when a format shows it. They are found
 * by their names, which {@link Tables} lists, so that they stay together through whatever Tablesaw
 * does to a table, and through a CSV file.
 */
final class ColumnGroup {

  private static final String DEVIATION = " ±";
  private static final String LOW = " low";
  private static final String HIGH = " high";
  private static final String COUNT = " n";
  private static final String ALL = " of";
  private static final List<String> PARTS = List.of(DEVIATION, LOW, HIGH, COUNT, ALL);

  private final Table table;
  private final Column<?> column;

  private ColumnGroup(Table table, Column<?> column) {
    this.table = table;
    this.column = column;
  }

  /** The columns of a table, without those that stand in the cells of another. */
  static List<ColumnGroup> of(Table table) {
    List<ColumnGroup> all =
        table.columns().stream().map(column -> new ColumnGroup(table, column)).toList();
    List<Column<?>> inOthers = new ArrayList<>();
    all.forEach(group -> PARTS.forEach(part -> group.part(part).ifPresent(inOthers::add)));
    return all.stream().filter(group -> !inOthers.contains(group.column)).toList();
  }

  /** Means with their deviations and on how many numbers they rest. */
  static <T> List<Column<?>> spreads(String name, List<T> rows, Function<T, Spread> cell) {
    DoubleColumn means = DoubleColumn.create(name);
    DoubleColumn deviations = DoubleColumn.create(name + DEVIATION);
    IntColumn counts = IntColumn.create(name + COUNT);
    for (T row : rows) {
      Spread spread = cell.apply(row);
      means.append(spread.mean());
      deviations.append(spread.deviation());
      counts.append(spread.n());
    }
    return List.of(means, deviations, counts);
  }

  /** The same, and of how many runs, which is told where some have no such number. */
  static <T> List<Column<?>> spreads(
      String name, List<T> rows, Function<T, Spread> cell, Function<T, Integer> runs) {
    List<Column<?>> columns = new ArrayList<>(spreads(name, rows, cell));
    columns.add(IntColumn.create(name + ALL, rows.stream().map(runs).toArray(Integer[]::new)));
    return columns;
  }

  /** Mean differences with their intervals and of how many pairs; fewer than two have none. */
  static <T> List<Column<?>> intervals(
      String name, List<T> rows, Function<T, Bootstrap.Interval> cell, Function<T, Integer> pairs) {
    DoubleColumn means = DoubleColumn.create(name);
    DoubleColumn low = DoubleColumn.create(name + LOW);
    DoubleColumn high = DoubleColumn.create(name + HIGH);
    IntColumn counts = IntColumn.create(name + COUNT);
    IntColumn all = IntColumn.create(name + ALL);
    for (T row : rows) {
      Bootstrap.Interval interval = cell.apply(row);
      if (interval.runs() < 2) {
        List.of(means, low, high, counts, all).forEach(Column::appendMissing);
        continue;
      }
      means.append(interval.mean());
      low.append(interval.low());
      high.append(interval.high());
      counts.append(interval.runs());
      all.append(pairs.apply(row));
    }
    return List.of(means, low, high, counts, all);
  }

  /** So many of how many. */
  static <T> List<Column<?>> counts(
      String name, List<T> rows, Function<T, Integer> some, Function<T, Integer> all) {
    return List.of(
        IntColumn.create(name, rows.stream().map(some).toArray(Integer[]::new)),
        IntColumn.create(name + ALL, rows.stream().map(all).toArray(Integer[]::new)));
  }

  /** The text of one cell. */
  static String text(Table table, String column, int row) {
    return new ColumnGroup(table, table.column(column)).texts().get(row);
  }

  String name() {
    return column.name();
  }

  boolean isNumeric() {
    return column instanceof NumericColumn;
  }

  /** One text a row. */
  List<String> texts() {
    if (column instanceof NumericColumn<?> numbers) {
      boolean alone = PARTS.stream().noneMatch(part -> part(part).isPresent());
      return alone
          ? NumberText.column(numbers.asDoubleArray())
          : IntStream.range(0, column.size()).mapToObj(this::text).toList();
    }
    return IntStream.range(0, column.size())
        .mapToObj(row -> column.isMissing(row) ? NumberText.MISSING : column.getString(row))
        .toList();
  }

  /** "12.3 ± 0.4", "-10.1 [-12.3, -8.0]", "2 of 3", the first two with "(2 of 3)" if need be. */
  private String text(int row) {
    double value = number(column, row);
    double count = number(COUNT, row);
    double all = number(ALL, row);
    if (part(COUNT).isEmpty() && !Double.isNaN(all)) {
      return whole(value) + " of " + whole(all);
    }
    double deviation = number(DEVIATION, row);
    double low = number(LOW, row);
    double high = number(HIGH, row);
    StringBuilder text = new StringBuilder(Double.isNaN(value) ? "" : SpreadText.of(value));
    if (!Double.isNaN(deviation)) {
      text.append(" ± ").append(SpreadText.like(value, deviation));
    }
    if (!Double.isNaN(low) || !Double.isNaN(high)) {
      text.append(" [").append(SpreadText.like(value, low)).append(", ");
      text.append(SpreadText.like(value, high)).append(']');
    }
    if (count < all) {
      text.append(" (").append(whole(count)).append(" of ").append(whole(all)).append(')');
    }
    String shown = text.toString().strip();
    return shown.isEmpty() ? NumberText.MISSING : shown;
  }

  private static String whole(double number) {
    return NumberText.alone(number);
  }

  private double number(String part, int row) {
    return part(part).map(numbers -> number(numbers, row)).orElse(Double.NaN);
  }

  private static double number(Column<?> numbers, int row) {
    return numbers instanceof NumericColumn<?> known ? known.getDouble(row) : Double.NaN;
  }

  /** A column read from CSV where all is missing has no type, and may be a part all the same. */
  private Optional<Column<?>> part(String part) {
    String name = column.name() + part;
    if (!isNumeric() || !table.containsColumn(name)) {
      return Optional.empty();
    }
    Column<?> found = table.column(name);
    boolean numbers = found instanceof NumericColumn || found.countMissing() == found.size();
    return numbers ? Optional.of(found) : Optional.empty();
  }
}
