package stablegan.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.charts.Palette;
import stablegan.charts.Picture;
import stablegan.charts.PlaneFigure;
import stablegan.data.ToyMixture;
import stablegan.experiment.CoverageLog;
import stablegan.experiment.Results.Spread;
import stablegan.metrics.ModeCoverage;
import tech.tablesaw.api.Table;

/**
 * How methods reach the modes of a mixture, over the steps and at the end.
 *
 * <pre>{@code
 * CoverageReport report =
 *     CoverageReport.of(ring, CoverageLog.ofRuns(methods, ring, plan, 100, 2, progress::update));
 * show(report.curves());
 * show(report.snapshots(1000, 2000, 3000));
 * show(report.table());
 * }</pre>
 *
 * @param logs a method's logs by its name, one a seed, all with looks at the same steps; a run that
 *     diverged ends before, and stays at its last look
 */
public record CoverageReport(ToyMixture mixture, Map<String, List<CoverageLog>> logs) {

  private static final int HEIGHT = 340;
  private static final int WIDTH = 430;
  private static final int WITH_LEGEND = 580;
  private static final int SNAPSHOT = 240;
  private static final int POINTS = 400;

  /** Room around the outermost mode, in units of its distance from the origin. */
  private static final double ROOM = 1.5;

  /** Checks that each method has a log, and all the same looks, as far as they go. */
  public CoverageReport {
    logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
    if (logs.isEmpty() || logs.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("each method needs a log, of " + logs.keySet());
    }
    NavigableSet<Long> steps = steps(logs);
    logs.forEach(
        (method, runs) -> {
          for (CoverageLog log : runs) {
            NavigableSet<Long> own = log.coverage().navigableKeySet();
            if (own.isEmpty() || !own.equals(steps.headSet(own.last(), true))) {
              throw new IllegalArgumentException(
                  "all looks must be at the same steps, but those of %s are at %s, others at %s"
                      .formatted(method, own, steps));
            }
          }
        });
  }

  /** Of the longest log. */
  private static NavigableSet<Long> steps(Map<String, List<CoverageLog>> logs) {
    return logs.values().stream()
        .flatMap(List::stream)
        .map(log -> log.coverage().navigableKeySet())
        .max(Comparator.comparingInt(Set::size))
        .orElseThrow();
  }

  /** Of runs on a mixture, such as those of {@link CoverageLog#ofRuns}. */
  public static CoverageReport of(ToyMixture mixture, Map<String, List<CoverageLog>> logs) {
    return new CoverageReport(mixture, logs);
  }

  /** Modes covered and share of good samples: mean over seeds, band of one deviation. */
  public Picture curves() {
    String modes = "Modes covered, of " + mixture.modes().size();
    XYChart covered =
        Figure.of(modes, "generator steps", "modes")
            .withSize(WIDTH, HEIGHT)
            .lines(curves(ModeCoverage::covered));
    XYChart good =
        Figure.of("Good samples", "generator steps", "% within three deviations")
            .withSize(WITH_LEGEND, HEIGHT)
            .lines(curves(coverage -> 100 * coverage.highQuality()));
    covered.getStyler().setLegendVisible(false);
    return Picture.beside(List.of(covered, good), 2);
  }

  private List<Curve> curves(ToDoubleFunction<ModeCoverage> measure) {
    List<Curve> curves = new ArrayList<>();
    logs.forEach((method, runs) -> curves.add(curve(method, runs, measure)));
    return curves;
  }

  private Curve curve(
      String method, List<CoverageLog> runs, ToDoubleFunction<ModeCoverage> measure) {
    NavigableSet<Long> steps = steps(logs);
    return Curve.meanOf(
        method,
        steps.stream().mapToDouble(Long::doubleValue).toArray(),
        runs.stream()
            .map(
                log ->
                    steps.stream()
                        .map(step -> log.coverage().floorEntry(step).getValue())
                        .mapToDouble(measure)
                        .toArray())
            .toList());
  }

  /**
   * Samples of each method's first seed over the dark modes, a row a method; what lies far outside
   * the mixture is left out.
   *
   * @param steps of the columns; the last look at or before each is shown
   */
  public Picture snapshots(long... steps) {
    Palette palette = Palette.of(List.copyOf(logs.keySet()));
    double farthest =
        mixture.modes().stream()
            .mapToDouble(mode -> Math.max(Math.abs(mode.x()), Math.abs(mode.y())))
            .max()
            .orElseThrow();
    PlaneFigure plane = PlaneFigure.of(ROOM * farthest).withSize(SNAPSHOT).with(palette);
    Curve modes =
        Curve.of(
            "modes",
            mixture.modes().stream().map(ToyMixture.Mode::x).toList(),
            mixture.modes().stream().map(ToyMixture.Mode::y).toList());
    List<XYChart> charts = new ArrayList<>();
    logs.forEach(
        (method, runs) ->
            Arrays.stream(steps)
                .mapToObj(step -> snapshot(plane, modes, method, runs.get(0), step))
                .forEach(charts::add));
    return Picture.beside(charts, steps.length);
  }

  private static XYChart snapshot(
      PlaneFigure plane, Curve modes, String method, CoverageLog log, long step) {
    Curve samples = Curve.of(method, first(log.xs(step)), first(log.ys(step)));
    return plane.clouds(method + ", step " + step, modes, samples);
  }

  private static double[] first(double[] coordinates) {
    return Arrays.copyOf(coordinates, Math.min(POINTS, coordinates.length));
  }

  /**
   * One line for each method: its modes at the end by seed, the fewest in the second half, the
   * share of good samples and KL(q ‖ p), see {@link ModeCoverage#divergence}.
   */
  public Table table() {
    return Tables.of(logs.keySet())
        .text("method", method -> method)
        .text("modes covered at the end, by seed", this::modesAtTheEnd)
        .spread("fewest in the second half", method -> spread(method, this::fewest))
        .spread("good samples, %", method -> atTheEnd(method, end -> 100 * end.highQuality()))
        .spread(
            "KL to equal shares, nats",
            method -> atTheEnd(method, ModeCoverage::divergence),
            method -> logs.get(method).size())
        .titled(mixture.name());
  }

  private String modesAtTheEnd(String method) {
    return logs.get(method).stream()
        .map(log -> String.valueOf(end(log).covered()))
        .collect(Collectors.joining(", "));
  }

  private Spread atTheEnd(String method, ToDoubleFunction<ModeCoverage> measure) {
    return spread(method, log -> measure.applyAsDouble(end(log)));
  }

  private Spread spread(String method, ToDoubleFunction<CoverageLog> measure) {
    return Spread.of(
        logs.get(method).stream().mapToDouble(measure).filter(Double::isFinite).toArray());
  }

  private double fewest(CoverageLog log) {
    long middle = steps(logs).last() / 2;
    return steps(logs).tailSet(middle).stream()
        .mapToInt(step -> log.coverage().floorEntry(step).getValue().covered())
        .min()
        .orElseThrow();
  }

  private static ModeCoverage end(CoverageLog log) {
    return log.coverage().lastEntry().getValue();
  }
}
