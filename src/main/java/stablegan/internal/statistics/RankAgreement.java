package stablegan.internal.statistics;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Whether two series of numbers put the same things in the same order, by pairs: Kendall's τ (1938)
 * with its exact permutation test. Pairs that are equal in either series count for neither side.
 *
 * @param agreeing pairs that both series order alike
 * @param opposed pairs that they order the other way round
 * @param pairs all of them
 * @param p two-sided: the share of all orders of one series that agree, or disagree, as much
 * @param smallestP that of the orders that agree, or disagree, most: 2/n! if none are equal, so
 *     that of fewer than five things no order is significant at 5 %; things that share a number of
 *     the second series, as one that was measured once for several, count as one
 */
public record RankAgreement(int agreeing, int opposed, int pairs, double p, double smallestP) {

  /** The orders of nine things are gone through in a moment, those of more aren't. */
  private static final int MOST = 9;

  /**
   * Compares two series, one value a thing in each; infinity is the largest.
   *
   * @throws IllegalArgumentException unless each has the same number of values, 2 to 9, none NaN
   */
  public static RankAgreement of(double[] first, double[] second) {
    return of(first, second, IntStream.range(0, second.length).toArray());
  }

  /**
   * The same where numbers of the second series stand for several things, with which they go
   * through all orders.
   *
   * @param number which number a thing has, 0, 1, …: those of equal ones are equal
   */
  public static RankAgreement of(double[] first, double[] second, int... number) {
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
    int pairs = n * (n - 1) / 2;
    int[] orders = new int[pairs + 1];
    double[] distinct = new double[IntStream.of(number).max().orElseThrow() + 1];
    IntStream.range(0, n).forEach(i -> distinct[number[i]] = second[i]);
    forEachOrder(
        distinct,
        0,
        order -> {
          double[] spread = IntStream.of(number).mapToDouble(i -> order[i]).toArray();
          orders[Math.abs(score(first, spread))]++;
        });
    double all = IntStream.of(orders).sum();
    int most = IntStream.rangeClosed(0, pairs).filter(s -> orders[s] > 0).max().orElseThrow();
    double p = IntStream.rangeClosed(Math.abs(score), pairs).map(s -> orders[s]).sum() / all;
    return new RankAgreement(
        (untied + score) / 2, (untied - score) / 2, pairs, p, orders[most] / all);
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

  /** Goes through all orders of the values from this index on. */
  private static void forEachOrder(double[] values, int from, Consumer<double[]> order) {
    if (from == values.length) {
      order.accept(values);
    }
    for (int i = from; i < values.length; i++) {
      swap(values, from, i);
      forEachOrder(values, from + 1, order);
      swap(values, from, i);
    }
  }

  private static void swap(double[] values, int i, int j) {
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
