package stablegan.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.knowm.xchart.HeatMapChart;
import stablegan.charts.Figure;
import stablegan.experiment.AdamSetting;
import stablegan.experiment.Cell;
import stablegan.experiment.Claim;
import stablegan.experiment.Results;
import stablegan.internal.numbers.Numbers;
import stablegan.internal.text.NumberText;
import stablegan.metrics.Score;
import stablegan.training.History;
import tech.tablesaw.api.Table;

/**
 * What each method scores under each of some settings: means over the runs that ended well. The
 * comparison's methods are named by both, "SN, A", as {@link AdamSetting#grid} names them: what
 * comes after the last comma is the setting.
 *
 * @param score one that was measured at the end
 */
public record Robustness(Results results, String score) {

  private static final String COMMA = ", ";
  private static final int COLUMN_WIDTH = 95;
  private static final int ROW_HEIGHT = 52;

  /** Of the title. */
  private static final int LEAST_WIDTH = 560;

  private static final int MARGIN_X = 150;
  private static final int MARGIN_Y = 120;

  /** Checks the score, and that each method is there under each setting. */
  public Robustness {
    if (!results.scores().contains(score)) {
      throw new IllegalArgumentException(
          "%s is no score at the end; there are %s".formatted(score, results.scores()));
    }
    List<String> names = results.methods();
    boolean whole =
        names.stream().allMatch(name -> name.contains(COMMA))
            && names.containsAll(
                methods(names).stream()
                    .flatMap(m -> settings(names).stream().map(s -> m + COMMA + s))
                    .toList());
    if (!whole) {
      throw new IllegalArgumentException(
          "robustness needs each method under each setting, named as \"SN, A\"; there are "
              + names);
    }
  }

  /** A setting with a method's mean under it, infinite on the worse side if no run ended well. */
  private record Mean(String setting, double value) {}

  /**
   * Of the results of a grid of methods and settings.
   *
   * @throws IllegalArgumentException if there is no such score at the end, or it is no grid
   */
  public static Robustness of(Results results, String score) {
    return new Robustness(results, score);
  }

  private static List<String> methods(List<String> names) {
    return names.stream().map(n -> n.substring(0, n.lastIndexOf(COMMA))).distinct().toList();
  }

  private static List<String> settings(List<String> names) {
    return names.stream()
        .map(n -> n.substring(n.lastIndexOf(COMMA) + COMMA.length()))
        .distinct()
        .toList();
  }

  private List<String> methods() {
    return methods(results.methods());
  }

  private List<String> settings() {
    return settings(results.methods());
  }

  private List<Cell> cells(String method) {
    return settings().stream()
        .flatMap(setting -> results.cells(method + COMMA + setting).stream())
        .toList();
  }

  /** NaN if no run ended well. */
  private double mean(String method, String setting) {
    List<Cell> ended =
        results.cells(method + COMMA + setting).stream()
            .filter(cell -> cell.outcome().isCompleted())
            .toList();
    return Results.Spread.over(ended, Claim.Criterion.score(results, score).number()).mean();
  }

  private double[] means(String method) {
    return settings().stream().mapToDouble(setting -> mean(method, setting)).toArray();
  }

  private List<Mean> bestFirst(String method) {
    boolean lower = results.lowerIsBetter(score);
    double failed = lower ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    Comparator<Mean> ascending = Comparator.comparingDouble(Mean::value);
    return settings().stream()
        .map(s -> new Mean(s, Double.isNaN(mean(method, s)) ? failed : mean(method, s)))
        .sorted(lower ? ascending : ascending.reversed())
        .toList();
  }

  private Mean best(String method) {
    return bestFirst(method).get(0);
  }

  private Mean worst(String method) {
    return bestFirst(method).get(settings().size() - 1);
  }

  /** Each pair coloured by its mean, which is written in it; white where no run ended well. */
  public HeatMapChart heatMap() {
    List<String> rows = methods();
    List<String> columns = settings();
    String title =
        "%s, %s is better; real images have %s"
            .formatted(
                score,
                results.lowerIsBetter(score) ? "lower" : "higher",
                NumberText.alone(real().value()));
    return Figure.of(title, "setting", "")
        .withSize(
            Math.max(LEAST_WIDTH, MARGIN_X + COLUMN_WIDTH * columns.size()),
            MARGIN_Y + ROW_HEIGHT * rows.size())
        .heatMap(columns, rows, rows.stream().map(this::means).toArray(double[][]::new));
  }

  /**
   * One line for each method: mean and sample standard deviation over the settings, the best, the
   * median and the worst of them, which that is, the worst over the best, how many runs diverged
   * and how many had an alarm. A setting under which no run ended well is infinitely bad, and left
   * out of mean and deviation.
   */
  public Table table() {
    return Tables.of(methods())
        .text("method", method -> method)
        .spread("over settings", this::overSettings, method -> settings().size())
        .number("best", method -> best(method).value())
        .number("median", this::median)
        .number("worst", method -> worst(method).value())
        .text("worst setting", method -> worst(method).setting())
        .number("worst / best", method -> worst(method).value() / best(method).value())
        .count("diverged", this::diverged, method -> cells(method).size())
        .count("with an alarm", this::alarmed, method -> cells(method).size())
        .titled("robustness by " + score);
  }

