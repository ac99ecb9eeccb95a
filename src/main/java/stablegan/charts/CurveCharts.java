package stablegan.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws curves: lines with bands, scattered points, histograms. */
final class CurveCharts {

  private static final int BAND_ALPHA = 46;

  /** From so many times on, labels between powers of ten would touch. */
  private static final double LABELLED_DECADES = 20;

  /** On so many decades a line at each label, and between them, would hide the curves. */
  private static final double MANY_DECADES = 1e7;

  private static final BasicStroke NO_LINE = new BasicStroke(0f);

  /** So many points have a label each. */
  private static final int FEW = 10;

  /** More than the 1e-4 up to which XChart takes distances for equal. */
  private static final double MOVE = 2e-4;

  /** More pixels than a chart is wide. */
  private static final double WIDEST = 2000;

  private final Figure figure;

  CurveCharts(Figure figure) {
    this.figure = figure;
  }

  XYChart lines(List<Curve> curves) {
    List<Curve> drawn = Drawable.of(figure, curves);
    Palette palette = palette(curves);
    XYChart chart = empty(drawn.size());
    chart
        .getStyler()
        .setXAxisLogarithmicDecadeOnly(
            spans(range(drawn.stream().map(Curve::x)), LABELLED_DECADES));
    DoubleSummaryStatistics y = range(drawn.stream().map(Curve::y));
    chart.getStyler().setYAxisLogarithmicDecadeOnly(spans(y, LABELLED_DECADES));
    if (figure.logY()) {
      chart.getStyler().setYAxisDecimalPattern(Theme.logTick(y.getMin()));
      chart.getStyler().setPlotGridHorizontalLinesVisible(!spans(y, MANY_DECADES));
    }
    // Bands first: every line then lies over every band.
    drawn.forEach(curve -> addBand(chart, curve, palette));
    for (Curve curve : drawn) {
      XYSeries series = add(chart, curve.name(), spaced(curve.x()), array(curve.y()), palette);
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
      series.setMarker(curve.x().size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
    return chart;
  }

  XYChart scatter(List<Curve> curves) {
    List<Curve> drawn = Drawable.of(figure, curves);
    Palette palette = palette(curves);
    XYChart chart = empty(drawn.size());
    chart.getStyler().setMarkerSize(8);
    for (Curve curve : drawn) {
      XYSeries series = chart.addSeries(curve.name(), array(curve.x()), array(curve.y()));
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      series.setMarker(palette.marker(curve.name()));
      series.setMarkerColor(palette.color(curve.name()));
      series.setLineColor(palette.color(curve.name()));
      addErrorBars(chart, curve, palette.color(curve.name()));
    }
    return chart;
  }

  XYChart histogram(Map<String, double[]> samples, int bins) {
    double[] all =
        samples.values().stream()
            .flatMapToDouble(DoubleStream::of)
            .filter(Double::isFinite)
            .toArray();
    if (all.length == 0 || bins < 1) {
      throw new IllegalArgumentException(
          "a histogram needs values and bins, not %d finite values in %d bins"
              .formatted(all.length, bins));
    }
    Bins range = Bins.of(all, bins);
    Palette palette = figure.palette().and(List.copyOf(samples.keySet()));
    XYChart chart = empty(samples.size());
    samples.forEach(
        (name, values) -> {
          Color color = palette.color(name);
          XYSeries series = add(chart, name, range.outlineX(), range.outlineY(values), palette);
          series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
          series.setMarker(SeriesMarkers.NONE).setFillColor(translucent(color));
        });
    return chart;
  }

  private XYChart empty(int series) {
    XYChart chart = new XYChart(figure.width(), figure.height());
    chart.setTitle(figure.title());
    chart.setXAxisTitle(figure.x());
    chart.setYAxisTitle(figure.y());
    Theme.apply(chart.getStyler());
    chart.getStyler().setLegendVisible(series > 1);
    chart.getStyler().setXAxisLogarithmic(figure.logX()).setYAxisLogarithmic(figure.logY());
    // XChart puts linear ticks on a logarithmic axis that has a formatting function.
    if (figure.logX()) {
      chart.getStyler().setXAxisDecimalPattern(Theme.LOG_TICK);
    } else {
      chart.getStyler().setxAxisTickLabelsFormattingFunction(Theme::tick);
    }
    if (figure.logY()) {
      chart.getStyler().setYAxisDecimalPattern(Theme.LOG_TICK);
    } else {
      chart.getStyler().setyAxisTickLabelsFormattingFunction(Theme::tick);
    }
    return chart;
  }

  /**
   * The same x, the second of them moved by less than a pixel: on equally spaced points, and only
   * there, XChart puts as many labels as just don't touch, and not at round numbers.
   */
  private static double[] spaced(List<Double> values) {
    double[] x = array(values);
    double width = x[x.length - 1] - x[0];
    boolean moves = x.length > FEW && areEquallySpaced(x) && width > WIDEST * MOVE;
    if (moves) {
      x[1] += MOVE;
    }
    return x;
  }

  private static boolean areEquallySpaced(double... x) {
    return IntStream.range(1, x.length)
        .allMatch(i -> Math.abs(x[i] - x[i - 1] - (x[1] - x[0])) < MOVE);
  }

  private static XYSeries add(XYChart chart, String name, double[] x, double[] y, Palette palette) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(palette.color(name)).setLineStyle(palette.stroke(name));
    series.setMarkerColor(palette.color(name));
    return series;
  }

  private static DoubleSummaryStatistics range(Stream<List<Double>> values) {
    return values
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .summaryStatistics();
  }

  private static boolean spans(DoubleSummaryStatistics range, double times) {
    return range.getMax() > times * range.getMin();
  }

  private static void addBand(XYChart chart, Curve curve, Palette palette) {
    int[] inside = inside(curve).toArray();
    if (inside.length < 2) {
      return;
    }
    int[] back =
        IntStream.range(0, inside.length).map(i -> inside[inside.length - 1 - i]).toArray();
    double[] x =
        IntStream.concat(Arrays.stream(inside), Arrays.stream(back))
            .mapToDouble(i -> curve.x().get(i))
            .toArray();
    double[] y =
        DoubleStream.concat(
                Arrays.stream(inside).mapToDouble(i -> curve.upper().get(i)),
                Arrays.stream(back).mapToDouble(i -> curve.lower().get(i)))
            .toArray();
    XYSeries band = chart.addSeries("band of " + curve.name(), x, y);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea).setShowInLegend(false);
    band.setFillColor(translucent(palette.color(curve.name())));
    band.setLineColor(new Color(0, true)).setLineStyle(NO_LINE);
    band.setMarker(SeriesMarkers.NONE);
  }

