package stablegan.charts;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import stablegan.internal.numbers.Numbers;

/**
 * A named series of points and, if given, a band around it. NaN in {@code y} is a gap: nothing is
 * drawn there.
 *
 * @param lower the band's lower edge, one value a point, or empty for no band
 * @param upper the band's upper edge, one value a point, or empty for no band
 */
public record Curve(
    String name, List<Double> x, List<Double> y, List<Double> lower, List<Double> upper) {

  /** Into how many pieces a circle is cut. */
  private static final int CIRCLE = 240;

  /** Checks that the lengths agree. */
  public Curve {
    x = List.copyOf(x);
    y = List.copyOf(y);
    lower = List.copyOf(lower);
    upper = List.copyOf(upper);
    if (x.size() != y.size()) {
      throw new IllegalArgumentException(
          "\"%s\" has %d x and %d y: each point needs both".formatted(name, x.size(), y.size()));
    }
    if (lower.size() != upper.size() || !(lower.isEmpty() || lower.size() == x.size())) {
      throw new IllegalArgumentException(
          "\"%s\" has %d points but a band of %d lower and %d upper values"
              .formatted(name, x.size(), lower.size(), upper.size()));
    }
  }

  /** A curve without a band. */
  public static Curve of(String name, double[] x, double[] y) {
    return new Curve(name, list(x), list(y), List.of(), List.of());
  }

  /** A curve over 0, 1, 2, … */
  public static Curve of(String name, double... y) {
    return of(name, IntStream.range(0, y.length).asDoubleStream().toArray(), y);
  }

  /** A curve of numbers of any kind, such as the steps and values of a history's series. */
  public static Curve of(String name, List<? extends Number> x, List<? extends Number> y) {
    return of(name, array(x), array(y));
  }

  /** The values of a function. */
  public static Curve of(String name, double[] x, DoubleUnaryOperator y) {
    return of(name, x, DoubleStream.of(x).map(y).toArray());
  }

  /**
   * What a linear map of the plane makes of the unit circle: an ellipse, whose longest half-axis is
   * the map's spectral norm.
   *
   * @param matrix two rows of two numbers
   */
  public static Curve ellipse(String name, double[][] matrix) {
    if (matrix.length != 2 || matrix[0].length != 2 || matrix[1].length != 2) {
      throw new IllegalArgumentException(
          "\"%s\" needs a matrix of two rows of two numbers, not %s"
              .formatted(name, Arrays.deepToString(matrix)));
    }
    double[][] points = new double[2][CIRCLE + 1];
    for (int i = 0; i <= CIRCLE; i++) {
      double angle = 2 * Math.PI * i / CIRCLE;
      for (int row = 0; row < 2; row++) {
        points[row][i] = matrix[row][0] * Math.cos(angle) + matrix[row][1] * Math.sin(angle);
      }
    }
    return of(name, points[0], points[1]);
  }

  /**
   * The mean of y from a share of the way along x on, NaN if there is no point.
   *
   * @param share 0 for all points, 0.5 for those beyond the middle of x
   */
  public double meanFrom(double share) {
    double end = x.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return IntStream.range(0, x.size())
        .filter(i -> x.get(i) >= share * end)
        .mapToDouble(y::get)
        .average()
        .orElse(Double.NaN);
  }

  private static double[] array(List<? extends Number> values) {
    return values.stream().mapToDouble(Number::doubleValue).toArray();
  }

  /** The same curve with a band. */
  public Curve withBand(double[] lower, double[] upper) {
    return new Curve(name, x, y, list(lower), list(upper));
  }

  /**
   * The mean over several runs, with a band of one sample standard deviation to each side, cut
   * where the runs end: no share is below 0 in it. A single run has no band. From where one of the
   * runs is not finite (it diverged), so is the mean: the curve ends there rather than go on with
   * the survivors.
   *
   * @param runs the y of each run, as many values as {@code x}
   */
  public static Curve meanOf(String name, double[] x, List<double[]> runs) {
    double[] mean = column(x.length, i -> Numbers.mean(at(runs, i)));
    Curve curve = of(name, x, mean);
    if (runs.size() < 2) {
      return curve;
    }
    double[] deviation = column(x.length, i -> Numbers.deviation(at(runs, i)));
    return curve.withBand(
        column(
            x.length,
            i -> Math.max(mean[i] - deviation[i], Arrays.stream(at(runs, i)).min().orElseThrow())),
        column(
            x.length,
            i -> Math.min(mean[i] + deviation[i], Arrays.stream(at(runs, i)).max().orElseThrow())));
  }

  private static double[] at(List<double[]> runs, int i) {
    return runs.stream().mapToDouble(run -> run[i]).toArray();
  }

  private static double[] column(int length, ToDoubleFunction<Integer> value) {
    return IntStream.range(0, length).mapToDouble(value::applyAsDouble).toArray();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().collect(Collectors.toUnmodifiableList());
  }
}
