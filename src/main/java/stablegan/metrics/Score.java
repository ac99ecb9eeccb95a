package stablegan.metrics;

import java.util.Locale;
import java.util.Objects;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.download.MetricNetworks;
import stablegan.internal.features.FeatureProvenance;

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
public record Score(Kind kind, String name, double value, double spread, Protocol protocol)
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
      Features features, Kind kind, double value, double spread, Protocol protocol) {
    return of(features.provenance(), kind, value, spread, protocol);
  }

  static Score of(
      FeatureProvenance provenance, Kind kind, double value, double spread, Protocol protocol) {
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

  /**
   * What a score measures, whatever network its features are of: scores of one kind by two
   * networks, such as FD(lite0) and FD(pixels), are read alike, though never compared.
   *
   * @param name in print, without the network: "FD"
   * @param published what papers call it on the FID Inception: "FID"
   * @param lowerIsBetter whether less is better, as for a distance
   * @param variety whether it tells how much of the data's variety is reached, so that half of what
   *     it was means that modes were dropped
   */
  public record Kind(String name, String published, boolean lowerIsBetter, boolean variety) {

    public static final Kind FD = new Kind("FD", "FID", true, false);
    public static final Kind FD_INFINITY = of("FD-infinity", true);
    public static final Kind INTRA_FD = of("intra-FD", true);
    public static final Kind KID = of("KID", true);
    public static final Kind IS = of("IS", false);
    public static final Kind PRECISION = of("precision", false);
    public static final Kind RECALL = variety("recall");
    public static final Kind DENSITY = of("density", false);
    public static final Kind COVERAGE = variety("coverage");
    public static final Kind MODES = variety("modes");
    public static final Kind REVERSE_KL = of("reverse KL", true);

    /** Less is more copying. */
    public static final Kind COPYING = of("Z_U", false);

    public static final Kind MS_SSIM = of("MS-SSIM", true);

    public Kind {
      Objects.requireNonNull(published, "published");
      if (name.isBlank()) {
        throw new IllegalArgumentException("a kind of score needs a name, not \"" + name + "\"");
      }
    }

    /** A kind that papers call by the same name. */
    public static Kind of(String name, boolean lowerIsBetter) {
      return new Kind(name, name, lowerIsBetter, false);
    }

    private static Kind variety(String name) {
      return new Kind(name, name, false, true);
    }

    /**
     * The name of a score of this kind by a network: "FD(lite0)", or "FID" on the FID Inception.
     */
    public String on(FeatureExtractor extractor) {
      return on(extractor.name(), extractor.weightsHash());
    }

    /** Only a score on the FID Inception may do without the network's name. */
    String on(String extractor, String weightsHash) {
      return weightsHash.equals(MetricNetworks.FID_INCEPTION_SHA256)
          ? published
          : name + "(" + extractor + ")";
    }
  }
}
