package stablegan.metrics;

import java.util.OptionalLong;
import stablegan.features.FeatureStatistics;
import stablegan.features.Features;

/**
 * Frechet distance between Gaussians fitted to the features of two sets (Dowson and Landau 1982; as
 * a score of GANs Heusel et al. 2017, eq. 6, the FID when the features are that Inception's):
 *
 * <pre>|μ₁ − μ₂|² + tr(S₁ + S₂ − 2·(S₁S₂)^½)</pre>
 *
 * <p>With factors S = L·Lᵀ the last trace is the sum of the singular values of L₁ᵀL₂, which keeps
 * the digits that eigenvalues of S₁S₂ lose in directions without variance. The expectation falls
 * with the number of images: compare equal numbers only, 10,000 or more.
 *
 * @param samples generated images to take, 0 for all
 */
record FrechetDistance(int samples) implements Metric {

  private static final String ESTIMATOR = "Gaussian fit";

  FrechetDistance {
    Samples.checked(samples);
  }

  @Override
  public String name() {
    return "frechet";
  }

  @Override
  public Score.Kind kind() {
    return Score.Kind.FD;
  }

  @Override
  public int fewest() {
    return 2;
  }

  @Override
  public Score score(Features real, Features fake) {
    Features taken = Samples.compared("a Frechet distance", real, fake, samples, 2, "on each side");
    return Score.of(
        real,
        kind(),
        real.statistics().frechetDistance(taken.statistics()),
        Double.NaN,
        Protocol.of(real, taken, ESTIMATOR, OptionalLong.empty()));
  }

  /** The distance of statistics, with what is known of both in its protocol. */
  static Score ofStatistics(FeatureStatistics real, FeatureStatistics fake) {
    real.requireSameExtractor(fake);
    return Score.of(
        real.provenance(),
        Score.Kind.FD,
        real.frechetDistance(fake),
        Double.NaN,
        Protocol.of(real, fake, ESTIMATOR));
  }
}
