package stablegan.internal.statistics;

import java.util.Arrays;
import java.util.Random;
import stablegan.internal.numbers.Numbers;

/**
 * Percentile bootstrap intervals of a mean over runs (Efron and Tibshirani 1993, chapter 13). All
 * nⁿ resamples are taken where they are no more than asked for, which few runs always allow;
 * otherwise random ones from the seed.
 *
 * <p>The interval never leaves the range of the values, so with n runs of a symmetric distribution
 * it can't hold the true mean more often than 1 − 2^(1 − n) of the time: 75 % with three runs. See
 * {@link Interval#attainable}.
 *
 * @param level the coverage that is aimed at, in (0, 1)
 * @param resamples at least 100
 */
public record Bootstrap(double level, int resamples, long seed) {

  private static final int FEWEST = 100;

  /**
   * An interval of a mean.
   *
   * @param low lower end; NaN if there are fewer than two runs
   * @param high upper end, likewise
   * @param runs how many values it rests on
   */
  public record Interval(double mean, double low, double high, double level, int runs) {

    /** The most coverage that so few runs allow; below the level the interval is too short. */
    public double attainable() {
      return runs < 2 ? 0 : Math.min(level, 1 - Math.pow(2, 1 - runs));
    }
  }

  public Bootstrap {
    if (!(0 < level && level < 1) || resamples < FEWEST) {
      throw new IllegalArgumentException(
          "a bootstrap needs a level in (0, 1) and 100 resamples or more, not %s and %d"
              .formatted(level, resamples));
    }
  }

  /** 95 % from 10,000 resamples. */
  public static Bootstrap standard() {
    return new Bootstrap(0.95, 10_000, 1979);
  }

  /**
   * The interval of the mean of these values, which must be finite. Its ends are resampled means,
   * the next ones outwards: between those of two runs an interval could leave one run out.
   */
  public Interval of(double... values) {
    if (Arrays.stream(values).anyMatch(v -> !Double.isFinite(v))) {
      throw new IllegalArgumentException(
          "a mean's interval needs finite values, not " + Arrays.toString(values));
    }
    double mean = Numbers.mean(values);
    if (values.length < 2) {
      return new Interval(mean, Double.NaN, Double.NaN, level, values.length);
    }
    double[] means =
        Math.pow(values.length, values.length) <= resamples ? all(values) : some(values);
    Arrays.sort(means);
    double outside = (1 - level) / 2 * (means.length - 1);
    double low = means[(int) Math.floor(outside)];
    double high = means[(int) Math.ceil(means.length - 1 - outside)];
    return new Interval(mean, low, high, level, values.length);
  }

  private static double[] all(double[] values) {
    int n = values.length;
    double[] means = new double[(int) Math.pow(n, n)];
    for (int resample = 0; resample < means.length; resample++) {
      double sum = 0;
      int digits = resample;
      for (int i = 0; i < n; i++) {
        sum += values[digits % n];
        digits /= n;
      }
      means[resample] = sum / n;
    }
    return means;
  }

  private double[] some(double[] values) {
    Random random = new Random(seed);
    double[] means = new double[resamples];
    for (int resample = 0; resample < resamples; resample++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[resample] = sum / values.length;
    }
    return means;
  }
}
