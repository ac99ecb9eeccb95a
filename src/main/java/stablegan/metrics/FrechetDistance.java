package stablegan.metrics;

import java.util.OptionalLong;
import java.util.stream.Stream;

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
public record FrechetDistance(int samples) implements Metric {

  private static final String ESTIMATOR = "Gaussian fit";

  public FrechetDistance {
    Samples.checked(samples);
  }

  @Override
  public String name() {
    return "frechet";
  }

  @Override
  public ScoreKind kind() {
    return ScoreKind.FD;
  }

  @Override
  public int fewest() {
    return 2;
  }

  @Override
  public Score score(Features real, Features fake) {
    real.requireSameExtractor(fake);
    Features taken = Samples.of(fake, samples);
    Samples.require("a Frechet distance", real, 2, "on each side");
    Samples.require("a Frechet distance", taken, 2, "on each side");
    return real.provenance()
        .score(
            kind(),
            between(real.statistics(), taken.statistics()),
            Double.NaN,
            Protocol.of(real, taken, ESTIMATOR, OptionalLong.empty()));
  }

  /** The distance of statistics, with what is known of both in its protocol. */
  static Score ofStatistics(FeatureStatistics real, FeatureStatistics fake) {
    if (!real.provenance().mayBeComparedWith(fake.provenance())) {
      throw new IllegalArgumentException(
          "statistics of "
              + real.provenance().extractorText()
              + " can't be compared with statistics of "
              + fake.provenance().extractorText());
    }
    return real.provenance()
        .score(ScoreKind.FD, between(real, fake), Double.NaN, Protocol.of(real, fake, ESTIMATOR));
  }

  /**
   * The squared Frechet distance of two Gaussians, never below 0.
   *
   * @throws IllegalArgumentException if their dimensions differ
   */
  public static double between(FeatureStatistics a, FeatureStatistics b) {
    if (a.dim() != b.dim()) {
      throw new IllegalArgumentException(
          "statistics of " + a.dim() + " features can't be compared with those of " + b.dim());
    }
    Stream.of(a, b).parallel().forEach(FeatureStatistics::factor);
    double cross = a.factor().traceOfProductRoot(b.factor());
    return Math.max(0, a.squaredMeanDistance(b) + a.trace() + b.trace() - 2 * cross);
  }
}
