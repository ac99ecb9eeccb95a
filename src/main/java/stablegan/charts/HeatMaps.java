package stablegan.charts;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import stablegan.internal.text.NumberText;

/** Draws heat maps, light for small and blue for large, dark text readable on each. */
final class HeatMaps {

  private static final Color[] RANGE = {
    new Color(0xF7FBFF), new Color(0xC6DBEF), new Color(0x6BAED6), new Color(0x4A98C9)
  };

  private final Figure figure;

  HeatMaps(Figure figure) {
    this.figure = figure;
  }

  HeatMapChart heatMap(List<String> columns, List<String> rows, double[][] values) {
    check(columns, rows, values);
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double value = values[row][column];
        if (Double.isFinite(value)) {
          // XChart counts rows from below.
          cells.add(new Number[] {column, rows.size() - 1 - row, value});
        }
      }
    }
    List<String> upwards = new ArrayList<>(rows);
    Collections.reverse(upwards);
    HeatMapChart chart = new NumberedChart(figure, values);
    chart.setTitle(figure.title());
    chart.setXAxisTitle(figure.x());
    chart.setYAxisTitle(figure.y());
    Theme.apply(chart.getStyler());
    chart.getStyler().setRangeColors(RANGE).setShowValue(false).setDrawBorder(true);
    chart.getStyler().setValueFont(Theme.font(Font.PLAIN, 12f)).setValueFontColor(Theme.INK);
    chart.getStyler().setPlotGridLinesVisible(false).setPlotContentSize(1);
    chart.getStyler().setLegendVisible(false); // each cell says its value
    chart.addSeries("values", columns, upwards, cells);
    return chart;
  }

  /** XChart itself writes numbers as the machine's locale has them, and all of one pattern. */
  private static final class NumberedChart extends HeatMapChart {

    private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, false);

    private final double[][] values;

    NumberedChart(Figure figure, double[][] values) {
      super(new HeatMapChartBuilder().width(figure.width()).height(figure.height()));
      this.values = values;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
      super.paint(g, width, height);
      Rectangle2D cells = plot.getBounds();
      for (int row = 0; row < values.length; row++) {
        double y = middle(cells.getY(), cells.getHeight(), row, values.length);
        for (int column = 0; column < values[row].length; column++) {
          if (Double.isFinite(values[row][column])) {
            double x = middle(cells.getX(), cells.getWidth(), column, values[row].length);
            write(g, NumberText.alone(values[row][column]), x, y);
          }
        }
      }
    }

    private static double middle(double from, double length, int cell, int cells) {
      // XChart's cells reach over the edges by half of what a whole number of pixels leaves
      double over = length - Math.floor(length);
      return from - over / 2 + (length + over) / cells * (cell + 0.5);
    }

    private void write(Graphics2D g, String number, double x, double y) {
      TextLayout text = new TextLayout(number, getStyler().getValueFont(), SMOOTH);
      Rectangle2D bounds = text.getBounds();
      g.setColor(getStyler().getValueFontColor());
      g.fill(
          text.getOutline(
              AffineTransform.getTranslateInstance(
                  x - bounds.getWidth() / 2, y + bounds.getHeight() / 2)));
    }
  }

  private void check(List<String> columns, List<String> rows, double[][] values) {
    boolean whole =
        values.length == rows.size()
            && Arrays.stream(values).allMatch(row -> row.length == columns.size());
    if (!whole
        || Arrays.stream(values).flatMapToDouble(Arrays::stream).noneMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "\"%s\" needs %d rows of %d values, some finite"
              .formatted(figure.title(), rows.size(), columns.size()));
    }
  }
}
