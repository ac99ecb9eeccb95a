package stablegan.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What of some curves can be drawn on a figure's axes. */
record Drawable(Figure figure) {

  /** The curves without what a logarithmic axis can't show, and without those that are empty. */
  static List<Curve> of(Figure figure, List<Curve> curves) {
    Drawable drawable = new Drawable(figure);
    double floor =
        curves.stream()
            .flatMap(curve -> Stream.concat(curve.y().stream(), curve.lower().stream()))
            .filter(value -> value > 0 && Double.isFinite(value))
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
            .filter(
                i -> Double.isFinite(curve.x().get(i)) && !(figure.logX() && curve.x().get(i) <= 0))
            .toArray();
    return new Curve(
        curve.name(),
        Arrays.stream(kept).mapToObj(i -> curve.x().get(i)).toList(),
        Arrays.stream(kept).mapToObj(i -> gapUnlessShown(curve.y().get(i))).toList(),
        curve.lower().isEmpty() ? List.of() : edge(curve.lower(), kept, floor),
        curve.upper().isEmpty() ? List.of() : edge(curve.upper(), kept, floor));
  }

  private double gapUnlessShown(double y) {
    return Double.isFinite(y) && !(figure.logY() && y <= 0) ? y : Double.NaN;
  }

  private List<Double> edge(List<Double> values, int[] kept, double floor) {
    return Arrays.stream(kept)
        .mapToObj(values::get)
        .map(value -> figure.logY() ? Math.max(value, floor) : value)
        .toList();
  }
}
