package stablegan.internal.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A paired permutation test that is looked at while the pairs come in: a group-sequential test
 * (Jennison and Turnbull 1999, chapter 7) whose null distribution is that of all ways to swap the
 * two of a pair, the flips. The chance of a false verdict, α, is spent over the looks: at one that
 * has the share t of all pairs the verdicts given up to then may take α·t^ρ of the flips (Kim and
 * DeMets 1987; ρ = 1 is much like Pocock's boundary, ρ = 3 like that of O'Brien and Fleming). Flips
 * are counted over all looks together, given the magnitudes, so that the test is exact and a look
 * costs no more than what is newly rejected there.
 *
 * <p>The p-value is the smallest level, of a fixed list, at which a verdict has been given. It only
 * falls from look to look, and whenever one stops it is at most α with a chance of at most α. All
 * flips are counted where there will be no more than 20 pairs, otherwise 100,000 random ones from a
 * fixed seed, what was observed among them.
 */
public final class SequentialSignFlip {

  /** More pairs have no place in a flip's bits. */
  public static final int MOST_PAIRS = 60;

  /** Of more claims that are corrected together none can be shown: no level is so small. */
  public static final int MOST_CLAIMS = 100;

  private static final int EXACT_UP_TO = 20;
  private static final int RANDOM_FLIPS = 100_000;
  private static final long SEED = 1987;
  private static final long[] RANDOM = random();

  /** Flips are numbered in the lower bits of what is sorted, their values stand in the upper. */
  private static final int NUMBER_BITS = 20;

  /** Values of equal terms in another order differ by rounding, by less than a step of this. */
  private static final long STEPS = 1L << 42;

  private static final long INFINITE = STEPS + 2;

  /** A count that is whole but for rounding. */
  private static final double ROUNDING = 1e-9;

  /** From 1 down, and 5 % over each number of claims that Holm's correction may divide it by. */
  private static final double[] LEVELS =
      DoubleStream.concat(
              DoubleStream.of(
                  1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.12, 0.1, 0.09, 0.08, 0.07, 0.06),
              IntStream.rangeClosed(1, MOST_CLAIMS).mapToDouble(n -> 0.05 / n))
          .toArray();

  /** What the flips say at one look. */
  private static final class Look {

    /** The flips' numbers, those with the largest values first; number 0 is what was observed. */
    private final int[] order;

    /** Whether the next flip in this order says less. */
    private final boolean[] last;

    /** For each flip its number among those of the look before. */
    private final IntUnaryOperator before;

    /** Share of α that may have been spent by then. */
    private final double spent;

    private Look(LongToDoubleFunction statistic, long[] flips, IntUnaryOperator before, double t) {
      this.before = before;
      this.spent = t;
      double[] values = Arrays.stream(flips).mapToDouble(statistic).toArray();
      double scale = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
      long[] sorted = new long[flips.length];
      for (int i = 0; i < flips.length; i++) {
        long step = Double.isInfinite(values[i]) ? INFINITE : (long) (values[i] / scale * STEPS);
        sorted[i] = -step << NUMBER_BITS | i;
      }
      Arrays.sort(sorted);
      order = new int[flips.length];
      last = new boolean[flips.length];
      for (int i = 0; i < flips.length; i++) {
        order[i] = (int) (sorted[i] & (1 << NUMBER_BITS) - 1);
        last[i] =
            i + 1 == flips.length
                || (sorted[i + 1] >> NUMBER_BITS) - (sorted[i] >> NUMBER_BITS) > 1;
      }
    }

    /**
     * How many flips of the order are rejected at a level.
     *
     * @param rejected at the look before
     * @param count how many of this look's flips those are
     */
    int taken(BitSet rejected, int count, double level) {
      double allowed = level * spent * order.length + ROUNDING;
      int all = count;
      int whole = 0;
      for (int i = 0; i < order.length; i++) {
        all += rejected.get(before.applyAsInt(order[i])) ? 0 : 1;
        if (all > allowed) {
          return whole;
        }
        whole = last[i] ? i + 1 : whole;
      }
      return whole;
    }

    /** All that is rejected by this look, if it takes so many. */
    BitSet rejected(BitSet earlier, int taken) {
      BitSet rejected = new BitSet(order.length);
      for (int i = 0; i < order.length; i++) {
        if (i < taken || earlier.get(before.applyAsInt(order[i]))) {
          rejected.set(order[i]);
        }
      }
      return rejected;
    }
  }

