package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import stablegan.internal.text.NumberText;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as text: what every format has in common. Columns of numbers are right-aligned. */
record TextTable(List<String> header, List<Boolean> rightAligned, List<List<String>> rows) {

  static TextTable of(Table table) {
    List<List<String>> columns = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      List<String> cells = cells(column);
      columns.add(cells);
      right.add(column instanceof NumericColumn || looksNumeric(cells));
    }
    List<List<String>> rows =
        IntStream.range(0, table.rowCount())
            .mapToObj(row -> columns.stream().map(cells -> cells.get(row)).toList())
            .toList();
    return new TextTable(List.copyOf(table.columnNames()), List.copyOf(right), rows);
  }

  private static List<String> cells(Column<?> column) {
    if (column instanceof NumericColumn<?> numbers) {
      return NumberText.column(numbers.asDoubleArray());
    }
    return IntStream.range(0, column.size())
        .mapToObj(row -> column.isMissing(row) ? NumberText.MISSING : column.getString(row))
        .toList();
  }

  /** Most cells of a text column start with a number: "12.3 ± 0.4", "3 / 3". */
  private static boolean looksNumeric(List<String> cells) {
    long numbers = cells.stream().filter(cell -> cell.matches("[-+−]?\\d(?s:.*)")).count();
    return 2 * numbers > cells.size();
  }
}
