package stablegan.internal.formats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Series of numbers over steps as CSV: a line of names, then a line for each step; what is not
 * there stays empty. Names with commas or quotes are quoted (RFC 4180). Where series are marked as
 * measuring variety, the second line begins with the word "variety" and has a 1 under each of them.
 *
 * @param rows by step, then by name
 * @param variety the names of the marked series
 */
public record SeriesCsv(NavigableMap<Long, Map<String, Double>> rows, Set<String> variety) {

  /** In place of a step: what follows tells which series measure variety. */
  private static final String VARIETY = "variety";

  /** The lines of the header. */
  public static String header(Collection<String> names, Set<String> variety) {
    StringBuilder csv = new StringBuilder("step");
    names.forEach(name -> csv.append(',').append(quoted(name)));
    csv.append('\n');
    if (!variety.isEmpty()) {
      csv.append(VARIETY);
      names.forEach(name -> csv.append(',').append(variety.contains(name) ? "1" : ""));
      csv.append('\n');
    }
    return csv.toString();
  }

  /** The lines of these rows, under a header of these names. */
  public static String lines(SortedMap<Long, Map<String, Double>> rows, Collection<String> names) {
    StringBuilder csv = new StringBuilder();
    rows.forEach(
        (step, row) -> {
          csv.append(step);
          names.forEach(name -> csv.append(',').append(row.containsKey(name) ? row.get(name) : ""));
          csv.append('\n');
        });
    return csv.toString();
  }

  private static String quoted(String name) {
    return name.contains(",") || name.contains("\"")
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }

  /**
   * Reads a header and the lines under it, up to and including a step.
   *
   * @throws IllegalArgumentException if it is something else, or cut short
   */
  public static SeriesCsv parse(String csv, long lastStep) {
    List<String> lines = csv.lines().toList();
    if (!csv.startsWith("step") || !csv.endsWith("\n")) {
      throw new IllegalArgumentException(
          "a history must begin with \"step\" and end with a line break, this one is "
              + (csv.isEmpty() ? "empty" : "damaged or cut short"));
    }
    SeriesCsv found = new SeriesCsv(new TreeMap<>(), new HashSet<>());
    List<String> names = cells(lines.get(0));
    for (int i = 1; i < lines.size(); i++) {
      found.addRow(names, lines.get(i), i + 1, lastStep);
    }
    return found;
  }

  private void addRow(List<String> names, String line, int number, long lastStep) {
    String[] cells = line.split(",", -1);
    try {
      if (cells.length != names.size()) {
        throw new IllegalArgumentException(cells.length + " cells for " + names.size() + " names");
      }
      if (cells[0].equals(VARIETY)) {
        markVariety(names, cells);
        return;
      }
      long step = Long.parseLong(cells[0]);
      for (int i = 1; i < cells.length && step <= lastStep; i++) {
        if (!cells[i].isEmpty()) {
          rows.computeIfAbsent(step, s -> new LinkedHashMap<>())
              .put(names.get(i), Double.valueOf(cells[i]));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line %d of a history is damaged (%s): %s".formatted(number, e.getMessage(), line), e);
    }
  }

  private void markVariety(List<String> names, String... cells) {
    for (int i = 1; i < cells.length; i++) {
      if (cells[i].equals("1")) {
        variety.add(names.get(i));
      } else if (!cells[i].isEmpty()) {
        throw new IllegalArgumentException("a mark must be 1 or empty, not " + cells[i]);
      }
    }
  }

  /** The cells of a line, of which some are quoted. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean escaped = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (escaped) {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
