package stablegan.metrics;

import java.util.stream.DoubleStream;

/**
 * What the Frechet distance needs to know of a set: the number of images, and mean and unbiased
 * covariance of their features in float64.
 */
public final class FeatureStatistics {

  private static final int CHUNK = 1024;

  private final long count;
  private final double[] mean;
  private final double[] covariance;
  private CovarianceFactor factor;

  /** Takes the arrays as its own; covariance row by row. */
  FeatureStatistics(long count, double[] mean, double[] covariance) {
    int d = mean.length;
    if (d == 0 || covariance.length != (long) d * d) {
      throw new IllegalArgumentException(
          "a mean of "
              + d
              + " values needs a covariance of "
              + (long) d * d
              + ", not "
              + covariance.length);
    }
    if (!DoubleStream.concat(DoubleStream.of(mean), DoubleStream.of(covariance))
        .allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("mean or covariance holds NaN or infinity");
    }
    this.count = count;
    this.mean = mean;
    this.covariance = covariance;
  }

  /**
   * The statistics of features.
   *
   * @throws IllegalArgumentException if there are fewer than 2 images
   */
  public static FeatureStatistics of(Features features) {
    try (Moments moments = new Moments(features.featureDim())) {
      for (int from = 0; from < features.size(); from += CHUNK) {
        Interruption.check("computing a covariance", from, features.size());
        int to = Math.min(features.size(), from + CHUNK);
        moments.add(features.rows(moments.manager(), from, to));
      }
      return moments.statistics();
    }
  }

  /**
   * Statistics known from elsewhere.
   *
   * @param count images they were computed from
   * @param mean d values
   * @param covariance d·d values, row by row, symmetric and positive semidefinite
   */
  public static FeatureStatistics of(long count, double[] mean, double[] covariance) {
    return new FeatureStatistics(count, mean.clone(), covariance.clone());
  }

  /** The number of images. */
  public long count() {
    return count;
  }

  /** Length of a feature vector. */
  public int dim() {
    return mean.length;
  }

  /** The mean, a copy. */
  public double[] mean() {
    return mean.clone();
  }

  /** The covariance row by row, a copy. */
  public double[] covariance() {
    return covariance.clone();
  }

  double trace() {
    double trace = 0;
    for (int i = 0; i < mean.length; i++) {
      trace += covariance[i * mean.length + i];
    }
    return trace;
  }

  double squaredMeanDistance(FeatureStatistics other) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      double difference = mean[i] - other.mean[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** L with L·Lᵀ = covariance; kept, as the real side is scored against many times. */
  synchronized CovarianceFactor factor() {
    if (factor == null) {
      factor = CovarianceFactor.of(covariance, mean.length);
    }
    return factor;
  }
}
