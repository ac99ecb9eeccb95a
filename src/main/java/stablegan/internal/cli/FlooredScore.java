package stablegan.internal.cli;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
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
 *     where the metric can't score so few
 */
record FlooredScore(Score score, Optional<Score> floor) {

  /**
   * Scores generated images, and one half of the real images against the other, which is the same
   * for all metrics.
   *
   * @param seed of the halves
   * @throws IllegalArgumentException if the generated images can't be scored
   */
  static List<FlooredScore> of(List<Metric> metrics, Features real, Features fake, long seed) {
    List<Score> scores = metrics.stream().map(metric -> metric.score(real, fake)).toList();
    List<Optional<Score>> floors = floors(metrics, real, seed);
    return IntStream.range(0, scores.size())
        .mapToObj(i -> new FlooredScore(scores.get(i), floors.get(i)))
        .toList();
  }

  private static List<Optional<Score>> floors(List<Metric> metrics, Features real, long seed) {
    if (real.size() < 2) {
      return Collections.nCopies(metrics.size(), Optional.empty());
    }
    Function<Metric, Score> floors = Metrics.floors(real, seed);
    return metrics.stream().map(metric -> floor(metric, floors)).toList();
  }

  private static Optional<Score> floor(Metric metric, Function<Metric, Score> floors) {
    try {
      return Optional.of(floors.apply(metric));
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
