package stablegan.internal.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import stablegan.data.ImageSet;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;

/**
 * What an extractor's reduced precision does to the features of some images.
 *
 * @param difference of the features, see {@link Features#differenceFrom}
 * @param distance between features of the same images in either precision
 */
record RoundingError(String extractor, int images, double difference, double distance) {

  private static final int MOST = 64;

  /** Measured on the first images of a set; nothing if the precision isn't reduced. */
  static Optional<RoundingError> of(FeatureExtractor extractor, ImageSet set) {
    FeatureExtractor asked = extractor.withoutLogits();
    return of(extractor, () -> Features.of(set.head(Math.min(MOST, set.size())), asked));
  }

  /** The same of features that there are, with their images. */
  static Optional<RoundingError> of(FeatureExtractor extractor, Features features) {
    return of(extractor, () -> features.head(Math.min(MOST, features.size())));
  }

  private static Optional<RoundingError> of(
      FeatureExtractor extractor, Supplier<Features> features) {
    return extractor.unrounded().map(full -> against(full, extractor.id(), features.get()));
  }

  private static RoundingError against(FeatureExtractor full, String name, Features rounded) {
    try (full) {
      Features there = Features.of(rounded.images().orElseThrow(), full.withoutLogits());
      double distance = rounded.statistics().frechetDistance(there.statistics());
      return new RoundingError(name, rounded.size(), rounded.differenceFrom(there), distance);
    }
  }

  Map<String, Object> facts() {
    return Map.of("images", images, "difference of features", difference, "distance", distance);
  }

  /** "inception-bf16: features of 64 images are 0.79 % off those in float32, …". */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: features of %d images are %.2g %% off those in float32, at a distance of %.3g",
        extractor,
        images,
        100 * difference,
        distance);
  }
}
