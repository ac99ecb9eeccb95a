package stablegan.metrics;

import java.util.Locale;
import java.util.Objects;
import stablegan.features.FeatureProvenance;
import stablegan.features.Features;

/**
 * The value of a metric and the protocol it was measured by.
 *
 * @param kind what it measures, and whether less of it is better
 * @param name as printed, with the network it rests on: "FD(lite0)"
 * @param value the score
 * @param spread standard deviation over splits or subsets, or what the protocol's estimator says
 *     stands behind ±; NaN where there is none
 * @param protocol what the value depends on besides the generator
 */
public record Score(ScoreKind kind, String name, double value, double spread, Protocol protocol)
    implements Comparable<Score> {

  public Score {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(protocol, "protocol");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ", not a finite number");
    }
  }

  /**
   * A score of generated images under its kind's name on the network that their features are of:
   * "FD(lite0)".
   */
  public static Score of(
      Features features, ScoreKind kind, double value, double spread, Protocol protocol) {
    return of(features.provenance(), kind, value, spread, protocol);
  }

  static Score of(
      FeatureProvenance provenance,
      ScoreKind kind,
      double value,
      double spread,
      Protocol protocol) {
    String name = kind.on(provenance.extractorName(), provenance.weightsHash());
    return new Score(kind, name, value, spread, protocol);
  }

  /**
   * By value.
   *
   * @throws IllegalArgumentException if the other is a score of another name or protocol
   */
  @Override
  public int compareTo(Score other) {
    requireComparable(other);
    return Double.compare(value, other.value);
  }

  /**
   * This value less the other.
   *
   * @throws IllegalArgumentException if the other is a score of another name or protocol
   */
  public double difference(Score other) {
    requireComparable(other);
    return value - other.value;
  }

  private void requireComparable(Score other) {
    if (!name.equals(other.name)) {
      throw new IllegalArgumentException(
          name + " can't be compared with " + other.name + ": they are different metrics");
    }
    protocol
        .differenceFrom(other.protocol)
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(
                  name + " can't be compared with one of another protocol: " + text);
            });
  }

  /** "KID(lite0) 0.0123 ± 0.0004". */
  @Override
  public String toString() {
    String text = String.format(Locale.ROOT, "%s %.5g", name, value);
    return Double.isNaN(spread) ? text : text + String.format(Locale.ROOT, " ± %.2g", spread);
  }
}
