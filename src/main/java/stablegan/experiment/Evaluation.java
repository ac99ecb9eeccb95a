package stablegan.experiment;

import java.util.List;
import java.util.stream.Collectors;
import stablegan.data.ImageSet;
import stablegan.metrics.FeatureExtractor;
import stablegan.metrics.Features;
import stablegan.metrics.Metric;
import stablegan.metrics.Score;
import stablegan.training.Generator;

/**
 * How generators are scored: one reference, one feature pass, several metrics.
 *
 * @param reference features of the real images
 * @param generated how many images each generator makes, at least 2
 * @param seed of their latent vectors, the same for all generators
 */
public record Evaluation(
    FeatureExtractor extractor,
    Features reference,
    int generated,
    long seed,
    List<Metric> metrics) {

  private static final long SEED = 20_180_216;

  public Evaluation {
    metrics = List.copyOf(metrics);
    if (generated < 2 || metrics.isEmpty()) {
      throw new IllegalArgumentException(
          "an evaluation needs at least 2 generated images and a metric but has %d and %d"
              .formatted(generated, metrics.size()));
    }
  }

  /** Scores {@code generated} images against all of the reference. */
  public static Evaluation of(
      FeatureExtractor extractor, Features reference, int generated, Metric... metrics) {
    return new Evaluation(extractor, reference, generated, SEED, List.of(metrics));
  }

  /** Scores a generator. */
  public List<Score> score(Generator generator) {
    return score(generator.images(generated, seed));
  }

  /** Scores any images; only scores of as many images can be compared. */
  public List<Score> score(ImageSet images) {
    Features fake = Features.of(images, extractor);
    return metrics.stream().map(metric -> metric.score(reference, fake)).toList();
  }

  /** What scores depend on besides the generator, as text. */
  String identity() {
    return extractor.id()
        + " "
        + extractor.weightsHash()
        + "\n"
        + reference.size()
        + " real, "
        + generated
        + " generated, seed "
        + seed
        + "\n"
        + metrics.stream().map(Metric::toString).collect(Collectors.joining(", "));
  }
}
