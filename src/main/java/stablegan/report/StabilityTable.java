package stablegan.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stablegan.experiment.Cell;
import stablegan.experiment.Claim;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import tech.tablesaw.api.Table;

/**
 * One line for each method: how its runs scatter by one criterion, and how many fail.
 *
 * @param number whose spread is shown, a score
 * @param failed whether a run failed
 */
record StabilityTable(Results results, Claim.Criterion number, Claim.Criterion failed) {

  Table table() {
    Claim.Criterion spread = number.spread();
    double baseline = spread.over(results.cells(results.methods().get(0))).mean();
    Map<String, PairedComparison> tests = tests();
    return Tables.of(results.methods())
        .text("method", method -> method)
        .spread(
            "deviation",
            method -> spread.over(results.cells(method)),
            method -> results.cells(method).size())
        .number("best", method -> value(best(method)))
        .number("worst", method -> value(worst(method)))
        .wholeIfAny("worst seed", method -> worst(method).map(Cell::seed))
        .count(failed.name(), this::failures, method -> results.cells(method).size())
        .number("deviation, ×", method -> spread.over(results.cells(method)).mean() / baseline)
        .number(
            "p", method -> tests.containsKey(method) ? tests.get(method).adjusted() : Double.NaN)
        .text("verdict", method -> tests.containsKey(method) ? verdict(tests.get(method)) : "")
        .titled("stability by " + number.name());
  }

  private Optional<Cell> best(String method) {
    return fromBest(method).stream().findFirst();
  }

  private Optional<Cell> worst(String method) {
    return fromBest(method).stream().reduce((first, second) -> second);
  }

  private double value(Optional<Cell> cell) {
    return cell.map(number.number()::applyAsDouble).orElse(Double.NaN);
  }

  /** The runs that ended well, the best first. */
  private List<Cell> fromBest(String method) {
    Comparator<Cell> ascending = Comparator.comparingDouble(number.number());
    return results.cells(method).stream()
        .filter(cell -> cell.outcome().isCompleted())
        .filter(cell -> Double.isFinite(number.number().applyAsDouble(cell)))
        .sorted(number.lowerIsBetter() ? ascending : ascending.reversed())
        .toList();
  }

  private int failures(String method) {
    return (int) results.cells(method).stream().mapToDouble(failed.number()).sum();
  }

  /** The tests of spread, by method; none for the baseline. */
  private Map<String, PairedComparison> tests() {
    List<PairedComparison> tests = results.spreads(number.name());
    Map<String, PairedComparison> byMethod = new HashMap<>();
    for (int i = 0; i < tests.size(); i++) {
      byMethod.put(results.methods().get(i + 1), tests.get(i));
    }
    return byMethod;
  }

  private static String verdict(PairedComparison test) {
    return switch (test.verdict()) {
      case BETTER -> "steadier";
      case WORSE -> "less steady";
      case INDISTINGUISHABLE -> test.verdict().text();
    };
  }
}
