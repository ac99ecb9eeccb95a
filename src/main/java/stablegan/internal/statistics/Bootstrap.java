package stablegan.internal.statistics;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
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
   * @param mean of all runs, or whatever else the interval is of
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
    return of(Numbers.mean(values), values.length, drawn -> mean(values, drawn));
  }

  /**
   * The interval of any number of some runs.
   *
   * @param ofAll the number of all runs, the interval's {@code mean}
   * @param statistic the number of a resample, from the indices of its runs
   */
  public Interval of(double ofAll, int runs, ToDoubleFunction<int[]> statistic) {
    if (runs < 2) {
      return new Interval(ofAll, Double.NaN, Double.NaN, level, runs);
    }
    double[] numbers =
        Math.pow(runs, runs) <= resamples ? all(runs, statistic) : some(runs, statistic);
    Arrays.sort(numbers);
    double outside = (1 - level) / 2 * (numbers.length - 1);
    double low = numbers[(int) Math.floor(outside)];
    double high = numbers[(int) Math.ceil(numbers.length - 1 - outside)];
    return new Interval(ofAll, low, high, level, runs);
  }

  private static double mean(double[] values, int... drawn) {
    double sum = 0;
    for (int index : drawn) {
      sum += values[index];
    }
    return sum / drawn.length;
  }

  private static double[] all(int runs, ToDoubleFunction<int[]> statistic) {
    double[] numbers = new double[(int) Math.pow(runs, runs)];
    int[] drawn = new int[runs];
    for (int resample = 0; resample < numbers.length; resample++) {
      int digits = resample;
      for (int i = 0; i < runs; i++) {
        drawn[i] = digits % runs;
        digits /= runs;
      }
      numbers[resample] = statistic.applyAsDouble(drawn);
    }
    return numbers;
  }

  private double[] some(int runs, ToDoubleFunction<int[]> statistic) {
    Random random = new Random(seed);
    double[] numbers = new double[resamples];
    int[] drawn = new int[runs];
    for (int resample = 0; resample < numbers.length; resample++) {
      Arrays.setAll(drawn, i -> random.nextInt(runs));
      numbers[resample] = statistic.applyAsDouble(drawn);
    }
    return numbers;
  }
}
