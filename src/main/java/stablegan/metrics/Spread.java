package stablegan.metrics;

import java.util.stream.DoubleStream;

/** Mean and standard deviation over splits or subsets. */
final class Spread {

  private Spread() {}

  static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  /** Divided by n, not n − 1, as published scores have it. */
  static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
