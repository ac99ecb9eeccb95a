package stablegan.internal.numbers;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Statistics of a few numbers, as numpy and scipy define them. Of no numbers they are NaN, and of
 * numbers with a NaN among them too.
 */
public final class Numbers {

  private static final double HALF = 0.5;

  private Numbers() {}

  /** The arithmetic mean. */
  public static double mean(double... values) {
    return DoubleStream.of(values).average().orElse(Double.NaN);
  }

  /** A sample's standard deviation: squares are divided by n − 1; NaN of one number. */
  public static double deviation(double... values) {
    double squares = DoubleStream.of(squares(values)).sum();
    return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
  }

  /**
   * A whole population's standard deviation: squares are divided by n. Published scores that are "±
   * over splits" (Salimans et al. 2016; Bińkowski et al. 2018) have this one.
   */
  public static double populationDeviation(double... values) {
    return Math.sqrt(mean(squares(values)));
  }

  /** Of the mean of independent numbers: the sample's deviation over √n; NaN of one number. */
  public static double standardError(double... values) {
    // the same as the population's over √(n − 1)
    return populationDeviation(values) / Math.sqrt(values.length - 1.0);
  }

  private static double[] squares(double[] values) {
    double mean = mean(values);
    return DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).toArray();
  }

  /** The number in the middle, of an even count the mean of the two. */
  public static double median(double... values) {
    return median(DoubleStream.of(values).boxed().toList());
  }

  /** The number in the middle, of an even count the mean of the two. */
  public static double median(List<Double> values) {
    return quantile(values, HALF);
  }

  /** {@link #median(List)} of numbers in ascending order. */
  public static double medianOfSorted(List<Double> values) {
    return quantileOfSorted(values, HALF);
  }

  /**
   * The value below which a share of the numbers lies, in proportion between the two nearest
   * (Hyndman and Fan 1996, definition 7).
   *
   * @param share in [0, 1]
   */
  public static double quantile(List<Double> values, double share) {
    if (!(0 <= share && share <= 1)) {
      throw new IllegalArgumentException("a quantile's share must be in [0, 1], not " + share);
    }
    return quantileOfSorted(values.stream().sorted().toList(), share);
  }

  private static double quantileOfSorted(List<Double> values, double share) {
    int last = values.size() - 1;
    if (last < 0 || Double.isNaN(values.get(last))) { // NaN is sorted last
      return Double.NaN;
    }
    double position = share * last;
    int index = (int) position;
    double below = values.get(index);
    double above = values.get(Math.min(index + 1, last));
    double part = position - index;
    // a part of 0 of an infinite number would be NaN
    return part == 0 || below == above ? below : (1 - part) * below + part * above;
  }

  /**
   * The rank of each number, 1 for the smallest; equal ones share the mean of their ranks.
   *
   * @throws IllegalArgumentException if one is NaN, which has no rank
   */
  public static double[] ranks(double... values) {
    int n = values.length;
    if (DoubleStream.of(values).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("NaN has no rank: " + Arrays.toString(values));
    }
    Integer[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toArray(Integer[]::new);
    double[] ranks = new double[n];
    for (int from = 0, to; from < n; from = to) {
      for (to = from + 1; to < n && values[order[to]] == values[order[from]]; ) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
    }
    return ranks;
  }

  /**
   * A normal density at −reach, …, reach, scaled to a sum of 1.
   *
   * @param deviation above 0, in steps
   * @return 2·reach + 1 weights
   */
  public static double[] gaussianWindow(int reach, double deviation) {
    double[] window = new double[2 * reach + 1];
    Arrays.setAll(window, i -> Math.exp(-HALF * Math.pow((i - reach) / deviation, 2)));
    double sum = 0;
    for (double weight : window) {
      sum += weight; // in turn: a stream's sum compensates, and has other last digits
    }
    for (int i = 0; i < window.length; i++) {
      window[i] /= sum;
    }
    return window;
  }
}
