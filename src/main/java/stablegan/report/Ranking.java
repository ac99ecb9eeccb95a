package stablegan.report;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.charts.Palette;
import stablegan.experiment.Results;
import stablegan.internal.numbers.Numbers;
import stablegan.internal.statistics.Bootstrap;
import stablegan.internal.statistics.RankAgreement;

/**
 * The order of the methods of one published table, as published and as measured; measured over the
 * seeds that all of them have. {@link PublishedReport#orders} makes a table of several.
 *
 * @param title which table
 * @param rows those that have both numbers, 2 to 9
 * @param published name of the published score
 * @param measured name of the measured one, which may be of another kind
 */
public record Ranking(String title, List<Reproduction> rows, String published, String measured) {

  /** The most that the permutation test goes through. */
  static final int MOST = 9;

  private static final double LEVEL = 0.05;
  private static final BasicStroke THIN = new BasicStroke(1);

  public Ranking {
    rows = rows.stream().filter(r -> r.results().isPresent()).toList();
    rows = rows.stream().filter(r -> r.entry().published(published).isPresent()).toList();
    if (rows.size() < 2 || common(rows).isEmpty()) {
      throw new IllegalArgumentException(
          "an order by %s and %s needs two entries that have both, on the same seeds, but %s has %s"
              .formatted(published, measured, title, rows.size()));
    }
  }

  /** The seeds that all of them have. */
  public List<Long> seeds() {
    return common(rows);
  }

  private static List<Long> common(List<Reproduction> rows) {
    List<Long> seeds = new ArrayList<>(rows.get(0).seeds());
    rows.forEach(row -> seeds.retainAll(row.seeds()));
    return List.copyOf(seeds);
  }

  /**
   * How well the orders agree, the best first in both. Entries that stand beside the same runs are
   * one in its test.
   */
  public RankAgreement agreement() {
    List<Object> runs = rows.stream().map(Reproduction::run).distinct().toList();
    int[] number = rows.stream().mapToInt(row -> runs.indexOf(row.run())).toArray();
    return RankAgreement.of(publishedLosses(), measuredLosses(), number);
  }

  /**
   * Kendall's τ with its 95 % bootstrap interval: of resampled seeds, the same for all methods. It
   * takes the published numbers as they are. One seed has no interval.
   */
  public Bootstrap.Interval interval() {
    double[] theirs = publishedLosses();
    double[][] ours = losses();
    return Bootstrap.standard()
        .of(
            RankAgreement.tau(theirs, measuredLosses()),
            seeds().size(),
            drawn ->
                RankAgreement.tau(
                    theirs,
                    Stream.of(ours)
                        .mapToDouble(
                            losses -> IntStream.of(drawn).mapToDouble(i -> losses[i]).sum())
                        .toArray()));
  }

  /** Measured rank over published rank, 1 for the best; on the line both are equal. */
  public XYChart chart() {
    double[] x = Numbers.ranks(publishedLosses());
    double[] y = Numbers.ranks(measuredLosses());
    List<Curve> points =
        IntStream.range(0, rows.size())
            .mapToObj(i -> Curve.of(name(i), new double[] {x[i]}, new double[] {y[i]}))
            .toList();
    XYChart chart =
        Figure.of(title, "published rank by " + published, "rank here by " + measured)
            .withSize(520, 360)
            .scatter(points);
    int n = rows.size();
    XYSeries line = chart.addSeries("same rank", new double[] {1, n}, new double[] {1, n});
    line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line).setMarker(SeriesMarkers.NONE);
    line.setLineColor(Palette.QUIET).setLineStyle(THIN).setShowInLegend(false);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(n + 1.0).setYAxisMin(0.0).setYAxisMax(n + 1.0);
    return chart;
  }

  /** Data and length of the first run, and the methods: "cifar10 train, 5,500 steps: none; SN". */
  public String runs() {
    Results.Setup first = rows.get(0).results().orElseThrow().setup();
    String methods =
        rows.stream().map(Reproduction::method).distinct().collect(Collectors.joining("; "));
    return String.format(Locale.ROOT, "%s, %,d steps: %s", first.data(), first.steps(), methods);
  }

  /** The methods' names by the published score, the best first, equal ones joined by "=". */
  public String publishedOrder() {
    return order(publishedLosses());
  }

  /** The same by the measured score; it tells those that diverged. */
  public String measuredOrder() {
    return order(measuredLosses());
  }

  /** What the permutation test says at 5 %: agree, disagree, or "undecided". */
  public String verdict() {
    RankAgreement agreement = agreement();
    if (agreement.p() > LEVEL) {
      return "undecided";
    }
    return agreement.tau() > 0 ? "agree" : "disagree";
  }

  /** Names in the order of their losses, those of equal ones joined by "=". */
  private String order(double... losses) {
    List<Integer> best =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> losses[i]))
            .toList();
    StringBuilder order = new StringBuilder();
    for (int place = 0; place < best.size(); place++) {
      int i = best.get(place);
      if (place > 0) {
        order.append(losses[i] == losses[best.get(place - 1)] ? " = " : ", ");
      }
      order.append(name(i)).append(Double.isInfinite(losses[i]) ? " (diverged)" : "");
    }
    return order.toString();
  }

  private String name(int i) {
    return rows.get(i).entry().method().name();
  }

  private double[] publishedLosses() {
    return rows.stream()
        .map(row -> row.entry().published(published).orElseThrow())
        .mapToDouble(number -> number.kind().lowerIsBetter() ? number.value() : -number.value())
        .toArray();
  }

  private double[][] losses() {
    List<Long> seeds = seeds();
    return rows.stream().map(row -> row.losses(measured, seeds)).toArray(double[][]::new);
  }

  private double[] measuredLosses() {
    return Stream.of(losses()).mapToDouble(Numbers::mean).toArray();
  }
}
