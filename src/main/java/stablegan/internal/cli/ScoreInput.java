package stablegan.internal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import stablegan.cluster.Cluster;
import stablegan.data.ImageSet;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.FeatureStatistics;
import stablegan.features.Features;
import stablegan.internal.formats.Npz;
import stablegan.notebook.Progress;

/**
 * One side of a score.
 *
 * @param name of a set of images, or of a file with statistics
 * @param images the set; empty for statistics
 */
record ScoreInput(String name, Optional<ImageSet> images) {

  /** Images enough for statistics of any kind. */
  private static final int FEW = 2;

  /** Opens what is named, so that a wrong name is refused before anything is computed. */
  static ScoreInput open(String name, SizeOption size) {
    Path file = Path.of(name);
    // published reference batches hold images and their statistics by one network
    boolean statistics =
        name.endsWith(".npz")
            && Files.exists(file)
            && !Npz.has(file, "arr_0")
            && Npz.has(file, "mu");
    return new ScoreInput(name, statistics ? Optional.empty() : Optional.of(size.open(name)));
  }

  boolean isStatistics() {
    return images.isEmpty();
  }

  /**
   * Refuses an extractor that another side's stored statistics aren't of, before all is computed.
   */
  void requireFit(ScoreInput stored, String extractor) {
    ImageSet set = images.orElseThrow();
    try (FeatureExtractor network = Extractors.named(extractor)) {
      ImageSet few = set.head(Math.min(FEW, set.size()));
      stored.statistics().requireSameExtractor(FeatureStatistics.of(few, network));
    }
  }

  private FeatureStatistics statistics() {
    return FeatureStatistics.read(Path.of(name));
  }

  /** Of a set of images. */
  Features features(FeatureExtractor network) {
    ImageSet set = images.orElseThrow();
    try (Progress progress = progress(set)) {
      return Features.of(set, network, progress::update);
    }
  }

  /**
   * Stored ones, or those of a set, which is streamed.
   *
   * @param rounding is told what the extractor's reduced precision does, if it is reduced
   */
  FeatureStatistics statistics(String extractor, Consumer<RoundingError> rounding) {
    if (images.isEmpty()) {
      return statistics();
    }
    ImageSet set = images.get();
    try (FeatureExtractor network = Extractors.named(extractor);
        Progress progress = progress(set)) {
      RoundingError.of(network, set).ifPresent(rounding);
      return FeatureStatistics.of(set, network, progress::update);
    }
  }

  /** Those of a set, on a cluster. */
  FeatureStatistics statistics(
      String extractor, Cluster cluster, Consumer<RoundingError> rounding) {
    ImageSet set = images.orElseThrow();
    try (FeatureExtractor network = Extractors.named(extractor);
        Progress progress = progress(set)) {
      RoundingError.of(network, set).ifPresent(rounding);
      return FeatureStatistics.of(set, network, cluster, progress::update);
    }
  }

  private static Progress progress(ImageSet images) {
    return Progress.start("features of " + images.name() + " " + images.split(), images.size());
  }
}
