package stablegan.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import stablegan.internal.formats.SeriesCsv;

/** What was measured while training: named series of numbers over generator steps. */
public final class History {

  /** The spread of generated samples within a batch, relative to that of real ones. */
  public static final String SAMPLE_SPREAD = "sample_spread";

  private static final long NEVER = Long.MIN_VALUE;

  private final NavigableMap<Long, Map<String, Double>> rows = new TreeMap<>();
  private final Set<String> variety = new HashSet<>();

  /** The first step whose row has changed since {@link #newLines} was called. */
  private long changedFrom = NEVER;

  /** The last step and the names that were told then. */
  private long lastTold = NEVER;

  private Set<String> columns = Set.of();

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
    changedFrom = Math.min(changedFrom, step);
  }

  /**
   * Notes a number of a series that measures how much of the data's variety the generator reaches,
   * such as modes, recall or coverage: if it falls to half, that is an alarm.
   *
   * @throws IllegalArgumentException if the name has a line break
   */
  public void addVariety(long step, String name, double value) {
    add(step, name, value);
    if (variety.add(name)) {
      changedFrom = NEVER; // the header marks it
    }
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
          if (ofStep.test(step) && row.keySet().removeAll(names)) {
            changedFrom = Math.min(changedFrom, step);
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

  /**
   * The series of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public Series series(String name) {
    Series found = find(name);
    if (found.steps().isEmpty()) {
      throw new IllegalArgumentException(
          "nothing named \"%s\" was measured; there are %s".formatted(name, names()));
    }
    return found;
  }

  /**
   * The series of this name, empty where nothing of that name was measured: a method without
   * probabilities has no saturation, one that diverged early no score.
   */
  public Series find(String name) {
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

  /** What was measured at a step, by name; empty if nothing was. */
  public Map<String, Double> row(long step) {
    return Collections.unmodifiableMap(rows.getOrDefault(step, Map.of()));
  }

  /** What was measured from a step on, by step, then by name. */
  SortedMap<Long, Map<String, Double>> rowsFrom(long step) {
    return Collections.unmodifiableSortedMap(rows.tailMap(step));
  }

  /** Forgets what was measured after a step. */
  void truncate(long lastStep) {
    rows.tailMap(lastStep, false).clear();
    changedFrom = Math.min(changedFrom, lastStep + 1);
  }

  /**
   * As text: a line of names, then a line for each step; what was not measured stays empty. Names
   * with commas or quotes are quoted (RFC 4180). Where series measure variety, the second line
   * begins with the word "variety" and has a 1 under each of them.
   */
  public String toCsv() {
    Set<String> names = names();
    return SeriesCsv.header(names, variety()) + SeriesCsv.lines(rows, names);
  }

  /**
   * What {@link #toCsv} has at its end that it hadn't at the last call; nothing if it differs in
   * more than that, as it does at the first call. A new series makes a new header.
   */
  Optional<String> newLines() {
    SortedMap<Long, Map<String, Double>> fresh = rows.tailMap(lastTold, false);
    boolean longer =
        changedFrom > lastTold
            && fresh.values().stream().allMatch(row -> columns.containsAll(row.keySet()));
    if (!longer) {
      columns = names();
    }
    Optional<String> lines =
        longer ? Optional.of(SeriesCsv.lines(fresh, columns)) : Optional.empty();
    lastTold = rows.isEmpty() ? NEVER : rows.lastKey();
    changedFrom = Long.MAX_VALUE;
    return lines;
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
    SeriesCsv found = SeriesCsv.parse(csv, lastStep);
    History history = new History();
    history.rows.putAll(found.rows());
    history.variety.addAll(found.variety());
    return history;
  }
}
