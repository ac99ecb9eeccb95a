package stablegan.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import stablegan.charts.Curve;
import stablegan.charts.Palette;
import stablegan.diagnostics.Alarm;
import stablegan.experiment.Cell;

/** Marks on curves where something went wrong. */
final class AlarmMarkers {

  private AlarmMarkers() {}

  /**
   * Puts a cross on a method's curve where each cause of its runs' alarms came first, named
   * "method: cause" in the legend; alarms before the first and after the last finite point of the
   * curve are left out.
   */
  static void mark(XYChart chart, Curve curve, List<Cell> cells, Palette palette) {
    Map<String, Double> steps = new LinkedHashMap<>();
    for (Cell cell : cells) {
      for (Alarm alarm : cell.alarms()) {
        String name = curve.name() + ": " + alarm.cause().text();
        steps.merge(name, (double) alarm.step(), Math::min);
      }
    }
    steps.forEach(
        (name, step) -> {
          double y = at(curve, step);
          if (Double.isFinite(y)) {
            XYSeries cross = chart.addSeries(name, new double[] {step}, new double[] {y});
            cross.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            cross.setMarker(SeriesMarkers.CROSS).setMarkerColor(palette.color(curve.name()));
            chart.getStyler().setLegendVisible(true);
          }
        });
  }

  /** The curve's value at its last point not after x. */
  private static double at(Curve curve, double x) {
    int points = (int) curve.x().stream().filter(at -> at <= x).count();
    return points == 0 ? Double.NaN : curve.y().get(points - 1);
  }
}