  /**
   * The same seed by seed, to be compared like any results: each method has, for each seed that it
   * has under all settings, the score under the worst of them ("worst FD(lite0)") and the sample
   * standard deviation over them ("spread of FD(lite0)"; of one setting none). A cell's outcome,
   * curves and the rest are those of the worst run; one that diverged is the worst, and counts as
   * such in tests. Where a run has no score, since its generator made no images, the seed has none
   * either.
   *
   * <pre>{@code
   * Results seeds = Robustness.of(results, "FD(lite0)").bySeed();
   * show(Comparison.of(seeds).verdicts("worst FD(lite0)"));
   * }</pre>
   *
   * @throws IllegalArgumentException if a method has no such seed
   */
  public Results bySeed() {
    List<Cell> cells = methods().stream().flatMap(method -> bySeed(method).stream()).toList();
    return new Results(
        new Results.Setup(
            results.setup().data(),
            results.setup().dataHash(),
            methods().stream().map(this::line).toList(),
            results.setup().steps(),
            results.setup().lookEvery(),
            results.setup().generated(),
            results.setup().monitored(),
            results.setup().during(),
            Optional.empty(),
            results.setup().looks()),
        cells,
        // a perfect generator has the same everywhere
        worstAndSpread(Collections.nCopies(settings().size(), real())),
        Optional.empty());
  }

  private List<Cell> bySeed(String method) {
    Map<Long, List<Cell>> seeds =
        cells(method).stream()
            .collect(Collectors.groupingBy(Cell::seed, LinkedHashMap::new, Collectors.toList()));
    List<Cell> whole =
        seeds.values().stream()
            .filter(runs -> runs.size() == settings().size())
            .map(runs -> over(method, runs))
            .toList();
    if (whole.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no seed under all settings yet, %s".formatted(method, settings()));
    }
    return whole;
  }

  private Cell over(String method, List<Cell> runs) {
    boolean lower = results.lowerIsBetter(score);
    double none = lower ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    Comparator<Cell> byScore =
        Comparator.comparingDouble(run -> run.score(score).map(Score::value).orElse(none));
    Cell worst =
        Collections.max(
            runs,
            Comparator.<Cell, Boolean>comparing(run -> !run.outcome().isCompleted())
                .thenComparing(lower ? byScore : byScore.reversed()));
    List<Score> scores = runs.stream().flatMap(run -> run.score(score).stream()).toList();
    History history = History.parse(worst.history().toCsv());
    // that of the worst setting says nothing of the method: settings differ in D's steps
    history.removeWhere(step -> true, Set.of(RunsTable.TIME));
    return new Cell(
        method,
        worst.seed(),
        worst.axes(),
        worst.outcome(),
        scores.size() == runs.size() ? worstAndSpread(scores) : List.of(),
        history,
        worst.samples(),
        worst.alarms(),
        worst.provenance());
  }

  private Score real() {
    return results.floor(score).orElseThrow();
  }

  private static List<Score> worstAndSpread(List<Score> scores) {
    Score first = scores.get(0);
    Score.Kind kind = first.kind();
    double[] values = scores.stream().mapToDouble(Score::value).toArray();
    DoubleStream all = DoubleStream.of(values);
    double worst = (kind.lowerIsBetter() ? all.max() : all.min()).orElseThrow();
    List<Score> both = new ArrayList<>();
    both.add(
        new Score(
            Score.Kind.of("worst " + kind.name(), kind.lowerIsBetter()),
            "worst " + first.name(),
            worst,
            Double.NaN,
            first.protocol()));
    if (scores.size() > 1) {
      both.add(
          new Score(
              Score.Kind.of("spread of " + kind.name(), true),
              "spread of " + first.name(),
              Numbers.deviation(values),
              Double.NaN,
              first.protocol()));
    }
    return both;
  }

  /** What all settings share, at their mean cost. */
  private Results.Setup.Line line(String method) {
    List<String> names = settings().stream().map(setting -> method + COMMA + setting).toList();
    List<Results.Setup.Line> lines =
        results.setup().methods().stream().filter(line -> names.contains(line.name())).toList();
    Map<String, String> shared = new LinkedHashMap<>(lines.get(0).axes());
    lines.forEach(line -> shared.entrySet().retainAll(line.axes().entrySet()));
    return new Results.Setup.Line(
        method,
        shared,
        new Results.Cost(
            mean(lines, Results.Cost::discriminatorSteps),
            mean(lines, Results.Cost::images),
            Double.NaN,
            mean(lines, Results.Cost::flops)));
  }

  private static double mean(
      List<Results.Setup.Line> lines, ToDoubleFunction<Results.Cost> number) {
    return Numbers.mean(
        lines.stream().mapToDouble(l -> number.applyAsDouble(l.stepCost())).toArray());
  }

  private Results.Spread overSettings(String method) {
    double[] all =
        bestFirst(method).stream().mapToDouble(Mean::value).filter(Double::isFinite).toArray();
    return new Results.Spread(Numbers.mean(all), Numbers.deviation(all), all.length);
  }

  private double median(String method) {
    return Numbers.median(bestFirst(method).stream().mapToDouble(Mean::value).toArray());
  }

  private int diverged(String method) {
    return (int) cells(method).stream().filter(cell -> !cell.outcome().isCompleted()).count();
  }

  private int alarmed(String method) {
    return (int) cells(method).stream().filter(cell -> !cell.alarms().isEmpty()).count();
  }
}
