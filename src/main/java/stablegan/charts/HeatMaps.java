package stablegan.charts;

import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** Draws heat maps, light for small and blue for large, dark text readable on each. */
final class HeatMaps {

  private static final Color[] RANGE = {
    new Color(0xF7FBFF), new Color(0xC6DBEF), new Color(0x6BAED6), new Color(0x4A98C9)
  };

  private static final MathContext DIGITS = new MathContext(4);

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
          cells.add(new Number[] {column, rows.size() - 1 - row, shown(value)});
        }
      }
    }
    List<String> upwards = new ArrayList<>(rows);
    Collections.reverse(upwards);
    HeatMapChart chart =
        new HeatMapChartBuilder().width(figure.width()).height(figure.height()).build();
    chart.setTitle(figure.title());
    chart.setXAxisTitle(figure.x());
    chart.setYAxisTitle(figure.y());
    Theme.apply(chart.getStyler());
    chart.getStyler().setRangeColors(RANGE).setShowValue(true).setDrawBorder(true);
    chart.getStyler().setValueFont(Theme.font(Font.PLAIN, 12f)).setValueFontColor(Theme.INK);
    // XChart writes all digits of the values that it is given
    chart.getStyler().setHeatMapValueDecimalPattern("0.######");
    chart.getStyler().setPlotGridLinesVisible(false).setPlotContentSize(1);
    chart.getStyler().setLegendVisible(false); // each cell says its value
    chart.addSeries("values", columns, upwards, cells);
    return chart;
  }

  private static double shown(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
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
