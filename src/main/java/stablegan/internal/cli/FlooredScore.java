package stablegan.internal.cli;

import java.util.Locale;
import java.util.Optional;
import stablegan.features.Features;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;

/**
 * A score beside its floor, what real images score against real ones: without it a distance says
 * little.
 *
 * @param floor of one random half of the real images against the other, so of half as many; none
 *     where the metric wants more images than that
 */
record FlooredScore(Score score, Optional<Score> floor) {

  /**
   * Scores generated images, and one half of the real images against the other.
   *
   * @param seed of the halves
   * @throws IllegalArgumentException if the generated images can't be scored
   */
  public static FlooredScore of(Metric metric, Features real, Features fake, long seed) {
    return new FlooredScore(metric.score(real, fake), floor(metric, real, seed));
  }

  private static Optional<Score> floor(Metric metric, Features real, long seed) {
    try {
      return Optional.of(Metrics.floor(metric, real, seed));
    } catch (IllegalArgumentException tooFew) {
      return Optional.empty();
    }
  }

  /** "FD(lite0) 123.45 (real against real: 16.2, 5000 against 5000)". */
  @Override
  public String toString() {
    return floor
        .map(real -> score + " (real against real: " + text(real) + ")")
        .orElse(score + " (too few real images for real against real)");
  }

  private static String text(Score real) {
    Protocol protocol = real.protocol();
    String counts =
        protocol.realCount() == 0
            ? protocol.fakeCount() + " images"
            : protocol.fakeCount() + " against " + protocol.realCount();
    return String.format(Locale.ROOT, "%.5g, %s", real.value(), counts);
  }
}