  private SequentialSignFlip() {}

  /**
   * What the looks gave.
   *
   * @param p the smallest level at which a verdict has been given
   * @param pairs at the look that gave it; those of the last look if none did, 0 without a look
   */
  public record Found(double p, int pairs) {}

  /** What pairs speak by, a number from 0 up that grows the further they are from no difference. */
  public interface Statistic {

    /**
     * The statistic of the first pairs, by flip: where bit i is set the two of pair i are swapped.
     * Swapping all of them changes nothing.
     */
    LongToDoubleFunction of(int pairs);
  }

  /**
   * The test of the differences' sum after some looks, two-sided.
   *
   * @param differences of the pairs, in the order in which they came; infinite ones are ranked, see
   *     {@link SignFlip#p}
   * @param looks how many pairs there were at each look so far, ascending; none means p = 1
   * @param most pairs that there will be at the last look, at most {@link #MOST_PAIRS}
   * @param rho exponent of the spending, positive
   */
  public static Found test(double[] differences, List<Integer> looks, int most, double rho) {
    return test(
        pairs -> {
          double[] terms = SignFlip.terms(Arrays.copyOf(differences, pairs));
          return flip -> Math.abs(SignFlip.sum(terms, flip));
        },
        looks,
        most,
        rho);
  }

  /** The same of another statistic. */
  public static Found test(Statistic statistic, List<Integer> looks, int most, double rho) {
    if (looks.isEmpty()) {
      return new Found(1, 0);
    }
    List<Look> tests = tests(statistic, looks, most, rho);
    int[] taken = new int[looks.size()];
    Arrays.fill(taken, Integer.MAX_VALUE);
    Found found = new Found(1, looks.get(looks.size() - 1));
    for (double level : LEVELS) {
      OptionalInt rejecting = rejecting(tests, taken, level);
      if (rejecting.isEmpty()) {
        return found;
      }
      found = new Found(level, looks.get(rejecting.getAsInt()));
    }
    return found;
  }

  private static List<Look> tests(Statistic statistic, List<Integer> looks, int most, double rho) {
    List<Look> tests = new ArrayList<>();
    int before = 1;
    for (int n : looks) {
      int earlier = before;
      double spent = Math.pow((double) n / most, rho);
      IntUnaryOperator inEarlier = most <= EXACT_UP_TO ? f -> first(f, earlier) : f -> f;
      tests.add(new Look(statistic.of(n), flips(n, most), inEarlier, spent));
      before = n;
    }
    return tests;
  }

  /**
   * The first look that rejects what was observed at a level, if one does.
   *
   * @param taken at each look how many were at a larger level: not more are now, so that what a
   *     level rejects every larger one does
   */
  private static OptionalInt rejecting(List<Look> tests, int[] taken, double level) {
    BitSet rejected = new BitSet();
    OptionalInt first = OptionalInt.empty();
    int flips = tests.get(0).order.length;
    for (int k = 0; k < taken.length; k++) {
      Look look = tests.get(k);
      int count = look.order.length / flips * rejected.cardinality();
      taken[k] = Math.min(taken[k], look.taken(rejected, count, level));
      rejected = look.rejected(rejected, taken[k]);
      first = first.isEmpty() && rejected.get(0) ? OptionalInt.of(k) : first;
      flips = look.order.length;
    }
    return first;
  }

  /**
   * The flips to count, first that which swaps nothing: all but for the last pair's, which are the
   * same with all pairs swapped, or random ones.
   *
   * @param most pairs that there will be
   */
  static long[] flips(int pairs, int most) {
    return most <= EXACT_UP_TO ? LongStream.range(0, 1L << (pairs - 1)).toArray() : RANDOM;
  }

  /** What one of all flips does to the first pairs, as one of theirs. */
  private static int first(int flip, int pairs) {
    int last = 1 << (pairs - 1);
    int first = flip & (2 * last - 1);
    return first < last ? first : 2 * last - 1 - first;
  }

  private static long[] random() {
    Random random = new Random(SEED);
    return LongStream.concat(
            LongStream.of(0), LongStream.generate(random::nextLong).limit(RANDOM_FLIPS))
        .toArray();
  }
}
