package stablegan.internal.statistics;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import stablegan.internal.numbers.Numbers;

/**
 * The paired permutation test: were there no difference between two methods, each seed's difference
 * could as well have the other sign (Fisher 1935; Good 2005, chapter 3). Two-sided. Exact up to 20
 * pairs; beyond, 100,000 random flips from a fixed seed, the observed one counted among them.
 */
public final class SignFlip {

  private static final int EXACT_UP_TO = 20;
  private static final int RANDOM_FLIPS = 100_000;
  private static final long SEED = 1935;

  /** Sums of equal terms in another order differ by rounding; they are ties all the same. */
  private static final double ROUNDING = 1e-12;

  private SignFlip() {}

  /**
   * The p-value of the differences' sum. With infinite differences (one run of the pair diverged)
   * it is that of the sum of signed ranks, in which those come last: Wilcoxon's test with Pratt's
   * treatment of zeros.
   */
  public static double p(double... differences) {
    if (differences.length == 0 || Arrays.stream(differences).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "a paired test needs differences that are numbers, not " + Arrays.toString(differences));
    }
    double[] terms = terms(differences);
    return terms.length <= EXACT_UP_TO ? exact(terms) : sampled(terms);
  }

  /** What p speaks of: the sum of the differences or of their signed ranks. */
  public static double statistic(double... differences) {
    return Arrays.stream(terms(differences)).sum();
  }

  static double[] terms(double[] differences) {
    boolean finite = Arrays.stream(differences).allMatch(Double::isFinite);
    return finite ? differences : signedRanks(differences);
  }

  /** 2^(1 − n): with fewer pairs than it takes, no difference can be significant. */
  public static double smallest(int pairs) {
    return Math.pow(2, 1 - pairs);
  }

  private static double exact(double[] terms) {
    double observed = bound(terms);
    int flips = 1 << terms.length;
    long extreme =
        IntStream.range(0, flips).filter(flip -> Math.abs(sum(terms, flip)) >= observed).count();
    return (double) extreme / flips;
  }

  private static double sampled(double[] terms) {
    double observed = bound(terms);
    Random random = new Random(SEED);
    int extreme = 1;
    for (int i = 0; i < RANDOM_FLIPS; i++) {
      double sum = Arrays.stream(terms).map(t -> random.nextBoolean() ? t : -t).sum();
      extreme += Math.abs(sum) >= observed ? 1 : 0;
    }
    return extreme / (RANDOM_FLIPS + 1.0);
  }

  private static double bound(double[] terms) {
    return Math.abs(sum(terms, 0)) - ROUNDING * Arrays.stream(terms).map(Math::abs).sum();
  }

  static double sum(double[] terms, long flip) {
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      sum += (flip >> i & 1) == 0 ? terms[i] : -terms[i];
    }
    return sum;
  }

  /** Ranks of the magnitudes, from 1, the mean of them for ties, with the differences' signs. */
  private static double[] signedRanks(double[] differences) {
    double[] ranks = Numbers.ranks(Arrays.stream(differences).map(Math::abs).toArray());
    return IntStream.range(0, ranks.length)
        .mapToDouble(i -> Math.signum(differences[i]) * ranks[i])
        .toArray();
  }
}
