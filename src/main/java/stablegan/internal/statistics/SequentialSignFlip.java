package stablegan.internal.statistics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The sign-flip test of pairs that are looked at while they come in: a group-sequential test
 * (Jennison and Turnbull 1999, chapter 7) whose null distribution is that of all flips. The chance
 * of a false verdict, α, is spent over the looks: at one that has the share t of all pairs the
 * verdicts given up to then may take α·t^ρ of the flips (Kim and DeMets 1987; ρ = 1 is much like
 * Pocock's boundary, ρ = 3 like that of O'Brien and Fleming). Flips are counted over all looks
 * together, given the magnitudes, so that the test is exact and a look costs no more than what is
 * newly rejected there.
 *
 * <p>The p-value is the smallest level, of a fixed list, at which a verdict has been given. It only
 * falls from look to look, and whenever one stops it is at most α with a chance of at most α.
 */
public final class SequentialSignFlip {

  /** More pairs have no place in a flip's bits. */
  public static final int MOST_PAIRS = 60;

  private static final int EXACT_UP_TO = 20;
  private static final int RANDOM_FLIPS = 100_000;
  private static final long SEED = 1987;

  /** Flips are numbered in the lower bits of what is sorted, their sums stand in the upper ones. */
  private static final int NUMBER_BITS = 20;

  /** Sums of equal terms in another order differ by rounding, by less than a step of this. */
  private static final double STEPS = 1L << 42;

  /** A count that is whole but for rounding. */
  private static final double ROUNDING = 1e-9;

  /** From 1 down, and 5 % over each number of claims that Holm's correction may divide it by. */
  private static final double[] LEVELS =
      DoubleStream.concat(
              DoubleStream.concat(
                  IntStream.rangeClosed(2, 20).mapToDouble(n -> n / 20.0),
                  DoubleStream.of(0.06, 0.07, 0.08, 0.09, 0.12)),
              IntStream.rangeClosed(1, 100).mapToDouble(n -> 0.05 / n))
          .map(level -> -level)
          .sorted()
          .map(level -> -level)
          .toArray();

  /** What the flips say at one look. */
  private static final class Look {

    /** The flips' numbers, those with the largest sums first. */
    private final int[] order;

    /** Whether the next flip in this order says less. */
    private final boolean[] last;

    /** Share of α that may have been spent by then. */
    private final double spent;

    private Look(int[] order, boolean[] last, double spent) {
      this.order = order;
      this.last = last;
      this.spent = spent;
    }

    static Look of(double[] terms, long[] flips, double spent) {
      double scale = Arrays.stream(terms).map(Math::abs).sum();
      long[] sorted = new long[flips.length];
      for (int i = 0; i < flips.length; i++) {
        double sum = Math.abs(SignFlip.sum(terms, flips[i]));
        sorted[i] = -((long) (sum / scale * STEPS)) << NUMBER_BITS | i;
      }
      Arrays.sort(sorted);
      int[] order = new int[flips.length];
      boolean[] last = new boolean[flips.length];
      for (int i = 0; i < flips.length; i++) {
        order[i] = (int) (sorted[i] & (1 << NUMBER_BITS) - 1);
        last[i] =
            i + 1 == flips.length
                || (sorted[i + 1] >> NUMBER_BITS) - (sorted[i] >> NUMBER_BITS) > 1;
      }
      return new Look(order, last, spent);
    }

    /** How many flips of the order are rejected at a level after those rejected before. */
    int rejected(BitSet before, double level) {
      double allowed = level * spent * order.length + ROUNDING;
      int all = before.cardinality();
      int whole = 0;
      for (int i = 0; i < order.length; i++) {
        all += before.get(order[i]) ? 0 : 1;
        if (all > allowed) {
          return whole;
        }
        whole = last[i] ? i + 1 : whole;
      }
      return whole;
    }
  }

  private SequentialSignFlip() {}

  /**
   * The p-value after some looks, two-sided.
   *
   * @param differences of the pairs, in the order in which they came; infinite ones are ranked, see
   *     {@link SignFlip#p}
   * @param looks how many pairs there were at each look so far, ascending; none means p = 1
   * @param most pairs that there will be at the last look, at most {@link #MOST_PAIRS}
   * @param rho exponent of the spending, positive
   */
  public static double p(double[] differences, List<Integer> looks, int most, double rho) {
    if (looks.isEmpty()) {
      return 1;
    }
    long[] flips = flips(looks.get(looks.size() - 1));
    List<Look> tests =
        looks.stream()
            .map(
                n ->
                    Look.of(
                        SignFlip.terms(Arrays.copyOf(differences, n)),
                        flips,
                        Math.pow((double) n / most, rho)))
            .toList();
    int[] taken = new int[looks.size()];
    Arrays.fill(taken, flips.length);
    double p = 1;
    for (double level : LEVELS) {
      if (!rejected(tests, taken, level).get(0)) {
        return p;
      }
      p = level;
    }
    return p;
  }

  /**
   * The flips that are rejected at a level; number 0 is what was observed.
   *
   * @param taken at each look how many were at a larger level: not more are now, so that what a
   *     level rejects every larger one does
   */
  private static BitSet rejected(List<Look> tests, int[] taken, double level) {
    BitSet rejected = new BitSet();
    for (int k = 0; k < taken.length; k++) {
      Look look = tests.get(k);
      taken[k] = Math.min(taken[k], look.rejected(rejected, level));
      for (int i = 0; i < taken[k]; i++) {
        rejected.set(look.order[i]);
      }
    }
    return rejected;
  }

  /** All flips but for the sign of the last pair, which is nothing to a two-sided test. */
  private static long[] flips(int pairs) {
    if (pairs <= EXACT_UP_TO) {
      return LongStream.range(0, 1L << (pairs - 1)).toArray();
    }
    Random random = new Random(SEED);
    return LongStream.concat(
            LongStream.of(0), LongStream.generate(random::nextLong).limit(RANDOM_FLIPS))
        .toArray();
  }
}
