package stablegan.experiment;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import stablegan.internal.numbers.Numbers;
import stablegan.training.History;

/**
 * How fast methods converge by one score, from its values during the runs: {@link Ablation#monitor}
 * measures them.
 *
 * @param stepCosts what a generator step of each method costs, by its name
 */
public record Convergence(Results results, String score, Map<String, Results.Cost> stepCosts) {

  public Convergence {
    stepCosts = Map.copyOf(stepCosts);
    for (Cell cell : results.cells()) {
      if (cell.history().find(score).steps().isEmpty()) {
        throw new IllegalArgumentException(
            "%s, seed %s, has no %s during training: compare with Ablation.monitor(…)"
                .formatted(cell.method(), cell.seed(), score));
      }
    }
  }

  /** Of results with scores during training. */
  public static Convergence of(Results results, String score) {
    return new Convergence(
        results,
        score,
        results.methods().stream().collect(Collectors.toMap(m -> m, results::stepCost)));
  }

  /**
   * The generator step of the first look at which a run scores as well as a threshold or better;
   * infinite if it never does.
   */
  public double reached(Cell cell, double threshold) {
    History.Series series = cell.history().find(score);
    boolean less = results.lowerIsBetter(score);
    for (int i = 0; i < series.steps().size(); i++) {
      double value = series.values().get(i);
      if (less ? value <= threshold : value >= threshold) {
        return series.steps().get(i);
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** How many of a method's runs reach a threshold. */
  public long reaching(String method, double threshold) {
    return results.cells(method).stream()
        .filter(cell -> Double.isFinite(reached(cell, threshold)))
        .count();
  }

  /** The median over a method's runs of the steps to a threshold; runs that never do count. */
  public double steps(String method, double threshold) {
    return Numbers.median(
        results.cells(method).stream().mapToDouble(c -> reached(c, threshold)).toArray());
  }

  /** The median cost of getting there; infinite if half of the runs or more never do. */
  public double cost(String method, double threshold, Results.Cost.Unit unit) {
    return unit.of(stepCosts.get(method)) * steps(method, threshold);
  }

  /** The largest budget that every method has spent by the end of the plan. */
  public double budget(Results.Cost.Unit unit) {
    return results.methods().stream()
        .mapToDouble(method -> unit.of(stepCosts.get(method)))
        .map(each -> each * results.setup().steps())
        .min()
        .orElseThrow();
  }

  /** The generator steps that a method can make for a budget. */
  public long affordable(String method, Results.Cost.Unit unit, double budget) {
    double each = unit.of(stepCosts.get(method));
    return Math.round(Math.floor(budget / each * (1 + 1e-12)));
  }

  /**
   * The score over a method's runs at the last look within a budget. A run that ended before, as
   * diverged runs do, stays at its last look. Nothing if a step's cost isn't known.
   */
  public Results.Spread within(String method, Results.Cost.Unit unit, double budget) {
    if (Double.isNaN(budget / unit.of(stepCosts.get(method)))) {
      return Results.Spread.of();
    }
    long steps = affordable(method, unit, budget);
    List<Cell> cells = results.cells(method);
    return Results.Spread.of(
        cells.stream()
            .mapToDouble(cell -> at(cell.history().find(score), steps))
            .filter(Double::isFinite)
            .toArray());
  }

  private static double at(History.Series series, long step) {
    int looks = (int) series.steps().stream().filter(s -> s <= step).count();
    return looks == 0 ? Double.NaN : series.values().get(looks - 1);
  }
}
