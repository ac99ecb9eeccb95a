package stablegan.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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

  private final NavigableMap<Long, Map<String, Double>> rows = new TreeMap<>();

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

  /** Notes a number; a second one of the same name and step replaces the first. */
  public void add(long step, String name, double value) {
    rows.computeIfAbsent(step, s -> new LinkedHashMap<>()).put(name, value);
  }

  /** Takes numbers of these names back where a step is of this kind. */
  void removeWhere(LongPredicate ofStep, Set<String> names) {
    rows.forEach(
        (step, row) -> {
          if (ofStep.test(step)) {
            row.keySet().removeAll(names);
          }
        });
    rows.values().removeIf(Map::isEmpty);
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

  /** As text: a line of names, then a line for each step; what was not measured stays empty. */
  public String toCsv() {
    Collection<String> names = names();
    StringBuilder csv = new StringBuilder("step");
    names.forEach(name -> csv.append(',').append(name));
    rows.forEach(
        (step, row) -> {
          csv.append('\n').append(step);
          names.forEach(name -> csv.append(',').append(row.containsKey(name) ? row.get(name) : ""));
        });
    return csv.append('\n').toString();
  }

  /** Reads what {@link #toCsv} wrote. */
  public static History parse(String csv) {
    return parse(csv, Long.MAX_VALUE);
  }

  /** Reads what {@link #toCsv} wrote, up to and including a step. */
  static History parse(String csv, long lastStep) {
    History history = new History();
    List<String> lines = csv.lines().toList();
    String[] names = lines.get(0).split(",", -1);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      long step = Long.parseLong(cells[0]);
      for (int i = 1; i < cells.length && step <= lastStep; i++) {
        if (!cells[i].isEmpty()) {
          history.add(step, names[i], Double.parseDouble(cells[i]));
        }
      }
    }
    return history;
  }
}
