package stablegan.report;

import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import stablegan.charts.Picture;
import stablegan.internal.text.Escape;

/** A chart in a page: as it is, and drawn anew for narrow screens, where its text would be tiny. */
final class ChartImage {

  private static final int NARROW = 380;
  private static final int NARROW_HEIGHT = 290;
  private static final int LEGEND_LINE = 24;

  private ChartImage() {}

  static String html(String alt, Chart<?, ?> chart) {
    return image("desk", alt, Picture.of(chart)) + image("phone", alt, narrow(chart));
  }

  private static String image(String where, String alt, Picture picture) {
    return """
        <img class="chart %s" alt="%s" width="%s" height="%s" src="data:image/png;base64,%s">"""
        .formatted(where, Escape.html(alt), picture.width(), picture.height(), picture.base64());
  }

  /** With the legend below the plot, a line a name. */
  private static Picture narrow(Chart<?, ?> chart) {
    Styler style = chart.getStyler();
    Styler.LegendPosition position = style.getLegendPosition();
    Styler.LegendLayout layout = style.getLegendLayout();
    long names =
        chart.getSeriesMap().values().stream().filter(series -> series.isShowInLegend()).count();
    int legend = style.isLegendVisible() ? (int) names * LEGEND_LINE : 0;
    style.setLegendPosition(Styler.LegendPosition.OutsideS);
    style.setLegendLayout(Styler.LegendLayout.Vertical);
    try {
      return Picture.of(chart, NARROW, NARROW_HEIGHT + legend);
    } finally {
      style.setLegendPosition(position).setLegendLayout(layout);
    }
  }
}
