package stablegan.features;

import java.util.Arrays;
import stablegan.internal.features.FeatureProvenance;

/** Mean and scatter of parts of a set together (Chan, Golub and LeVeque 1983), in float64. */
final class MergedMoments {

  private final double[] mean;
  private final double[] scatter;
  private final double[] delta;
  private long count;

  MergedMoments(int dim) {
    mean = new double[dim];
    scatter = new double[dim * dim];
    delta = new double[dim];
  }

  void add(FeatureStatistics part) {
    int d = mean.length;
    long m = part.count();
    double[] partMean = part.mean();
    double[] covariance = part.covariance();
    Arrays.setAll(delta, i -> partMean[i] - mean[i]);
    double weight = (double) count * m / (count + m);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        scatter[i * d + j] += covariance[i * d + j] * (m - 1) + weight * delta[i] * delta[j];
      }
    }
    count += m;
    double share = (double) m / count;
    Arrays.setAll(mean, i -> mean[i] + delta[i] * share);
  }

  /** With the unbiased covariance. */
  FeatureStatistics statistics(FeatureProvenance provenance) {
    Arrays.setAll(scatter, i -> scatter[i] / (count - 1));
    return new FeatureStatistics(count, mean, scatter, provenance);
  }
}
