package stablegan.features;

import java.util.Arrays;

/** The classes that a classifier gives images: the largest logit. */
final class ClassCounts {

  private ClassCounts() {}

  /** The class of each image. */
  static int[] predictions(Features features) {
    int classes = features.logitDim();
    if (classes == 0) {
      throw new IllegalArgumentException(
          "classes need logits, "
              + features.provenance().extractorText()
              + " gives none: take a classifier");
    }
    int[] predictions = new int[features.size()];
    Arrays.setAll(predictions, i -> largest(features.logits(), i * classes, classes));
    return predictions;
  }

  /** How many images there are of each class. */
  static int[] of(Features features) {
    int[] counts = new int[features.logitDim()];
    for (int prediction : predictions(features)) {
      counts[prediction]++;
    }
    return counts;
  }

  private static int largest(float[] logits, int from, int classes) {
    int largest = 0;
    for (int c = 1; c < classes; c++) {
      if (logits[from + c] > logits[from + largest]) {
        largest = c;
      }
    }
    return largest;
  }
}
