package stablegan.internal.features;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where features come from: which images, which network.
 *
 * @param contentHash of the images; of a part of features whose images aren't at hand, that of the
 *     whole
 */
public record FeatureProvenance(
    String setName,
    String split,
    String contentHash,
    String extractorId,
    String extractorName,
    String weightsHash,
    String resizer,
    int featureDim,
    int logitDim) {

  /** The name of the FID Inception. */
  public static final String INCEPTION = "inception";

  private static final String UNKNOWN = "unknown";

  public FeatureProvenance {
    Stream.of(setName, split, contentHash, extractorId, extractorName, weightsHash, resizer)
        .forEach(Objects::requireNonNull);
    if (featureDim < 1 || logitDim < 0) {
      throw new IllegalArgumentException(
          extractorId + " gives " + featureDim + " features and " + logitDim + " logits");
    }
  }

  /** Of stored statistics that say no more than their numbers. */
  public static FeatureProvenance unknown(String setName, String hash, int featureDim) {
    return new FeatureProvenance(
        setName, "statistics", hash, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, featureDim, 0);
  }

  /** What both sides say, or one of them while the other doesn't know. */
  public static String agreed(String real, String fake) {
    if (real.equals(fake)) {
      return real;
    }
    return real.equals(UNKNOWN) ? fake + ", real side unknown" : real + ", generated side unknown";
  }

  public FeatureProvenance part(String suffix, String partHash) {
    return new FeatureProvenance(
        setName,
        split + suffix,
        partHash,
        extractorId,
        extractorName,
        weightsHash,
        resizer,
        featureDim,
        logitDim);
  }

  private boolean isUnknown() {
    return extractorId.equals(UNKNOWN);
  }

  /** Name and split of the images. */
  public String set() {
    return setName + " " + split;
  }

  /** What to say of generated images that are not all that their folder holds; mostly nothing. */
  public String leftOut() {
    return split.contains("left out") ? ", of generated images " + split : "";
  }

  public String extractorText() {
    return extractorId
        + " (weights "
        + weightsHash.substring(0, Math.min(8, weightsHash.length()))
        + ")";
  }

  public boolean sameExtractor(FeatureProvenance other) {
    return extractorId.equals(other.extractorId)
        && weightsHash.equals(other.weightsHash)
        && resizer.equals(other.resizer)
        && featureDim == other.featureDim;
  }

  /** Whether features of the two may be compared, as far as is known. */
  public boolean mayBeComparedWith(FeatureProvenance other) {
    return isUnknown() || other.isUnknown() || sameExtractor(other);
  }
}
