package stablegan.internal.statistics;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Whether two series of numbers put the same things in the same order, by pairs: Kendall's τ (1938)
 * with its exact permutation test. Pairs that are equal in either series count for neither side.
 *
 * @param agreeing pairs that both series order alike
 * @param opposed pairs that they order the other way round
 * @param pairs all of them
 * @param p two-sided: the share of all orders of one series that agree, or disagree, as much
 */
public record RankAgreement(int agreeing, int opposed, int pairs, double p) {

  /** The orders of nine things are gone through in a moment, those of more aren't. */
  private static final int MOST = 9;

  /**
   * Compares two series, one value a thing in each; infinity is the largest.
   *
   * @throws IllegalArgumentException unless each has the same number of values, 2 to 9, none NaN
   */
  public static RankAgreement of(double[] first, double[] second) {
    int n = first.length;
    boolean numbers = Arrays.stream(first).noneMatch(Double::isNaN);
    numbers &= Arrays.stream(second).noneMatch(Double::isNaN);
    if (n != second.length || n < 2 || n > MOST || !numbers) {
      throw new IllegalArgumentException(
          "an agreement of orders needs two series of 2 to %d numbers, not %s and %s"
              .formatted(MOST, Arrays.toString(first), Arrays.toString(second)));
    }
    int score = score(first, second);
    int untied = (int) directions(first, second).filter(d -> d != 0).count();
    double[] orders = second.clone();
    double all = count(orders, 0, order -> true);
    double p = count(orders, 0, order -> Math.abs(score(first, order)) >= Math.abs(score)) / all;
    return new RankAgreement((untied + score) / 2, (untied - score) / 2, n * (n - 1) / 2, p);
  }

  /** 2/n!: of fewer than four things no order is significant at 5 %. */
  public static double smallestP(int things) {
    return 2 / LongStream.rangeClosed(1, things).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  /** Kendall's τ: 1 for the same order, −1 for the reverse. */
  public double tau() {
    return (double) (agreeing - opposed) / pairs;
  }

  /** The same of two series of one length, without its test, which takes longer. */
  public static double tau(double[] first, double[] second) {
    int n = first.length;
    int pairs = n * (n - 1) / 2;
    return (double) score(first, second) / pairs;
  }

  /** Agreeing less opposed pairs. */
  private static int score(double[] first, double[] second) {
    return directions(first, second).sum();
  }

  private static IntStream directions(double[] first, double[] second) {
    return IntStream.range(0, first.length)
        .flatMap(
            j ->
                IntStream.range(0, j)
                    .map(i -> order(first[i], first[j]) * order(second[i], second[j])));
  }

  /** −1, 0 or 1; 0 and −0 are equal, which {@link Double#compare} orders. */
  private static int order(double a, double b) {
    return a == b ? 0 : Double.compare(a, b);
  }

  /** How many orders of the values from this index on fulfil a condition. */
  private static int count(double[] values, int from, Predicate<double[]> condition) {
    if (from == values.length) {
      return condition.test(values) ? 1 : 0;
    }
    int orders = 0;
    for (int i = from; i < values.length; i++) {
      swap(values, from, i);
      orders += count(values, from + 1, condition);
      swap(values, from, i);
    }
    return orders;
  }

  private static void swap(double[] values, int i, int j) {
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
