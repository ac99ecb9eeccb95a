package stablegan.charts;

import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;

/**
 * Titles, size, axes and colours of a chart; {@link #lines}, {@link #scatter}, {@link #bars},
 * {@link #histogram} and {@link #heatMap} draw data into it. What they return are XChart's own
 * charts, to be changed further at will; {@link Picture#of} makes an image of one.
 *
 * <pre>{@code
 * Figure.of("Frechet distance", "generator steps", "FD(lite0)")
 *     .with(Palette.of("none", "SN"))
 *     .withLogY()
 *     .lines(Curve.meanOf("SN", steps, runs));
 * }</pre>
 *
 * @param width in pixels of the page, 200 or more
 * @param height in pixels of the page, 150 or more
 * @param palette the colours of names; names it lacks get the next free colours
 */
public record Figure(
    String title,
    String x,
    String y,
    int width,
    int height,
    boolean logX,
    boolean logY,
    Palette palette) {

  /** Checks the size. */
  public Figure {
    if (width < 200 || height < 150) {
      throw new IllegalArgumentException(
          "a figure needs 200 by 150 pixels at least, not " + width + " by " + height);
    }
  }

  /** A figure of 760 by 420 pixels with linear axes. */
  public static Figure of(String title, String x, String y) {
    return new Figure(title, x, y, 760, 420, false, false, Palette.of());
  }

  /** The same figure, another size in pixels of the page. */
  public Figure withSize(int width, int height) {
    return new Figure(title, x, y, width, height, logX, logY, palette);
  }

  /** The same figure with a logarithmic x-axis: points at x ≤ 0 are left out. */
  public Figure withLogX() {
    return new Figure(title, x, y, width, height, true, logY, palette);
  }

  /** The same figure with a logarithmic y-axis: points at y ≤ 0 are left out. */
  public Figure withLogY() {
    return new Figure(title, x, y, width, height, logX, true, palette);
  }

  /** The same figure in these colours. */
  public Figure with(Palette palette) {
    return new Figure(title, x, y, width, height, logX, logY, palette);
  }

  /** Curves as lines over translucent bands. */
  public XYChart lines(List<Curve> curves) {
    return new CurveCharts(this).lines(curves);
  }

  /** Curves as lines over translucent bands. */
  public XYChart lines(Curve... curves) {
    return lines(List.of(curves));
  }

  /**
   * Curves as lines, without bands, as an SVG element of a few kilobytes for a page: in the page's
   * own ink, so that it reads in a light and in a dark theme. Curves of one name have one colour.
   */
  public String svg(List<Curve> curves) {
    return SvgLines.of(this, curves);
  }

  /** Points, with error bars where the curve has a band. */
  public XYChart scatter(List<Curve> curves) {
    return new CurveCharts(this).scatter(curves);
  }

  /** Points, with error bars where the curve has a band. */
  public XYChart scatter(Curve... curves) {
    return scatter(List.of(curves));
  }

  /** Vertical bars with error bars. */
  public CategoryChart bars(List<Bar> bars) {
    return new BarCharts(this).bars(bars);
  }

  /** Vertical bars with error bars. */
  public CategoryChart bars(Bar... bars) {
    return bars(List.of(bars));
  }

  /**
   * Outlines of histograms over common bins; heights are the share of each sample set in a bin, so
   * that sets of different size compare.
   *
   * @param samples the values by name, in the order of the legend; those not finite are left out
   * @param bins about how many bins cover the range of all of them; edges are round numbers
   */
  public XYChart histogram(Map<String, double[]> samples, int bins) {
    return new CurveCharts(this).histogram(samples, bins);
  }

  /**
   * A cell for each pair of names, coloured by its value, which is printed in it with four
   * significant digits.
   *
   * @param columns names along x
   * @param rows names along y, the first at the top
   * @param values one array a row; NaN leaves the cell white
   */
  public HeatMapChart heatMap(List<String> columns, List<String> rows, double[][] values) {
    return new HeatMaps(this).heatMap(columns, rows, values);
  }

  /**
   * A bar of a bar chart.
   *
   * @param value its height; NaN draws none, the name stays
   * @param error half the length of the error bar; 0 or NaN draws none
   */
  public record Bar(String name, double value, double error) {

    /** Checks the error. */
    public Bar {
      if (error < 0) {
        throw new IllegalArgumentException(
            "the error of \"" + name + "\" must not be negative, not " + error);
      }
    }

    /** A bar without an error bar. */
    public static Bar of(String name, double value) {
      return new Bar(name, value, 0);
    }
  }
}
