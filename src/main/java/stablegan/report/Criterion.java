package stablegan.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import stablegan.diagnostics.Alarm;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.metrics.Score;

/**
 * Something that methods are compared by.
 *
 * @param name its column or line
 * @param number of one run; the mean over runs is shown
 * @param lowerIsBetter whether less of it is better
 */
public record Criterion(String name, ToDoubleFunction<Cell> number, boolean lowerIsBetter) {

  /** A score of the evaluation. */
  public static Criterion score(Results results, String name) {
    return new Criterion(
        name,
        cell -> cell.score(name).map(Score::value).orElse(Double.NaN),
        results.lowerIsBetter(name));
  }

  /** A series of the history, averaged over the second half of the run. */
  public static Criterion series(String name, boolean lowerIsBetter) {
    return new Criterion(name, cell -> cell.settled(name), lowerIsBetter);
  }

  /** Share of runs that diverged. */
  public static Criterion diverged() {
    return new Criterion("diverged", cell -> cell.outcome().isCompleted() ? 0 : 1, true);
  }

  /** Share of runs with one of these alarms. */
  public static Criterion alarms(String name, Alarm.Cause... causes) {
    List<Alarm.Cause> asked = Arrays.asList(causes);
    return new Criterion(
        name,
        cell -> cell.alarms().stream().anyMatch(alarm -> asked.contains(alarm.cause())) ? 1 : 0,
        true);
  }

  /** Milliseconds for a generator step with its discriminator steps. */
  public static Criterion milliseconds() {
    return new Criterion("ms / step", cell -> 1000 * cell.secondsPerStep(), true);
  }
}
