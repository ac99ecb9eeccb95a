package stablegan.report;

import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** A table as text: what every format has in common. Columns of numbers are right-aligned. */
record TextTable(List<String> header, List<Boolean> rightAligned, List<List<String>> rows) {

  static TextTable of(Table table) {
    List<ColumnGroup> groups = ColumnGroup.of(table);
    List<List<String>> columns = groups.stream().map(ColumnGroup::texts).toList();
    List<List<String>> rows =
        IntStream.range(0, table.rowCount())
            .mapToObj(row -> columns.stream().map(cells -> cells.get(row)).toList())
            .toList();
    return new TextTable(
        groups.stream().map(ColumnGroup::name).toList(),
        groups.stream().map(ColumnGroup::isNumeric).toList(),
        rows);
  }
}
