package stablegan.charts;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import stablegan.internal.text.Escape;

/**
 * Curves as an SVG element for a page: a few kilobytes, in the page's own font and ink, so that it
 * reads in a light and in a dark theme. It has lines and no bands.
 */
final class SvgLines {

  /** More points than this are not seen at the size of a page. */
  private static final int POINTS = 100;

  private static final int LEFT = 54;
  private static final int RIGHT = 12;
  private static final int TOP = 26;
  private static final int UNDER_AXIS = 38;
  private static final int LEGEND_ROW = 17;
  private static final double LETTER = 6.6;
  private static final int MOST_TICKS = 4;

  /** A range of so small a part of its numbers is none. */
  private static final double NARROW = 1e-9;

  /** Of the palette, but as dark as a dark theme's paper: the page's ink stands for it. */
  private static final int DARK = 0x50;

  private final Figure figure;
  private final List<Curve> curves;
  private final Palette palette;
  private final List<List<String>> legend;
  private final double[] x;
  private final double[] y;
  private final StringBuilder svg = new StringBuilder();

  private SvgLines(Figure figure, List<Curve> curves) {
    this.figure = figure;
    this.curves = Drawable.of(figure, curves);
    palette = figure.palette().and(this.curves.stream().map(Curve::name).toList());
    legend = legend(this.curves.stream().map(Curve::name).distinct().toList());
    x = range(this.curves.stream().flatMap(c -> c.x().stream()).mapToDouble(v -> v), figure.logX());
    y = range(this.curves.stream().flatMap(c -> c.y().stream()).mapToDouble(v -> v), figure.logY());
  }

  static String of(Figure figure, List<Curve> curves) {
    return new SvgLines(figure, curves).draw();
  }

  private String draw() {
    int height = figure.height() + LEGEND_ROW * legend.size();
    svg.append(
        format(
            "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                + " style=\"max-width: 100%%; height: auto; font: 12px system-ui, sans-serif\""
                + " fill=\"currentColor\">",
            Escape.html(figure.title()), figure.width(), height, figure.width(), height));
    text(0, 13, "start", "font-weight=\"bold\"", figure.title());
    text(figure.width() - RIGHT, figure.height() - 6, "end", "opacity=\".75\"", figure.x());
    ticks(y, figure.logY()).forEach(this::horizontal);
    ticks(x, figure.logX()).forEach(this::below);
    curves.forEach(this::line);
    for (int row = 0; row < legend.size(); row++) {
      names(legend.get(row), figure.height() + LEGEND_ROW * (row + 1) - 5);
    }
    return svg.append("</svg>").toString();
  }

  private void horizontal(double value) {
    double at = down(value);
    svg.append(
        format(
            "<path d=\"M%s %sH%s\" stroke=\"currentColor\" opacity=\".15\"/>",
            LEFT, tenth(at), figure.width() - RIGHT));
    text(LEFT - 6, at + 4, "end", "opacity=\".75\"", Theme.tick(value));
  }

  private void below(double value) {
    text(across(value), bottom() + 15, "middle", "opacity=\".75\"", Theme.tick(value));
  }

  private void line(Curve curve) {
    StringBuilder path = new StringBuilder();
    int every = 1 + (curve.x().size() - 1) / POINTS;
    boolean open = false;
    int points = 0;
    for (int i = 0; i < curve.x().size(); i++) {
      boolean finite = Double.isFinite(curve.y().get(i));
      if (finite && open && i % every != 0 && i < curve.x().size() - 1) {
        continue;
      }
      if (finite) {
        path.append(open ? 'L' : 'M').append(tenth(across(curve.x().get(i))));
        path.append(' ').append(tenth(down(curve.y().get(i)))).append(open ? "" : "h0");
        points++;
      }
      open = finite;
    }
    String color = css(palette.color(curve.name()));
    String dash = palette.dashes(curve.name());
    svg.append(
        format(
            "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linecap=\"round\""
                + " stroke-linejoin=\"round\"%s/>",
            path,
            color,
            points == 1 ? "5" : "1.6",
            dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\""));
  }

