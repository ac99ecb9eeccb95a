package stablegan.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Npz;
import stablegan.metrics.Extractors;
import stablegan.metrics.FeatureExtractor;
import stablegan.metrics.FeatureStatistics;
import stablegan.metrics.Features;
import stablegan.notebook.Progress;

/**
 * One side of a score.
 *
 * @param name of a set of images, or of a file with statistics
 */
record ScoreInput(String name) {

  boolean isStatistics() {
    Path file = Path.of(name);
    return name.endsWith(".npz") && Files.exists(file) && Npz.read(file, "mu").isPresent();
  }

  Features features(FeatureExtractor network) {
    ImageSet images = Images.named(name);
    try (Progress progress = progress(images)) {
      return Features.of(images, network, progress::update);
    }
  }

  /** Stored ones, or those of a set, which is streamed. */
  FeatureStatistics statistics(String extractor) {
    if (isStatistics()) {
      return FeatureStatistics.read(Path.of(name));
    }
    ImageSet images = Images.named(name);
    try (FeatureExtractor network = Extractors.named(extractor);
        Progress progress = progress(images)) {
      return FeatureStatistics.of(images, network, progress::update);
    }
  }

  private static Progress progress(ImageSet images) {
    return Progress.start("features of " + images.name() + " " + images.split(), images.size());
  }
}
