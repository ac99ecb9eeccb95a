package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import stablegan.internal.parcel.Packable;
import stablegan.internal.parcel.Recipe;

/**
 * A classifier of grey images at work on each channel of {@linkplain stablegan.data.Images#stacked
 * stacked} ones. Features are those of the three channels one after the other; the logit of mode
 * (a, b, c), at 100a + 10b + c for ten classes, is the sum of the channels' logits, so the softmax
 * over modes is the product of the channels' softmaxes, and the largest logit is at the mode of
 * each channel's largest.
 *
 * <p>An image needs 4 kB for 1,000 logits.
 */
final class StackedClassifier implements FeatureExtractor, Packable {

  private static final int CHANNELS = 3;

  private final FeatureExtractor grey;

  private StackedClassifier(FeatureExtractor grey) {
    this.grey = grey;
  }

  /**
   * Of a classifier of grey images, which it closes when closed.
   *
   * @throws IllegalArgumentException if it gives no logits
   */
  static StackedClassifier of(FeatureExtractor grey) {
    if (grey.logitDim() < 1) {
      throw new IllegalArgumentException(
          "modes are told apart by class logits, " + grey.id() + " gives none: take a classifier");
    }
    return new StackedClassifier(grey);
  }

  @Override
  public String id() {
    return "three of " + grey.id();
  }

  /** "3×cnn-mnist". */
  @Override
  public String name() {
    return "3×" + grey.name();
  }

  @Override
  public String weightsHash() {
    return grey.weightsHash();
  }

  @Override
  public String resizer() {
    return grey.resizer();
  }

  @Override
  public int featureDim() {
    return CHANNELS * grey.featureDim();
  }

  /** The number of modes: that of the classes to the third power. */
  @Override
  public int logitDim() {
    int classes = grey.logitDim();
    return Math.multiplyExact(Math.multiplyExact(classes, classes), classes);
  }

  @Override
  public int batchSize() {
    return Math.max(1, grey.batchSize() / CHANNELS);
  }

  @Override
  public NDList extract(NDArray images) {
    Shape shape = images.getShape();
    if (shape.dimension() != 4 || shape.get(1) != CHANNELS) {
      throw new IllegalArgumentException("stacked images must be [n, 3, H, W], not " + shape);
    }
    long n = shape.get(0);
    NDArray channels = images.reshape(new Shape(n * CHANNELS, 1, shape.get(2), shape.get(3)));
    NDList outputs = grey.extract(channels);
    long k = grey.logitDim();
    NDArray logits = outputs.get(1).reshape(new Shape(n, CHANNELS, k));
    NDArray modes =
        channel(logits, 0, n, k, 1, 1)
            .add(channel(logits, 1, n, 1, k, 1))
            .add(channel(logits, 2, n, 1, 1, k));
    return new NDList(
        outputs.get(0).reshape(new Shape(n, -1)), modes.reshape(new Shape(n, k * k * k)));
  }

  private static NDArray channel(NDArray logits, int channel, long... shape) {
    return logits.get(":, " + channel).reshape(new Shape(shape));
  }

  @Override
  public Recipe<FeatureExtractor> recipe() {
    FeatureExtractor of = grey;
    return () -> of(of);
  }

  @Override
  public void close() {
    grey.close();
  }
}
