package stablegan.report;

import stablegan.experiment.Convergence;
import stablegan.experiment.Results;
import stablegan.internal.text.NumberText;
import tech.tablesaw.api.Table;

/** How fast methods converge, and what they reach for equal budgets. */
record SpeedTables(Convergence convergence) {

  private static final double MILLIS = 1e3;
  private static final double MEGA = 1e6;

  /** What it takes to reach a score: the median over runs; ∞ if half of them never do. */
  Table toScore(double threshold) {
    TableRows<String> rows =
        methods()
            .count(
                "reached",
                method -> (int) convergence.reaching(method, threshold),
                method -> convergence.results().cells(method).size())
            .number("G steps", method -> convergence.steps(method, threshold));
    for (Results.Cost.Unit unit : Results.Cost.Unit.values()) {
      rows.number(unit.text(), method -> convergence.cost(method, threshold, unit));
    }
    return rows.titled("to " + score() + " " + SpreadText.of(threshold));
  }

  /** The score of each method for equal amounts of each unit, with its cost per G step. */
  Table fairBudgets() {
    TableRows<String> rows =
        methods()
            .number("ms / step", method -> MILLIS * convergence.stepCosts().get(method).seconds())
            .number("MFLOP / step", method -> convergence.stepCosts().get(method).flops() / MEGA);
    for (Results.Cost.Unit unit : Results.Cost.Unit.values()) {
      double budget = convergence.budget(unit);
      rows.spread(
          NumberText.alone(budget) + " " + unit.text(),
          method -> convergence.within(method, unit, budget));
    }
    return rows.titled(score() + " for equal budgets");
  }

  /** As it is measured during training, which may be of fewer images than at the end. */
  private String score() {
    return convergence.results().setup().nameDuring(convergence.score());
  }

  private TableRows<String> methods() {
    return Tables.of(convergence.results().methods()).text("method", method -> method);
  }
}
