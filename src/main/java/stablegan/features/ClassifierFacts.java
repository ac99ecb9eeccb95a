package stablegan.features;

import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;

/** What a classifier was trained on, how, and how well it does. */
record ClassifierFacts(
    String name,
    String trainSet,
    String trainHash,
    String testSet,
    String testHash,
    int channels,
    int height,
    int width,
    int classes,
    int epochs,
    long seed,
    double accuracy) {

  /** Published sets have the odd image in both parts. */
  private static final double SHARED = 0.01;

  ClassifierFacts {
    if (classes < 2 || epochs < 1 || !(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          "a classifier needs 2 classes, an epoch and an accuracy in [0, 1], not %d, %d and %s"
              .formatted(classes, epochs, accuracy));
    }
    if (Math.min(height, width) < ClassifierNetwork.SMALLEST_SIDE) {
      throw new IllegalArgumentException(
          "a classifier needs images of at least 4×4, not " + height + "×" + width);
    }
  }

  /** Not tested yet. */
  static ClassifierFacts of(ImageSet train, ImageSet test, int epochs, long seed) {
    int classes = highestLabel(train) + 1;
    if (highestLabel(test) >= classes) {
      throw new IllegalArgumentException(
          test + " has the label " + highestLabel(test) + ", which " + train + " doesn't teach");
    }
    ClassifierFacts facts =
        new ClassifierFacts(
            train.name(),
            train.name() + " " + train.split(),
            train.contentHash(),
            test.name() + " " + test.split(),
            test.contentHash(),
            train.channels(),
            train.height(),
            train.width(),
            classes,
            epochs,
            seed,
            0);
    facts.requireTest(train, test);
    return facts;
  }

  private void requireTest(ImageSet train, ImageSet test) {
    if (test.channels() != channels || test.height() != height || test.width() != width) {
      throw new IllegalArgumentException(
          test + " can't test a classifier of " + train + ": their shapes differ");
    }
    int known = test.size() - test.positionsNotIn(train).length;
    if (known > SHARED * test.size()) {
      throw new IllegalArgumentException(
          "%d of the test images %s are among the training images %s: the accuracy would flatter"
              .formatted(known, test, train));
    }
  }

  private static int highestLabel(ImageSet images) {
    int lowest = IntStream.range(0, images.size()).map(images::label).min().orElseThrow();
    if (lowest < 0) {
      throw new IllegalArgumentException(
          images + " has images without a label: a classifier needs a class for each");
    }
    return IntStream.range(0, images.size()).map(images::label).max().orElseThrow();
  }

  ClassifierFacts withAccuracy(double measured) {
    return new ClassifierFacts(
        name, trainSet, trainHash, testSet, testHash, channels, height, width, classes, epochs,
        seed, measured);
  }

  /** (1, C, H, W). */
  Shape image() {
    return new Shape(1, channels, height, width);
  }
}
