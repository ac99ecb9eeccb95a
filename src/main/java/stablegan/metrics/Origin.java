package stablegan.metrics;

import stablegan.data.ImageSet;

/**
 * Where features come from: which images, which network.
 *
 * @param contentHash of the images; of a part of features whose images aren't at hand, that of the
 *     whole
 */
record Origin(
    String setName,
    String split,
    String contentHash,
    String extractorId,
    String extractorName,
    String weightsHash,
    String resizer,
    int featureDim,
    int logitDim) {

  static Origin of(ImageSet images, FeatureExtractor extractor) {
    return new Origin(
        images.name(),
        images.split(),
        images.contentHash(),
        extractor.id(),
        extractor.name(),
        extractor.weightsHash(),
        extractor.resizer(),
        extractor.featureDim(),
        extractor.logitDim());
  }

  Origin {
    if (featureDim < 1 || logitDim < 0) {
      throw new IllegalArgumentException(
          extractorId + " gives " + featureDim + " features and " + logitDim + " logits");
    }
  }

  Origin part(String suffix, String partHash) {
    return new Origin(
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

  /** Name and split of the images. */
  String set() {
    return setName + " " + split;
  }

  String extractorText() {
    return extractorId
        + " (weights "
        + weightsHash.substring(0, Math.min(8, weightsHash.length()))
        + ")";
  }

  boolean sameExtractor(Origin other) {
    return extractorId.equals(other.extractorId)
        && weightsHash.equals(other.weightsHash)
        && resizer.equals(other.resizer)
        && featureDim == other.featureDim;
  }

  /** "FD(lite0)": only a score on the FID Inception may do without the network's name. */
  String scoreName(String kind) {
    return kind + "(" + extractorName + ")";
  }
}
