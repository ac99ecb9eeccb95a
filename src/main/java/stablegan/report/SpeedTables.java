package stablegan.report;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import stablegan.experiment.Convergence;
import stablegan.experiment.Results;
import stablegan.internal.text.NumberText;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How fast methods converge, and what they reach for equal budgets. */
record SpeedTables(Convergence convergence) {

  /** What it takes to reach a score: the median over runs; ∞ if half of them never do. */
  Table toScore(double threshold) {
    Table table = Table.create("to " + convergence.score() + " " + SpreadText.of(threshold));
    table.addColumns(text("method", method -> method));
    ColumnGroup.counts(
            "reached",
            results().methods(),
            method -> (int) convergence.reaching(method, threshold),
            method -> results().cells(method).size())
        .forEach(table::addColumns);
    table.addColumns(numbers("G steps", method -> convergence.steps(method, threshold)));
    for (Results.Cost.Unit unit : Results.Cost.Unit.values()) {
      table.addColumns(numbers(unit.text(), method -> convergence.cost(method, threshold, unit)));
    }
    return table;
  }

  /** The score of each method for equal amounts of each unit, with its cost per G step. */
  Table fairBudgets() {
    Table table = Table.create("equal budgets");
    table.addColumns(
        text("method", method -> method),
        numbers("ms / step", method -> 1000 * convergence.stepCosts().get(method).seconds()),
        numbers("MFLOP / step", method -> 1e-6 * convergence.stepCosts().get(method).flops()));
    for (Results.Cost.Unit unit : Results.Cost.Unit.values()) {
      double budget = convergence.budget(unit);
      ColumnGroup.spreads(
              NumberText.alone(budget) + " " + unit.text(),
              results().methods(),
              method -> convergence.within(method, unit, budget))
          .forEach(table::addColumns);
    }
    return table;
  }

  private Results results() {
    return convergence.results();
  }

  private StringColumn text(String name, Function<String, String> cell) {
    return StringColumn.create(name, results().methods().stream().map(cell));
  }

  private DoubleColumn numbers(String name, ToDoubleFunction<String> number) {
    return DoubleColumn.create(name, results().methods().stream().mapToDouble(number).toArray());
  }
}
