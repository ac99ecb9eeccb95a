package stablegan.metrics;

import java.util.Objects;
import stablegan.features.FeatureExtractor;
import stablegan.internal.download.MetricNetworks;

/**
 * What a score measures, whatever network its features are of: scores of one kind by two networks,
 * such as FD(lite0) and FD(pixels), are read alike, though never compared.
 *
 * @param name in print, without the network: "FD"
 * @param published what papers call it on the FID Inception: "FID"
 * @param lowerIsBetter whether less is better, as for a distance
 * @param variety whether it tells how much of the data's variety is reached, so that half of what
 *     it was means that modes were dropped
 */
public record ScoreKind(String name, String published, boolean lowerIsBetter, boolean variety) {

  public static final ScoreKind FD = new ScoreKind("FD", "FID", true, false);
  public static final ScoreKind FD_INFINITY = of("FD-infinity", true);
  public static final ScoreKind INTRA_FD = of("intra-FD", true);
  public static final ScoreKind KID = of("KID", true);
  public static final ScoreKind IS = of("IS", false);
  public static final ScoreKind PRECISION = of("precision", false);
  public static final ScoreKind RECALL = variety("recall");
  public static final ScoreKind DENSITY = of("density", false);
  public static final ScoreKind COVERAGE = variety("coverage");
  public static final ScoreKind MODES = variety("modes");
  public static final ScoreKind REVERSE_KL = of("reverse KL", true);

  /** Less is more copying. */
  public static final ScoreKind COPYING = of("Z_U", false);

  public static final ScoreKind MS_SSIM = of("MS-SSIM", true);

  public ScoreKind {
    Objects.requireNonNull(published, "published");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a kind of score needs a name, not \"" + name + "\"");
    }
  }

  /** A kind that papers call by the same name. */
  public static ScoreKind of(String name, boolean lowerIsBetter) {
    return new ScoreKind(name, name, lowerIsBetter, false);
  }

  private static ScoreKind variety(String name) {
    return new ScoreKind(name, name, false, true);
  }

  /** The name of a score of this kind by a network: "FD(lite0)", or "FID" on the FID Inception. */
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