  /** Where a curve has a band. */
  private static IntStream inside(Curve curve) {
    return IntStream.range(0, curve.lower().size())
        .filter(
            i -> Double.isFinite(curve.lower().get(i)) && Double.isFinite(curve.upper().get(i)));
  }

  /**
   * A line at each point, with gaps between them: XChart's own error bars are as long to one side
   * as to the other, and it draws no chart where one reaches below 0 on a logarithmic axis.
   */
  private static void addErrorBars(XYChart chart, Curve curve, Color color) {
    int[] inside = inside(curve).filter(i -> Double.isFinite(curve.y().get(i))).toArray();
    if (inside.length == 0) {
      return;
    }
    double[] x =
        IntStream.of(inside).mapToDouble(curve.x()::get).flatMap(a -> ends(a, a)).toArray();
    double[] y =
        IntStream.of(inside)
            .boxed()
            .flatMapToDouble(i -> ends(curve.lower().get(i), curve.upper().get(i)))
            .toArray();
    XYSeries bars = chart.addSeries("errors of " + curve.name(), x, y);
    bars.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line).setShowInLegend(false);
    bars.setLineColor(color).setLineStyle(Theme.ERROR_LINE);
    bars.setMarker(new Cap()).setMarkerColor(color);
  }

  private static DoubleStream ends(double from, double to) {
    return DoubleStream.of(from, to, Double.NaN);
  }

  /** The end of an error bar. */
  private static final class Cap extends Marker {

    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
      g.setStroke(Theme.ERROR_LINE);
      g.draw(new Line2D.Double(x - Theme.ERROR_CAP, y, x + Theme.ERROR_CAP, y));
    }
  }

  private Palette palette(List<Curve> curves) {
    return figure.palette().and(curves.stream().map(Curve::name).toList());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Color translucent(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_ALPHA);
  }
}