  private void names(List<String> row, int at) {
    double from = LEFT;
    for (String name : row) {
      svg.append(
          format(
              "<path d=\"M%s %sh14\" stroke=\"%s\" stroke-width=\"3\"/>",
              tenth(from), at - 4, css(palette.color(name))));
      text(from + 19, at, "start", "", name);
      from += width(name);
    }
  }

  private void text(double across, double down, String anchor, String style, String text) {
    svg.append(
        format(
            "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>",
            tenth(across), tenth(down), anchor, style, Escape.html(text)));
  }

  /** Names in rows as wide as the figure; a single curve needs none. */
  private List<List<String>> legend(List<String> names) {
    List<List<String>> rows = new ArrayList<>();
    double used = Double.POSITIVE_INFINITY;
    for (String name : names.size() > 1 ? names : List.<String>of()) {
      if (used + width(name) > figure.width() - LEFT) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(name);
      used += width(name);
    }
    return rows;
  }

  private static double width(String name) {
    return 36 + LETTER * name.length();
  }

  private double across(double value) {
    double share = share(value, x, figure.logX());
    return LEFT + share * (figure.width() - LEFT - RIGHT);
  }

  private double down(double value) {
    return bottom() - share(value, y, figure.logY()) * (bottom() - TOP);
  }

  private int bottom() {
    return figure.height() - UNDER_AXIS;
  }

  private static double share(double value, double[] range, boolean logarithmic) {
    DoubleUnaryOperator scale = logarithmic ? Math::log10 : v -> v;
    double from = scale.applyAsDouble(range[0]);
    return (scale.applyAsDouble(value) - from) / (scale.applyAsDouble(range[1]) - from);
  }

  /** From the least to the largest finite number; some room around those that are hardly apart. */
  private static double[] range(DoubleStream all, boolean logarithmic) {
    double[] finite = all.filter(Double::isFinite).sorted().toArray();
    double low = finite[0];
    double high = finite[finite.length - 1];
    // between neighbouring doubles there are no ticks, and counting up to them never ends
    if (high - low > NARROW * Math.max(Math.abs(low), Math.abs(high))) {
      return new double[] {low, high};
    }
    double room = low == 0 ? 1 : Math.abs(low) / 2;
    return logarithmic ? new double[] {low / 2, high * 2} : new double[] {low - room, high + room};
  }

  /** A few round numbers within the range; its ends where no two round ones are. */
  private static List<Double> ticks(double[] range, boolean logarithmic) {
    List<Double> ticks = logarithmic ? decades(range) : rounds(range);
    return ticks.size() > 1 ? ticks : List.of(range[0], range[1]);
  }

  private static List<Double> rounds(double[] range) {
    double rough = (range[1] - range[0]) / MOST_TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        DoubleStream.of(1, 2, 5, 10)
            .map(m -> m * power)
            .filter(s -> s >= rough)
            .min()
            .orElse(rough);
    List<Double> ticks = new ArrayList<>();
    for (double n = Math.ceil(range[0] / step); n * step <= range[1]; n++) {
      ticks.add(n * step);
    }
    return ticks;
  }

  private static List<Double> decades(double[] range) {
    int first = (int) Math.ceil(Math.log10(range[0]));
    int last = (int) Math.floor(Math.log10(range[1]));
    int every = Math.max(1, (last - first + MOST_TICKS) / MOST_TICKS);
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power += every) {
      ticks.add(Math.pow(10, power));
    }
    return ticks;
  }

  private static String css(Color color) {
    boolean dark = Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue())) < DARK;
    return dark ? "currentColor" : format("#%06x", color.getRGB() & 0xFFFFFF);
  }

  /** A tenth of a pixel is as fine as it shows. */
  private static String tenth(double value) {
    String text = format("%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
