package stablegan.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import stablegan.experiment.Cell;
import stablegan.experiment.Claim;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One line for each method: how its runs scatter by one criterion, and how many fail.
 *
 * @param number whose spread is shown, a score
 * @param failed whether a run failed
 */
record StabilityTable(Results results, Claim.Criterion number, Claim.Criterion failed) {

  Table table() {
    List<String> methods = results.methods();
    Claim.Criterion spread = number.spread();
    double baseline = spread.over(results.cells(methods.get(0))).mean();
    DoubleColumn best = DoubleColumn.create("best");
    DoubleColumn worst = DoubleColumn.create("worst");
    LongColumn worstSeed = LongColumn.create("worst seed");
    DoubleColumn ratio = DoubleColumn.create("deviation, ×");
    for (String method : methods) {
      List<Cell> fromBest = fromBest(method);
      if (fromBest.isEmpty()) {
        best.appendMissing();
        worst.appendMissing();
        worstSeed.appendMissing();
      } else {
        Cell last = fromBest.get(fromBest.size() - 1);
        best.append(number.number().applyAsDouble(fromBest.get(0)));
        worst.append(number.number().applyAsDouble(last));
        worstSeed.append(last.seed());
      }
      ratio.append(spread.over(results.cells(method)).mean() / baseline);
    }
    Table table = Table.create("stability by " + number.name());
    table.addColumns(StringColumn.create("method", methods));
    ColumnGroup.spreads(
            "deviation",
            methods,
            method -> spread.over(results.cells(method)),
            method -> results.cells(method).size())
        .forEach(table::addColumns);
    table.addColumns(best, worst, worstSeed);
    ColumnGroup.counts(
            failed.name(), methods, this::failures, method -> results.cells(method).size())
        .forEach(table::addColumns);
    return table.addColumns(ratio, p(), verdicts());
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

  /** The tests of spread, none for the baseline. */
  private List<Optional<PairedComparison>> tests() {
    List<Optional<PairedComparison>> tests = new ArrayList<>(List.of(Optional.empty()));
    results.spreads(number.name()).forEach(test -> tests.add(Optional.of(test)));
    return tests;
  }

  private DoubleColumn p() {
    return DoubleColumn.create(
        "p",
        tests().stream()
            .mapToDouble(test -> test.map(PairedComparison::adjusted).orElse(Double.NaN)));
  }

  private StringColumn verdicts() {
    return StringColumn.create(
        "verdict", tests().stream().map(test -> test.map(StabilityTable::verdict).orElse("")));
  }

  private static String verdict(PairedComparison test) {
    return switch (test.verdict()) {
      case BETTER -> "steadier";
      case WORSE -> "less steady";
      case INDISTINGUISHABLE -> test.verdict().text();
    };
  }
}
