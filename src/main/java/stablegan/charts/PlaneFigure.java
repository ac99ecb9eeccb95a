package stablegan.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import stablegan.dirac.DiracGan;
import stablegan.dirac.DiracGan.Trajectory.Point;

/**
 * Charts of the square [−extent, extent]² of a plane, both axes at one scale: the phase portrait of
 * a {@link DiracGan}, clouds of generated points. {@link Picture#beside} puts several in rows.
 *
 * @param extent half the side, positive
 * @param size of the chart's longer side in pixels of the page, 150 or more; the other is shorter
 *     by what ticks and titles take less
 * @param palette the colours of names
 */
public record PlaneFigure(double extent, int size, Palette palette) {

  private static final int ARROWS = 17;
  private static final double HEAD = 0.35;
  private static final Color ARROW = new Color(0x9AA4AF);

  /** Checks extent and size. */
  public PlaneFigure {
    if (!(extent > 0) || Double.isInfinite(extent) || size < 150) {
      throw new IllegalArgumentException(
          "a plane needs a positive extent and 150 pixels, not " + extent + " and " + size);
    }
  }

  /** A square of 330 pixels. */
  public static PlaneFigure of(double extent) {
    return new PlaneFigure(extent, 330, Palette.of());
  }

  /** The same square in another size. */
  public PlaneFigure withSize(int pixels) {
    return new PlaneFigure(extent, pixels, palette);
  }

  /** The same square in these colours. */
  public PlaneFigure with(Palette colours) {
    return new PlaneFigure(extent, size, colours);
  }

  /**
   * The directions in which the players want to move, θ to the right and ψ upwards, and ways that
   * they went. Arrows are of equal length: they tell directions, not speeds.
   *
   * @param ways curves of θ and ψ, such as {@code Curve.of("R1", way.thetas(), way.psis())}
   */
  public XYChart portrait(String title, DiracGan gan, Curve... ways) {
    Figure figure = figure(title, "θ: the generator's point", "ψ: D's slope", List.of(ways));
    Palette colours = figure.palette();
    XYChart chart = figure.lines(withArrows(gan, List.of(ways)));
    XYSeries arrows = chart.getSeriesMap().get("direction");
    arrows.setLineColor(ARROW).setLineStyle(new BasicStroke(1f)).setShowInLegend(false);
    for (Curve way : ways) {
      XYSeries start =
          chart.addSeries(
              "start of " + way.name(),
              new double[] {way.x().get(0)},
              new double[] {way.y().get(0)});
      start.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colours.color(way.name()));
      start.setShowInLegend(false);
    }
    return atOneScale(framed(chart, 6));
  }

  /**
   * The same with the ways of simultaneous and of alternating steps from (1, 1).
   *
   * @param rate of both players, positive
   * @param steps of each way, at least 1
   */
  public XYChart portrait(String title, DiracGan gan, double rate, int steps) {
    DiracGan.Trajectory together = gan.trajectory(1, 1, rate, steps);
    DiracGan.Trajectory inTurn = gan.alternating(1, 1, rate, steps, 1);
    return portrait(
        title,
        gan,
        Curve.of("simultaneous", together.thetas(), together.psis()),
        Curve.of("alternating", inTurn.thetas(), inTurn.psis()));
  }

  /** Curves of two coordinates, named in the square's upper left corner. */
  public XYChart curves(String title, Curve... curves) {
    XYChart chart = figure(title, "", "", List.of(curves)).lines(curves);
    framed(chart, 3).getStyler().setLegendVisible(true).setLegendPosition(LegendPosition.InsideNW);
    return atOneScale(chart);
  }

  /**
   * Points, each cloud in its colour; what lies outside the square is left out.
   *
   * @param reference points below the clouds, in dark grey, such as a mixture's modes
   */
  public XYChart clouds(String title, Curve reference, Curve... clouds) {
    List<Curve> inside = new ArrayList<>();
    inside.add(inside(reference));
    Stream.of(clouds).map(this::inside).forEach(inside::add);
    XYChart chart = figure(title, "", "", List.of(clouds)).scatter(inside);
    Optional.ofNullable(chart.getSeriesMap().get(reference.name()))
        .ifPresent(series -> series.setMarkerColor(Theme.INK)); // none of it may lie inside
    return atOneScale(framed(chart, 3));
  }

  private Figure figure(String title, String x, String y, List<Curve> curves) {
    Palette colours = palette.and(curves.stream().map(Curve::name).toList());
    return Figure.of(title, x, y).withSize(size, size).with(colours);
  }

  private XYChart framed(XYChart chart, int markerSize) {
    chart.getStyler().setXAxisMin(-extent).setXAxisMax(extent);
    chart.getStyler().setYAxisMin(-extent).setYAxisMax(extent);
    chart.getStyler().setMarkerSize(markerSize).setLegendVisible(false);
    return chart;
  }

  /** A chart's plot is known once it is drawn, and its size is that which it was drawn at last. */
  private XYChart atOneScale(XYChart chart) {
    Picture.of(chart);
    double across = chart.getScreenXFromChart(extent) - chart.getScreenXFromChart(-extent);
    double up = chart.getScreenYFromChart(-extent) - chart.getScreenYFromChart(extent);
    int less = (int) Math.round((across - up) / chart.getStyler().getPlotContentSize());
    Picture.drawn(chart, size - Math.max(less, 0), size - Math.max(-less, 0));
    return chart;
  }

  /** One curve of all arrows, gaps between them: under the ways, for it comes first. */
  private List<Curve> withArrows(DiracGan gan, List<Curve> ways) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    double step = 2 * extent / ARROWS;
    for (int i = 0; i < ARROWS * ARROWS; i++) {
      int column = i / ARROWS;
      double theta = -extent + (column + 0.5) * step;
      double psi = -extent + (i % ARROWS + 0.5) * step;
      Point v = gan.velocity(theta, psi);
      if (v.distance() > 0) {
        double half = 0.4 * step / v.distance();
        arrow(x, y, theta, psi, half * v.theta(), half * v.psi());
      }
    }
    List<Curve> all = new ArrayList<>();
    all.add(new Curve("direction", x, y, List.of(), List.of()));
    all.addAll(ways);
    return all;
  }

  private static void arrow(
      List<Double> x, List<Double> y, double atX, double atY, double dx, double dy) {
    double[] alongs = {-1, 1, 1 - 2 * HEAD, 1, 1 - 2 * HEAD};
    double[] acrosses = {0, 0, HEAD, 0, -HEAD};
    for (int i = 0; i < alongs.length; i++) {
      x.add(atX + alongs[i] * dx - acrosses[i] * dy);
      y.add(atY + alongs[i] * dy + acrosses[i] * dx);
    }
    x.add(atX);
    y.add(Double.NaN);
  }

  private Curve inside(Curve cloud) {
    int[] kept =
        IntStream.range(0, cloud.x().size())
            .filter(i -> Math.abs(cloud.x().get(i)) <= extent)
            .filter(i -> Math.abs(cloud.y().get(i)) <= extent)
            .toArray();
    return Curve.of(
        cloud.name(),
        IntStream.of(kept).mapToDouble(i -> cloud.x().get(i)).toArray(),
        IntStream.of(kept).mapToDouble(i -> cloud.y().get(i)).toArray());
  }
}
