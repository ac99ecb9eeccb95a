package stablegan.internal.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import stablegan.internal.numbers.Numbers;

/**
 * The two-sample permutation test of means: were two series of independent runs alike, each of
 * their numbers could as well stand in the other (Pitman 1937; Good 2005, chapter 3). Two-sided and
 * exact: of all splits into series of these lengths, the share whose means differ by as much.
 */
public final class TwoSample {

  /** The 40 million splits of 28 numbers are gone through in a moment, those of more aren't. */
  private static final int MOST = 28;

  /** Sums of equal terms in another order differ by rounding; they are ties all the same. */
  private static final double ROUNDING = 1e-12;

  private final double[] pooled;
  private final int size;
  private final double mean;
  private final double least;

  private TwoSample(double[] pooled, int size) {
    this.pooled = pooled;
    this.size = size;
    mean = Numbers.mean(pooled);
    double observed = Math.abs(deviation(Arrays.stream(pooled).limit(size).sum()));
    least = observed - ROUNDING * Arrays.stream(pooled).map(Math::abs).sum();
  }

  /**
   * The p-value of the means' difference. Where a number is infinite (its run diverged) it is that
   * of the mean ranks, in which that comes first or last: the exact Wilcoxon–Mann–Whitney test.
   *
   * @throws IllegalArgumentException unless both have a number, together 2 to 28, none NaN
   */
  public static double p(double[] first, double[] second) {
    requireSizes(first.length, second.length);
    double[] pooled = DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    if (Arrays.stream(pooled).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "a test of two series needs numbers, not %s and %s"
              .formatted(Arrays.toString(first), Arrays.toString(second)));
    }
    boolean finite = Arrays.stream(pooled).allMatch(Double::isFinite);
    TwoSample test = new TwoSample(finite ? pooled : Numbers.ranks(pooled), first.length);
    return test.extreme(0, 0, 0) / splits(first.length, second.length);
  }

  /** With fewer numbers than it takes for this to be small, no difference can be significant. */
  public static double smallest(int first, int second) {
    requireSizes(first, second);
    // the reverse of the most extreme split is as extreme, but one only if both are as long
    return (first == second ? 2 : 1) / splits(first, second);
  }

  private static void requireSizes(int first, int second) {
    if (first < 1 || second < 1 || first + second > MOST) {
      throw new IllegalArgumentException(
          "a test of two series needs at least one number in each and %d together at most, not %d and %d"
              .formatted(MOST, first, second));
    }
  }

  /** Binomial coefficient, exact in double for these sizes. */
  private static double splits(int first, int second) {
    double splits = 1;
    for (int i = 1; i <= first; i++) {
      splits = splits * (second + i) / i;
    }
    return splits;
  }

  /**
   * The first series' sum less what it would be at the common mean; the means differ as it does.
   */
  private double deviation(double sum) {
    return sum - size * mean;
  }

  /** How many splits are as extreme, given what was taken of the numbers before this one. */
  private long extreme(int from, int taken, double sum) {
    if (taken == size) {
      return Math.abs(deviation(sum)) >= least ? 1 : 0;
    }
    long count = extreme(from + 1, taken + 1, sum + pooled[from]);
    if (pooled.length - from > size - taken) {
      count += extreme(from + 1, taken, sum);
    }
    return count;
  }
}
