package stablegan.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import stablegan.charts.Curve;
import stablegan.diagnostics.Alarm;
import stablegan.experiment.Ablation;
import stablegan.experiment.Cell;
import stablegan.training.History;
import stablegan.training.Outcome;

/** What a dashboard shows of one cell. */
final class CellLine {

  /** A series is thinned out by half when it has more points. */
  private static final int MOST_POINTS = 600;

  /** One series as far as it is to be drawn. */
  private static final class Points {

    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();

    private void add(long step, double value) {
      if (!x.isEmpty() && x.get(x.size() - 1) >= step) {
        return; // taken before
      }
      if (x.size() >= MOST_POINTS) {
        int half = x.size() / 2;
        for (int i = 0; i < half; i++) {
          x.set(i, x.get(2 * i));
          y.set(i, y.get(2 * i));
        }
        x.subList(half, x.size()).clear();
        y.subList(half, y.size()).clear();
      }
      x.add((double) step);
      y.add(value);
    }

    private Curve curve(String name, int most) {
      int every = 1 + (x.size() - 1) / most;
      int[] kept =
          IntStream.range(0, x.size()).filter(i -> i % every == 0 || i == x.size() - 1).toArray();
      return Curve.of(
          name,
          IntStream.of(kept).mapToDouble(x::get).toArray(),
          IntStream.of(kept).mapToDouble(y::get).toArray());
    }
  }

  private final String method;
  private final long seed;
  private final List<String> series;
  private final Map<String, Points> points = new LinkedHashMap<>();
  private List<Alarm> alarms = List.of();
  private String state = "";
  private long step = -1;
  private long lookedAt = -1;
  private Cell ended;

  /**
   * Of a cell that is yet to begin.
   *
   * @param series what is taken of its history
   */
  CellLine(String method, long seed, List<String> series) {
    this.method = method;
    this.seed = seed;
    this.series = series;
  }

  /**
   * Takes what is new.
   *
   * @param look the step of its last samples
   * @param withAlarms whether to look for alarms if there are new samples
   */
  void note(Ablation.Progress told, long look, boolean withAlarms) {
    if (step < 0) {
      series.forEach(name -> all(name, told.history().find(name)));
    } else if (told.step() > step) {
      // listeners that come after the one who tells may have added to the last row since
      row(step, told.history());
      row(told.step(), told.history());
    }
    step = told.step();
    state = "step " + step;
    if (told.cell().isPresent()) {
      ended = told.cell().get();
      // of a cell on a cluster nothing was known until now
      points.clear();
      series.forEach(name -> all(name, ended.history().find(name)));
      alarms = ended.alarms();
      state = told.how().equals("read back") ? "read back" : "done";
      step = ended.outcome().step();
    } else if (withAlarms && look > lookedAt) {
      lookedAt = look;
      alarms = Alarm.of(told.history(), new Outcome(Outcome.Kind.INTERRUPTED, step, ""));
    }
  }

  private void row(long at, History history) {
    Map<String, Double> row = history.row(at);
    series.stream().filter(row::containsKey).forEach(name -> points(name).add(at, row.get(name)));
  }

  private void all(String name, History.Series past) {
    for (int i = 0; i < past.steps().size(); i++) {
      points(name).add(past.steps().get(i), past.values().get(i));
    }
  }

  private Points points(String name) {
    return points.computeIfAbsent(name, n -> new Points());
  }

  String method() {
    return method;
  }

  long seed() {
    return seed;
  }

  /** "step 120", "done", "read back", "diverged", "waiting"; at the end "stopped" and "not run". */
  String state(boolean closed) {
    if (step < 0) {
      return closed ? "not run" : "waiting";
    }
    if (ended == null) {
      return closed ? "stopped" : state;
    }
    return ended.outcome().isCompleted() ? state : "diverged";
  }

  boolean hasBegun() {
    return step >= 0;
  }

  long step() {
    return step;
  }

  /** The last value of a series. */
  OptionalDouble last(String name) {
    Points found = points.get(name);
    return found == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(found.y.get(found.y.size() - 1));
  }

  /** A score at the end. */
  OptionalDouble score(String name) {
    return ended == null
        ? OptionalDouble.empty()
        : ended.score(name).map(s -> OptionalDouble.of(s.value())).orElse(OptionalDouble.empty());
  }

  /** Causes with their first steps. */
  String alarms() {
    return alarms.stream()
        .map(alarm -> alarm.cause().text() + " from step " + alarm.step())
        .collect(Collectors.joining("; "));
  }

  /** A series, under the method's name. */
  Curve curve(String name, int most) {
    Points found = points.get(name);
    return found == null ? Curve.of(method) : found.curve(method, most);
  }
}
