package stablegan.report;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * A file that {@link Tables#csv} wrote. Tablesaw guesses what a column holds, and takes "NA" for
 * nothing and "007" for seven; here a column holds numbers only if each is written as Java writes
 * it, and names are text whatever they look like.
 */
record CsvFile(Path file) {

  private static final int LONGEST = 1 << 20;

  /** Columns of names, which may be those of numbers. */
  private static final List<String> NAMES = List.of("method", "score", "unit");

  Table table() {
    try {
      Table text = read(name -> ColumnType.STRING);
      return read(name -> type(text, name));
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      // Tablesaw and its parser have an exception for each fault, none of which names the file
      throw new IllegalArgumentException(
          "%s is no table in CSV with a header line: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Table read(Function<String, ColumnType> types) {
    return Table.read()
        .usingOptions(
            CsvReadOptions.builder(file.toFile())
                .columnTypes(types)
                .missingValueIndicator("")
                .maxCharsPerColumn(LONGEST));
  }

  private static ColumnType type(Table text, String name) {
    List<String> cells =
        text.stringColumn(name).asList().stream().filter(cell -> !cell.isEmpty()).toList();
    if (NAMES.contains(name) || cells.isEmpty()) {
      return ColumnType.STRING;
    }
    if (cells.stream().allMatch(CsvFile::isWhole)) {
      return cells.stream().map(Long::parseLong).allMatch(n -> n == n.intValue())
          ? ColumnType.INTEGER
          : ColumnType.LONG;
    }
    boolean numbers = cells.stream().allMatch(cell -> isWhole(cell) || isNumber(cell));
    return numbers ? ColumnType.DOUBLE : ColumnType.STRING;
  }

  private static boolean isWhole(String cell) {
    try {
      return Long.toString(Long.parseLong(cell)).equals(cell);
    } catch (NumberFormatException text) {
      return false;
    }
  }

  private static boolean isNumber(String cell) {
    try {
      return Double.toString(Double.parseDouble(cell)).equals(cell);
    } catch (NumberFormatException text) {
      return false;
    }
  }
}
