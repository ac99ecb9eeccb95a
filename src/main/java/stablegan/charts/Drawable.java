package stablegan.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What of some curves can be drawn on a figure's axes. */
record Drawable(Figure figure) {

  /** Numbers beyond it, and below its inverse, have no room around them in double precision. */
  private static final double LARGEST = 1e300;

  /** The curves without what a logarithmic axis can't show, and without those that are empty. */
  static List<Curve> of(Figure figure, List<Curve> curves) {
    Drawable drawable = new Drawable(figure);
    double floor =
        curves.stream()
            .flatMap(curve -> Stream.concat(curve.y().stream(), curve.lower().stream()))
            .filter(value -> isShown(value, true))
            .min(Double::compare)
            .orElse(1.0);
    List<Curve> drawn = new ArrayList<>();
    for (Curve curve : curves) {
      Curve shown = drawable.shown(curve, floor);
      if (shown.y().stream().anyMatch(Double::isFinite)) {
        drawn.add(shown);
      }
    }
    if (drawn.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + figure.title() + "\" has no finite point to draw in " + curves.size() + " curves");
    }
    return drawn;
  }

  private Curve shown(Curve curve, double floor) {
    int[] kept =
        IntStream.range(0, curve.x().size())
            .filter(i -> isShown(curve.x().get(i), figure.logX()))
            .toArray();
    return new Curve(
        curve.name(),
        Arrays.stream(kept).mapToObj(i -> curve.x().get(i)).toList(),
        Arrays.stream(kept).mapToObj(i -> gapUnlessShown(curve.y().get(i))).toList(),
        curve.lower().isEmpty() ? List.of() : edge(curve.lower(), kept, floor),
        curve.upper().isEmpty() ? List.of() : edge(curve.upper(), kept, floor));
  }

  private double gapUnlessShown(double y) {
    return isShown(y, figure.logY()) ? y : Double.NaN;
  }

  private static boolean isShown(double value, boolean logarithmic) {
    return Math.abs(value) <= LARGEST && (!logarithmic || value >= 1 / LARGEST);
  }

  private List<Double> edge(List<Double> values, int[] kept, double floor) {
    return Arrays.stream(kept)
        .mapToObj(values::get)
        .map(value -> figure.logY() ? Math.max(value, floor) : value)
        .toList();
  }
}
