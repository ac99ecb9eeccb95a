package stablegan.charts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;

/** Draws bars, each in the colour of its name. */
final class BarCharts {

  private static final int LETTER_WIDTH = 8;
  private static final int AXIS_WIDTH = 90;

  private final Figure figure;

  BarCharts(Figure figure) {
    this.figure = figure;
  }

  CategoryChart bars(List<Figure.Bar> bars) {
    if (bars.stream().noneMatch(bar -> Double.isFinite(bar.value()))) {
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
      List<Double> values = only(i, bars.get(i).value(), Double.NaN, bars.size());
      CategorySeries series = chart.addSeries(names.get(i), names, values, errors(bars, i));
      series.setFillColor(palette.color(names.get(i)));
    }
    return chart;
  }

  private void style(CategoryChart chart, List<String> names) {
    Theme.apply(chart.getStyler());
    chart.getStyler().setOverlapped(true).setAvailableSpaceFill(Math.min(0.6, 0.15 * names.size()));
    chart.getStyler().setYAxisLogarithmic(figure.logY());
    chart.getStyler().setyAxisTickLabelsFormattingFunction(Theme::tick);
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    boolean fit = longest * names.size() * LETTER_WIDTH < figure.width() - AXIS_WIDTH;
    // Names too long to stand side by side go into the legend.
    chart.getStyler().setLegendVisible(!fit);
    chart.getStyler().setXAxisTicksVisible(fit);
  }

  /** None at all rather than an error of 0, which XChart draws as a dash on the bar. */
  private static List<Double> errors(List<Figure.Bar> bars, int i) {
    return bars.get(i).error() > 0 ? only(i, bars.get(i).error(), 0.0, bars.size()) : null;
  }

  /** {@code size} times {@code others}, with {@code value} at {@code index}. */
  private static List<Double> only(int index, double value, Double others, int size) {
    List<Double> list = new ArrayList<>(Collections.nCopies(size, others));
    list.set(index, Double.isFinite(value) ? (Double) value : others);
    return list;
  }
}
