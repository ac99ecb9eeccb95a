package stablegan.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;
import stablegan.features.FeatureCache;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.identity.IdentityDraft;
import stablegan.internal.identity.RunIdentity;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.Score;
import stablegan.published.PublishedEntry;
import stablegan.training.Generator;
import stablegan.training.Method;

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
          "an evaluation needs at least 2 generated images and a metric but has %s and %s"
              .formatted(generated, metrics.size()));
    }
    Metrics.check(metrics, extractor, reference.size(), generated);
    Set<String> names = new HashSet<>();
    for (Metric metric : metrics) {
      String name = metric.kind().on(extractor);
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            "two metrics give a score of the name %s: leave out one, or score it by an evaluation of its own"
                .formatted(name));
      }
    }
  }

  /**
   * Scores by a protocol of the literature, see {@link PublishedProtocol}.
   *
   * @param protocol sngan-paper, lucic-10k, train-50k, chainer-gan-lib, is-50k or quick
   * @param real the reference, the protocol's part of a set
   * @throws IllegalArgumentException if there is no such protocol, the set is too small for it or
   *     another part, or the extractor lacks the logits that it needs
   */
  public static Evaluation protocol(String protocol, FeatureExtractor extractor, ImageSet real) {
    return protocol(
        PublishedProtocol.named(protocol),
        extractor,
        images -> Features.of(images, extractor),
        real);
  }

  /** The same with the reference's features from a cache, or stored there. */
  public static Evaluation protocol(
      String protocol, FeatureExtractor extractor, ImageSet real, FeatureCache cache) {
    return protocol(PublishedProtocol.named(protocol), extractor, real, cache);
  }

  /** Scores by any protocol, such as that of a {@link PublishedEntry}. */
  public static Evaluation protocol(
      PublishedProtocol protocol, FeatureExtractor extractor, ImageSet real, FeatureCache cache) {
    return protocol(protocol, extractor, images -> cache.features(images, extractor), real);
  }

  private static Evaluation protocol(
      PublishedProtocol protocol,
      FeatureExtractor extractor,
      Function<ImageSet, Features> features,
      ImageSet real) {
    Features reference = features.apply(protocol.reference(real));
    return new Evaluation(extractor, reference, protocol.fakeCount(), SEED, protocol.metrics());
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

  /**
   * What a perfect generator would score: as many real images as a generator makes, none of which
   * is in the reference. Where there aren't so many, one half of the reference against the other,
   * and so of fewer images, as the scores' protocols say.
   *
   * @param data real images, such as those that generators are trained on
   */
  public List<Score> floor(ImageSet data) {
    int[] unseen =
        reference
            .images()
            .map(data::positionsNotIn)
            .orElseGet(() -> IntStream.range(0, data.size()).toArray());
    return unseen.length >= generated
        ? score(data.select(unseen).sample(generated, seed))
        : metrics.stream().map(metric -> Metrics.floor(metric, reference, seed)).toList();
  }

  /**
   * Refuses, before anything is trained, generators that this can't score.
   *
   * @param methods what the generators are trained by
   * @param data what they are trained on
   * @throws IllegalArgumentException if the extractor can't take such images, or a metric lacks
   *     their classes
   */
  void check(List<Method> methods, ImageSet data) {
    EvaluationCheck.of(this, methods, data);
  }

  /** What each score measures, by its name. */
  Map<String, Score.Kind> kinds() {
    Map<String, Score.Kind> kinds = new LinkedHashMap<>();
    metrics.forEach(metric -> kinds.put(metric.kind().on(extractor), metric.kind()));
    return kinds;
  }

  /** What each metric measures. */
  List<Score.Kind> kindOfEach() {
    return metrics.stream().map(Metric::kind).toList();
  }

  /**
   * In what scores of this evaluation differ from those of the same name by another one: "of 500
   * images by lite0-96-fp32 against 100 real"; empty if in nothing.
   */
  String unlike(Evaluation other) {
    if (equals(other)) {
      return "";
    }
    List<String> differences = new ArrayList<>();
    if (generated != other.generated) {
      differences.add(String.format(Locale.ROOT, "of %,d images", generated));
    }
    if (!extractor.id().equals(other.extractor.id())) {
      differences.add("by " + extractor.id());
    }
    if (reference.size() != other.reference.size()) {
      differences.add(String.format(Locale.ROOT, "against %,d real", reference.size()));
    }
    return String.join(" ", differences);
  }

  /** What scores depend on besides the generator. */
  RunIdentity identity() {
    IdentityDraft draft =
        new IdentityDraft()
            .fact("extractor", extractor.id() + " " + extractor.weightsHash())
            .fact("reference", reference.size() + " real, " + reference.identity())
            .fact("generated", generated + ", seed " + seed);
    if (metrics.stream().anyMatch(Metric::needsLabels)) {
      draft.fact("reference labels", reference.labelHash());
    }
    EvaluationProbe probe = new EvaluationProbe(this);
    probe.extractor(draft);
    probe.metrics(draft);
    return draft.identity();
  }
}
