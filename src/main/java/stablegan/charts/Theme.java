package stablegan.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import stablegan.internal.text.NumberText;

/** The one look of all charts: white, quiet grid, no boxes, text that reads at half size. */
final class Theme {

  static final Color INK = new Color(0x24292F);
  static final Color GRID = new Color(0xE4E7EB);

  static final BasicStroke ERROR_LINE =
      new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL);

  /** Half the width of an error bar's ends in pixels. */
  static final double ERROR_CAP = 3;

  /** The pattern of labels on a logarithmic axis. */
  static final String LOG_TICK = "#,##0.########";

  /** Smaller numbers are labelled as powers of ten. */
  private static final double SMALL = 1e-4;

  private static final Color AXIS = new Color(0x8C959F);

  private Theme() {}

  static Font font(int style, float size) {
    return new Font(Font.SANS_SERIF, style, 1).deriveFont(size);
  }

  /** A tick's label; ticks that should be 0 carry rounding errors. */
  static String tick(double value) {
    return NumberText.alone(Math.abs(value) < 1e-12 ? 0 : value);
  }

  /** The pattern of labels on a logarithmic axis that begins at this number. */
  static String logTick(double least) {
    return least < SMALL ? "0E0" : LOG_TICK;
  }

  static void apply(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    styler.setChartFontColor(INK).setChartPadding(12).setPlotBorderVisible(false);
    styler.setChartTitleFont(font(Font.BOLD, 15f)).setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(8).setAntiAlias(true);
    styler.setLegendBorderColor(Color.WHITE).setLegendBackgroundColor(Color.WHITE);
    styler.setLegendFont(font(Font.PLAIN, 12.5f)).setLegendPadding(8);
    styler.setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
    styler.setLegendSeriesLineLength(22);
    axes(styler);
  }

  private static void axes(AxesChartStyler styler) {
    styler.setAxisTitleFont(font(Font.PLAIN, 13f)).setAxisTickLabelsFont(font(Font.PLAIN, 12f));
    styler.setXAxisTitleColor(Palette.QUIET).setYAxisTitleColor(Palette.QUIET);
    styler
        .setAxisTickLabelsColor(Palette.QUIET)
        .setAxisTickMarksColor(AXIS)
        .setAxisTickMarkLength(4);
    styler.setAxisTickMarksStroke(new BasicStroke(1f)).setAxisTitlePadding(8);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotGridVerticalLinesVisible(false).setPlotTicksMarksVisible(false);
    styler.setPlotMargin(2).setErrorBarsColor(INK).setLocale(Locale.ROOT);
    styler.setXAxisTickMarkSpacingHint(90).setYAxisTickMarkSpacingHint(50);
  }
}
