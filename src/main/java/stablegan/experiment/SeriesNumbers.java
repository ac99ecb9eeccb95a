package stablegan.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import stablegan.internal.numbers.Numbers;

/** One number of a run's series, for claims about how training went. */
final class SeriesNumbers {

  private SeriesNumbers() {}

  /** Powers of ten between the smallest and the largest value of the whole run. */
  static double decades(Cell cell, String series) {
    List<Double> values = cell.history().find(series).values();
    double most = values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
    double least = values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
    return Math.log10(most / least);
  }

  /** The mean change from one record to the next, relative to the mean size; second half. */
  static double unrest(Cell cell, String series) {
    double[] values = secondHalf(cell, series);
    double[] changes =
        IntStream.range(1, values.length)
            .mapToDouble(i -> Math.abs(values[i] - values[i - 1]))
            .toArray();
    return Numbers.mean(changes) / Numbers.mean(Arrays.stream(values).map(Math::abs).toArray());
  }

  /** The standard deviation over the mean; second half. */
  static double relativeDeviation(Cell cell, String series) {
    double[] values = secondHalf(cell, series);
    return Numbers.populationDeviation(values) / Numbers.mean(values);
  }

  private static double[] secondHalf(Cell cell, String series) {
    List<Double> values = cell.history().find(series).values();
    return values.stream().skip(values.size() / 2).mapToDouble(v -> v).toArray();
  }
}
