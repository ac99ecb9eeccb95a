package stablegan.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** What was measured while training: named series of numbers over generator steps. */
public final class History {

  /** The spread of generated samples within a batch, relative to that of real ones. */
  public static final String SAMPLE_SPREAD = "sample_spread";

  /** In place of a step: what follows tells which series measure variety. */
  private static final String VARIETY = "variety";

  private final NavigableMap<Long, Map<String, Double>> rows = new TreeMap<>();
  private final Set<String> variety = new HashSet<>();

  /**
   * One series.
   *
   * @param steps where it was measured, ascending
   * @param values what was measured
   */
  public record Series(List<Long> steps, List<Double> values) {

    /** The last value, NaN if there is none. */
    public double last() {
      return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
    }

    /** Mean of the values from a share of the run on, NaN if there is none. */
    public double meanFrom(double share) {
      long from = steps.isEmpty() ? 0 : (long) (share * steps.get(steps.size() - 1));
      double sum = 0;
      int n = 0;
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i) >= from) {
          sum += values.get(i);
          n++;
        }
      }
      return n == 0 ? Double.NaN : sum / n;
    }
  }

  /**
   * Notes a number; a second one of the same name and step replaces the first.
   *
   * @param name of the series, on one line
   * @throws IllegalArgumentException if the name has a line break
   */
  public void add(long step, String name, double value) {
    if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(
          "a series' name must be on one line but is \"" + name + "\"");
    }
    rows.computeIfAbsent(step, s -> new LinkedHashMap<>()).put(name, value);
  }

  /**
   * Notes a number of a series that measures how much of the data's variety the generator reaches,
   * such as modes, recall or coverage: if it falls to half, that is an alarm.
   *
   * @throws IllegalArgumentException if the name has a line break
   */
  public void addVariety(long step, String name, double value) {
    add(step, name, value);
    variety.add(name);
  }

  /** The names of the series that measure variety, in the order in which they appeared. */
  public Set<String> variety() {
    Set<String> names = names();
    names.retainAll(variety);
    return names;
  }

  /** Takes numbers of these names back where a step is of this kind. */
  public void removeWhere(LongPredicate ofStep, Set<String> names) {
    rows.forEach(
        (step, row) -> {
          if (ofStep.test(step)) {
            row.keySet().removeAll(names);
          }
        });
    rows.values().removeIf(Map::isEmpty);
  }

  /** The series of a player's gradient norm: "d_grad_norm". */
  public static String gradientNorm(String player) {
    return player + "_grad_norm";
  }

  /** The series of the gradient norm of one of its layers' weights, from 1: "d_grad_norm_1". */
  public static String gradientNorm(String player, int layer) {
    return gradientNorm(player) + "_" + layer;
  }

  /** The names of all series, in the order in which they appeared. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    rows.values().forEach(row -> names.addAll(row.keySet()));
    return names;
  }

  /** The series of this name, empty if there is none. */
  public Series series(String name) {
    List<Long> steps = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    rows.forEach(
        (step, row) -> {
          if (row.containsKey(name)) {
            steps.add(step);
            values.add(row.get(name));
          }
        });
    return new Series(Collections.unmodifiableList(steps), Collections.unmodifiableList(values));
  }

  /** Forgets what was measured after a step. */
  void truncate(long lastStep) {
    rows.tailMap(lastStep, false).clear();
  }

  /**
   * As text: a line of names, then a line for each step; what was not measured stays empty. Names
   * with commas or quotes are quoted (RFC 4180). Where series measure variety, the second line
   * begins with the word "variety" and has a 1 under each of them.
   */
  public String toCsv() {
    Collection<String> names = names();
    StringBuilder csv = new StringBuilder("step");
    names.forEach(name -> csv.append(',').append(quoted(name)));
    Set<String> marked = variety();
    if (!marked.isEmpty()) {
      csv.append('\n').append(VARIETY);
      names.forEach(name -> csv.append(',').append(marked.contains(name) ? "1" : ""));
    }
    rows.forEach(
        (step, row) -> {
          csv.append('\n').append(step);
          names.forEach(name -> csv.append(',').append(row.containsKey(name) ? row.get(name) : ""));
        });
    return csv.append('\n').toString();
  }

  private static String quoted(String name) {
    return name.contains(",") || name.contains("\"")
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }

  /**
   * Reads what {@link #toCsv} wrote.
   *
   * @throws IllegalArgumentException if it is something else, or cut short
   */
  public static History parse(String csv) {
    return parse(csv, Long.MAX_VALUE);
  }

  /** Reads what {@link #toCsv} wrote, up to and including a step. */
  static History parse(String csv, long lastStep) {
    List<String> lines = csv.lines().toList();
    if (!csv.startsWith("step") || !csv.endsWith("\n")) {
      throw new IllegalArgumentException(
          "a history must begin with \"step\" and end with a line break, this one is "
              + (csv.isEmpty() ? "empty" : "damaged or cut short"));
    }
    History history = new History();
    List<String> names = cells(lines.get(0));
    for (int i = 1; i < lines.size(); i++) {
      history.addRow(names, lines.get(i), i + 1, lastStep);
    }
    return history;
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
          add(step, names.get(i), Double.parseDouble(cells[i]));
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
