package stablegan.report;

import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.charts.Palette;
import stablegan.internal.numbers.Numbers;
import stablegan.internal.statistics.RankAgreement;

/**
 * The order of the methods of one published table, as published and as measured.
 *
 * @param rows those that have both numbers, 2 to 9
 * @param published name of the published score
 * @param measured name of the measured one, which may be of another kind
 */
public record Ranking(List<PublishedReport.Reproduction> rows, String published, String measured) {

  private static final double LEVEL = 0.05;
  private static final BasicStroke THIN = new BasicStroke(1);

  public Ranking {
    rows = rows.stream().filter(r -> r.results().isPresent()).toList();
    rows = rows.stream().filter(r -> r.entry().published(published).isPresent()).toList();
    if (rows.size() < 2) {
      throw new IllegalArgumentException(
          "an order by %s and %s needs two entries that have both, but there are %s"
              .formatted(published, measured, rows.size()));
    }
  }

  /** How well the orders agree, the best first in both. */
  public RankAgreement agreement() {
    return RankAgreement.of(publishedLosses(), measuredLosses());
  }

  /** Measured rank over published rank, 1 for the best; on the line both are equal. */
  public XYChart chart(String title) {
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

  /** The two orders, how many pairs agree, and whether that could be chance; and at which scale. */
  public String inWords() {
    RankAgreement agreement = agreement();
    return String.format(
        Locale.ROOT,
        "By the published %s the order is %s; by %s measured here it is %s. Of %s pairs %s stand in"
            + " the same order and %s in the other (Kendall's τ = %.2f, exact permutation test"
            + " p = %s, smallest possible %s): %s. %s",
        published,
        order(publishedLosses()),
        measured,
        order(measuredLosses()),
        agreement.pairs(),
        agreement.agreeing(),
        agreement.opposed(),
        agreement.tau(),
        SpreadText.of(agreement.p()),
        SpreadText.of(RankAgreement.smallestP(rows.size())),
        verdict(agreement),
        scale());
  }

  private static String verdict(RankAgreement agreement) {
    if (agreement.p() > LEVEL) {
      return "chance alone does that too often to call the orders alike or opposed";
    }
    return (agreement.tau() > 0 ? "more" : "fewer") + " pairs agree than chance would have it";
  }

  private String scale() {
    PublishedReport.Reproduction first = rows.get(0);
    List<String> smaller = first.scale().differences(first.entry());
    int seeds = first.results().orElseThrow().seeds().size();
    String runs = seeds == 1 ? "one seed" : seeds + " seeds";
    return smaller.isEmpty()
        ? "The runs have the paper's scale, and " + runs + "."
        : "The scale is small (of the first: %s; %s), so this order is one of beginnings and says nothing about the published one."
            .formatted(String.join("; ", smaller), runs);
  }

  private String order(double[] losses) {
    return IntStream.range(0, rows.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> losses[i]))
        .map(i -> name(i) + (Double.isInfinite(losses[i]) ? " (diverged)" : ""))
        .collect(Collectors.joining(", "));
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

  private double[] measuredLosses() {
    return rows.stream().mapToDouble(row -> row.loss(measured)).toArray();
  }
}
