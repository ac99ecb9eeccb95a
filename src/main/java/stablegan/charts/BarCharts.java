package stablegan.charts;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Draws bars, each in the colour of its name. */
final class BarCharts {

  private static final int LETTER_WIDTH = 8;
  private static final int AXIS_WIDTH = 90;

  private final Figure figure;

  BarCharts(Figure figure) {
    this.figure = figure;
  }

  CategoryChart bars(List<Figure.Bar> bars) {
    if (bars.stream().noneMatch(this::isDrawn)) {
      throw new IllegalArgumentException(
          "\"" + figure.title() + "\" has no finite value to draw in " + bars.size() + " bars");
    }
    List<String> names = bars.stream().map(Figure.Bar::name).toList();
    Palette palette = figure.palette().and(names);
    CategoryChart chart = new CategoryChart(figure.width(), figure.height());
    chart.setTitle(figure.title());
    chart.setXAxisTitle(figure.x());
    chart.setYAxisTitle(figure.y());
    style(chart, names);
    for (int i = 0; i < bars.size(); i++) {
      // One series a bar: XChart colours series, not bars.
      double value = isDrawn(bars.get(i)) ? bars.get(i).value() : Double.NaN;
      List<Double> values = only(i, value, Double.NaN, bars.size());
      CategorySeries series = chart.addSeries(names.get(i), names, values, errors(bars, i));
      series.setFillColor(palette.color(names.get(i)));
    }
    if (figure.logY()) {
      logarithmic(chart, bars);
    }
    return chart;
  }

  private boolean isDrawn(Figure.Bar bar) {
    return Double.isFinite(bar.value()) && !(figure.logY() && bar.value() <= 0);
  }

  /**
   * Bars from the power of ten below all of them on: XChart would begin at 0. It would draw errors
   * as long as their own logarithms, too.
   */
  private void logarithmic(CategoryChart chart, List<Figure.Bar> bars) {
    DoubleSummaryStatistics ends =
        bars.stream()
            .filter(this::isDrawn)
            .flatMapToDouble(bar -> DoubleStream.of(bar.value(), bar.value() + length(bar)))
            .summaryStatistics();
    double from = Math.pow(10, Math.ceil(Math.log10(ends.getMin())) - 1);
    chart.getStyler().setYAxisMin(from).setYAxisMax(ends.getMax());
    chart.getStyler().setYAxisDecimalPattern(Theme.logTick(from));
    for (int i = 0; i < bars.size(); i++) {
      Figure.Bar bar = bars.get(i);
      if (isDrawn(bar) && length(bar) > 0) {
        double low = Math.max(from, bar.value() - length(bar));
        chart.addAnnotation(new ErrorBar(i + 0.5, low, bar.value() + length(bar)));
      }
    }
  }

  private static double length(Figure.Bar bar) {
    return Double.isFinite(bar.error()) ? bar.error() : 0;
  }

  /** An error bar where the chart's axes say, as XChart draws it on linear ones. */
  private static final class ErrorBar extends Annotation {

    private final double x;
    private final double low;
    private final double high;

    ErrorBar(double x, double low, double high) {
      super(false);
      this.x = x;
      this.low = low;
      this.high = high;
    }

    @Override
    public void paint(Graphics2D g) {
      double across = chart.getScreenXFromChart(x);
      double top = chart.getScreenYFromChart(high);
      double bottom = chart.getScreenYFromChart(low);
      g.setColor(Theme.INK);
      g.setStroke(Theme.ERROR_LINE);
      g.draw(new Line2D.Double(across, top, across, bottom));
      for (double end : new double[] {top, bottom}) {
        g.draw(new Line2D.Double(across - Theme.ERROR_CAP, end, across + Theme.ERROR_CAP, end));
      }
    }
  }

  private void style(CategoryChart chart, List<String> names) {
    Theme.apply(chart.getStyler());
    chart.getStyler().setOverlapped(true).setAvailableSpaceFill(Math.min(0.6, 0.15 * names.size()));
    chart.getStyler().setYAxisLogarithmic(figure.logY());
    if (!figure.logY()) {
      // XChart puts linear ticks on a logarithmic axis that has a formatting function.
      chart.getStyler().setyAxisTickLabelsFormattingFunction(Theme::tick);
    }
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    boolean fit = longest * names.size() * LETTER_WIDTH < figure.width() - AXIS_WIDTH;
    // Names too long to stand side by side go into the legend.
    chart.getStyler().setLegendVisible(!fit);
    chart.getStyler().setXAxisTicksVisible(fit);
  }

  /** None at all rather than an error of 0, which XChart draws as a dash on the bar. */
  private List<Double> errors(List<Figure.Bar> bars, int i) {
    return bars.get(i).error() > 0 && !figure.logY()
        ? only(i, bars.get(i).error(), 0.0, bars.size())
        : null;
  }

  /** {@code size} times {@code others}, with {@code value} at {@code index}. */
  private static List<Double> only(int index, double value, Double others, int size) {
    List<Double> list = new ArrayList<>(Collections.nCopies(size, others));
    list.set(index, Double.isFinite(value) ? (Double) value : others);
    return list;
  }
}
