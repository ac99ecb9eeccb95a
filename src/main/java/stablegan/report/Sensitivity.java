package stablegan.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.XYChart;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.charts.Palette;
import stablegan.experiment.Cell;
import stablegan.experiment.Claim;
import stablegan.experiment.Results;
import stablegan.internal.numbers.Numbers;
import stablegan.training.Method;
import tech.tablesaw.api.Table;

/**
 * How much a score depends on methods' own settings: each with a weaker and a stronger one beside
 * that of a comparison, all with the first seed of the sweep. That a method needs tuning holds if
 * its three settings differ by more than twice as much as the seeds of the comparison do under the
 * chosen one, and as seeds do in the median over these methods, since a few seeds of one method may
 * lie close by chance; doesn't if they differ by less than its seeds, and otherwise can't be told:
 * a rule of thumb, no test. "Differ" means largest less smallest, infinite where a run diverged.
 *
 * @param chosen the comparison
 * @param swept the other settings
 * @param score that is read, one of both
 * @param settings for methods of the comparison, by name: the swept weaker one and stronger one
 */
public record Sensitivity(
    Results chosen, Results swept, String score, Map<String, List<Method>> settings) {

  private static final double OFTEN = 2;

  /** Lines of {@link Results#differences}. */
  private static final Set<String> SAME = Set.of("data", "generated");

  /** Of a method: its cells with the same seed, weaker, as chosen, stronger. */
  private record Three(String method, Cell weaker, Cell asChosen, Cell stronger) {

    List<Cell> cells() {
      return List.of(weaker, asChosen, stronger);
    }
  }

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a method hasn't two settings or isn't in the comparison, or
   *     the score isn't one of both, on the same data, after as many steps and by one protocol
   */
  public Sensitivity {
    requireAlike(chosen, swept, score);
    settings = Map.copyOf(settings);
    for (Map.Entry<String, List<Method>> entry : settings.entrySet()) {
      String method = entry.getKey();
      if (!chosen.methods().contains(method) || entry.getValue().size() != 2) {
        throw new IllegalArgumentException(
            "%s needs a weaker and a stronger setting beside its own in the comparison of %s, not %s"
                .formatted(
                    method,
                    chosen.methods(),
                    entry.getValue().stream().map(Method::name).toList()));
      }
    }
  }

  /** What differed besides the settings would be taken for what they do. */
  private static void requireAlike(Results chosen, Results swept, String score) {
    if (!chosen.scores().contains(score) || !swept.scores().contains(score)) {
      throw new IllegalArgumentException(
          "%s is no score of both: the comparison has %s, the other settings have %s"
              .formatted(score, chosen.scores(), swept.scores()));
    }
    List<String> lines = new ArrayList<>();
    if (chosen.setup().steps() != swept.setup().steps()) {
      lines.add("steps are %s, not %s".formatted(swept.setup().steps(), chosen.setup().steps()));
    }
    chosen.differences(swept).stream()
        .filter(line -> SAME.contains(line.what()) || line.what().startsWith(score + " of "))
        .map(line -> "%s is %s, not %s".formatted(line.what(), line.there(), line.here()))
        .forEach(lines::add);
    if (!lines.isEmpty()) {
      throw new IllegalArgumentException(
          "the other settings were measured otherwise than the comparison: "
              + String.join("; ", lines));
    }
  }

  /** Of a comparison and one of its methods under other settings. */
  public static Sensitivity of(
      Results chosen, Results swept, String score, Map<String, List<Method>> settings) {
    return new Sensitivity(chosen, swept, score, settings);
  }

  /**
   * One line for each method: the score under the weaker setting, the chosen one and the stronger
   * one, how much they differ, how much seeds do, and whether it needs tuning.
   */
  public Table table() {
    return Tables.of(threes())
        .text("method", Three::method)
        .text("weaker", three -> three.weaker().method())
        .number(score + ", weaker", three -> value(three.weaker()))
        .number("as chosen", three -> value(three.asChosen()))
        .number("stronger", three -> value(three.stronger()))
        .text("stronger setting", three -> three.stronger().method())
        .number("range of settings", three -> range(three.cells()))
        .number("range of seeds", three -> range(chosen.cells(three.method())))
        .text("needs tuning", three -> finding(three).text())
        .titled("sensitivity");
  }

  /** A line a method over its three settings; it has a gap where a run diverged. */
  public XYChart chart() {
    return Figure.of(
            "Sensitivity to a method's own setting",
            "weaker (-1), as chosen (0), stronger (1)",
            score)
        .with(Palette.of(chosen.methods()))
        .lines(
            threes().stream()
                .map(
                    three ->
                        Curve.of(
                            three.method(),
                            new double[] {-1, 0, 1},
                            three.cells().stream().mapToDouble(this::value).toArray()))
                .toList());
  }

  /** That methods need tuning, said against them: for a table of all that is said of a method. */
  public Verdicts found() {
    return new Verdicts(
        threes().stream()
            .map(three -> new Verdicts.Said(three.method(), false, "needs tuning", finding(three)))
            .toList());
  }

  private List<Three> threes() {
    return chosen.methods().stream().filter(settings::containsKey).map(this::three).toList();
  }

  private Three three(String method) {
    Cell weaker = swept.cells(settings.get(method).get(0).name()).get(0);
    return new Three(
        method,
        weaker,
        ofSeed(chosen, method, weaker.seed()),
        ofSeed(swept, settings.get(method).get(1).name(), weaker.seed()));
  }

  private static Cell ofSeed(Results results, String method, long seed) {
    return results.cells(method).stream()
        .filter(cell -> cell.seed() == seed)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("%s has no seed %s".formatted(method, seed)));
  }

  private Claim.Finding finding(Three three) {
    List<Cell> seeds = chosen.cells(three.method());
    double bySettings = range(three.cells());
    double bySeeds = range(seeds);
    if (seeds.size() < 2) {
      return Claim.Finding.OPEN;
    }
    if (bySettings > OFTEN * Math.max(bySeeds, usualRange())) {
      return Claim.Finding.HOLDS;
    }
    return bySettings < bySeeds ? Claim.Finding.FAILS : Claim.Finding.OPEN;
  }

  /**
   * Of the seeds of these methods, as chosen; one seed has no range, nor have those that diverged.
   */
  private double usualRange() {
    return Numbers.median(
        threes().stream()
            .map(each -> chosen.cells(each.method()))
            .filter(seeds -> seeds.size() > 1)
            .mapToDouble(this::range)
            .filter(range -> !Double.isNaN(range))
            .toArray());
  }

  /** Largest less smallest; NaN if all diverged. */
  private double range(List<Cell> cells) {
    DoubleSummaryStatistics values = cells.stream().mapToDouble(this::ranked).summaryStatistics();
    return values.getMax() - values.getMin();
  }

  private double ranked(Cell cell) {
    double value = value(cell);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  /** NaN where the run diverged. */
  private double value(Cell cell) {
    return cell.outcome().isCompleted()
        ? Claim.Criterion.score(chosen, score).number().applyAsDouble(cell)
        : Double.NaN;
  }
}
