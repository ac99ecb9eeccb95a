package stablegan.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import stablegan.features.FeatureStatistics;
import stablegan.features.Features;
import stablegan.internal.features.FeatureProvenance;

/**
 * How a score was made: everything that moves its value without the generator being any better. Two
 * scores are comparable only if all of it is equal.
 *
 * @param extractor its id: network, input size, precision
 * @param weightsHash SHA-256 of its weights
 * @param resizer how images reach the network's input size
 * @param realCount real images, 0 for a score that looks at none, {@link
 *     FeatureStatistics#UNKNOWN_COUNT}
 * @param realSet name and split of the real images, "none" for a score that looks at none
 * @param realHash SHA-256 of the real images, empty for a score that looks at none
 * @param fakeCount generated images, or {@link FeatureStatistics#UNKNOWN_COUNT}
 * @param estimator "10 splits", "100 subsets of 1000", "k = 3"
 * @param seed of the estimator, if it draws
 */
public record Protocol(
    String extractor,
    String weightsHash,
    String resizer,
    int realCount,
    String realSet,
    String realHash,
    int fakeCount,
    String estimator,
    OptionalLong seed) {

  private static final String UNKNOWN = "unknown";

  public Protocol {
    Objects.requireNonNull(seed, "seed");
    if (realCount < FeatureStatistics.UNKNOWN_COUNT
        || (fakeCount < 1 && fakeCount != FeatureStatistics.UNKNOWN_COUNT)) {
      throw new IllegalArgumentException(
          "a score of " + fakeCount + " generated against " + realCount + " real images");
    }
  }

  /**
   * The protocol of a score of generated against real images.
   *
   * @param estimator what the metric does, with its settings: "k = 3"
   * @param seed of what it draws, if it does
   */
  public static Protocol of(Features real, Features fake, String estimator, OptionalLong seed) {
    FeatureProvenance provenance = real.provenance();
    return new Protocol(
        provenance.extractorId(),
        provenance.weightsHash(),
        provenance.resizer(),
        real.size(),
        provenance.set(),
        provenance.contentHash(),
        fake.size(),
        estimator + fake.provenance().leftOut(),
        seed);
  }

  /** What stored statistics don't tell is called unknown. */
  static Protocol of(FeatureStatistics real, FeatureStatistics fake, String estimator) {
    FeatureProvenance known = real.provenance();
    FeatureProvenance other = fake.provenance();
    return new Protocol(
        FeatureProvenance.agreed(known.extractorId(), other.extractorId()),
        FeatureProvenance.agreed(known.weightsHash(), other.weightsHash()),
        FeatureProvenance.agreed(known.resizer(), other.resizer()),
        Math.toIntExact(real.count()),
        known.set(),
        known.contentHash(),
        Math.toIntExact(fake.count()),
        estimator + other.leftOut(),
        OptionalLong.empty());
  }

  static Protocol withoutReal(Features fake, String estimator, OptionalLong seed) {
    FeatureProvenance provenance = fake.provenance();
    return new Protocol(
        provenance.extractorId(),
        provenance.weightsHash(),
        provenance.resizer(),
        0,
        "none",
        "",
        fake.size(),
        estimator + provenance.leftOut(),
        seed);
  }

  /** Every item by name, in the order in which to print it. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("extractor", extractor);
    facts.put("weights", weightsHash);
    facts.put("resizer", resizer);
    facts.put("n_real", text(realCount));
    facts.put("real set", realSet);
    facts.put("real hash", realHash);
    facts.put("n_fake", text(fakeCount));
    facts.put("estimator", estimator);
    facts.put("seed", seed.isPresent() ? Long.toString(seed.getAsLong()) : "none");
    return facts;
  }

  /** Reads {@link #facts()} back. */
  public static Protocol of(Map<String, String> facts) {
    String seed = facts.get("seed");
    return new Protocol(
        facts.get("extractor"),
        facts.get("weights"),
        facts.get("resizer"),
        count(facts.get("n_real")),
        facts.get("real set"),
        facts.get("real hash"),
        count(facts.get("n_fake")),
        facts.get("estimator"),
        seed.equals("none") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(seed)));
  }

  private static String text(int count) {
    return count == FeatureStatistics.UNKNOWN_COUNT ? UNKNOWN : Integer.toString(count);
  }

  private static int count(String text) {
    return text.equals(UNKNOWN) ? FeatureStatistics.UNKNOWN_COUNT : Integer.parseInt(text);
  }

  /** What differs, "n_fake 5000 against 10000", or nothing. */
  public Optional<String> differenceFrom(Protocol other) {
    Map<String, String> theirs = other.facts();
    StringBuilder text = new StringBuilder();
    facts()
        .forEach(
            (name, value) -> {
              if (!value.equals(theirs.get(name))) {
                text.append(text.isEmpty() ? "" : ", ").append(name).append(' ');
                text.append(value).append(" against ").append(theirs.get(name));
              }
            });
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }
}
