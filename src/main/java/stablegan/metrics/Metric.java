package stablegan.metrics;

import java.io.Serializable;
import stablegan.features.Features;

/**
 * A score of generated images, read off features. Implement {@link #kind} and {@link #score} to add
 * your own.
 */
public interface Metric extends Serializable {

  /** What it measures, and whether less of it is better. */
  Score.Kind kind();

  /** The word that selects it: "frechet". */
  default String name() {
    return kind().name();
  }

  /**
   * Scores generated images against real ones.
   *
   * @throws IllegalArgumentException if the two come from different extractors or there are too few
   *     images
   */
  Score score(Features real, Features fake);

  /** How many generated images it wants, 0 for as many as there are. */
  default int samples() {
    return 0;
  }

  /** Whether it reads class logits, which not every extractor gives. */
  default boolean needsLogits() {
    return false;
  }

  /** Whether it needs the class of every image, real and generated. */
  default boolean needsLabels() {
    return false;
  }

  /** The fewest generated images that it can score. */
  default int fewest() {
    return 1;
  }

  /** The fewest real images that it can score against: as many, unless overridden. */
  default int fewestReal() {
    return fewest();
  }
}
