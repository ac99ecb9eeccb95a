package stablegan.report;

import java.util.List;
import stablegan.charts.Curve;
import stablegan.training.History;
import stablegan.training.Run;

/** What was measured while some runs trained, as curves. */
public final class HistoryCurves {

  private HistoryCurves() {}

  /**
   * A series of each run over generator steps.
   *
   * @throws IllegalArgumentException if a run has no such series
   */
  public static List<Curve> of(List<Run> runs, String series) {
    return runs.stream()
        .map(run -> Curve.of(name(run), found(run, series).steps(), found(run, series).values()))
        .toList();
  }

  /**
   * A series of each run against another one of the same steps.
   *
   * @throws IllegalArgumentException if a run has no such series, or they differ in their steps
   */
  public static List<Curve> of(List<Run> runs, String x, String y) {
    return runs.stream()
        .map(run -> Curve.of(name(run), of(run, x, found(run, y)), found(run, y).values()))
        .toList();
  }

  private static List<Double> of(Run run, String x, History.Series y) {
    History.Series found = found(run, x);
    if (!found.steps().equals(y.steps())) {
      throw new IllegalArgumentException(
          "\"%s\" of \"%s\" was measured at other steps than what is to be drawn over it: %s and %s"
              .formatted(x, name(run), found.steps(), y.steps()));
    }
    return found.values();
  }

  /**
   * A series of one run over generator steps, under a name of its own.
   *
   * @throws IllegalArgumentException if the run has no such series
   */
  public static Curve of(Run run, String series, String name) {
    return Curve.of(name, found(run, series).steps(), found(run, series).values());
  }

  private static String name(Run run) {
    return run.method().name();
  }

  private static History.Series found(Run run, String series) {
    if (!run.history().names().contains(series)) {
      throw new IllegalArgumentException(
          "the run of \"%s\" has no series \"%s\"; it has %s"
              .formatted(name(run), series, run.history().names()));
    }
    return run.history().series(series);
  }
}
