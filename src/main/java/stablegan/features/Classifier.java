package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import stablegan.autograd.Autograd;
import stablegan.data.ImageSet;
import stablegan.internal.parcel.Packable;
import stablegan.internal.parcel.Recipe;

/**
 * A small convolutional classifier trained on a data set itself: 128 features that know the set's
 * classes, where ImageNet's say little about 28×28 grey digits, and logits to count the modes that
 * a generator reaches.
 *
 * <p>How good it is counts: its accuracy on test images is part of its {@link #id}, and so of every
 * score. Two trainings give two extractors, and their scores can't be compared; train once, {@link
 * #write} it, {@link #read} it back.
 */
public final class Classifier implements FeatureExtractor, Packable {

  private static final int BATCH = 128;
  private static final float CENTRE = 127.5f;

  private final ClassifierFacts facts;
  private final ClassifierNetwork network;
  private final String hash;

  Classifier(ClassifierFacts facts, ClassifierNetwork network) {
    this.facts = facts;
    this.network = network;
    this.hash = ClassifierFile.hash(network);
  }

  /** Trains without a word of progress. */
  public static Classifier train(ImageSet train, ImageSet test, int epochs, long seed) {
    return train(train, test, epochs, seed, seen -> {});
  }

  /**
   * Trains on labelled images and measures the accuracy on others. Five epochs of MNIST's 60,000
   * images take a minute or two of two processor cores.
   *
   * @param train images of at least 4×4, labelled from 0; the highest label makes the number of
   *     classes
   * @param test images of the same shape and classes that are not in {@code train}
   * @param seed of the first weights and the order of the images; the same seed gives the same bits
   *     with the same number of threads
   * @param progress told the number of images seen after each step, epochs · train.size() at last
   * @throws IllegalArgumentException if images lack labels, are too small or differ in shape, or
   *     {@code epochs} is below 1
   * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
   */
  public static Classifier train(
      ImageSet train, ImageSet test, int epochs, long seed, IntConsumer progress) {
    ClassifierFacts untested = ClassifierFacts.of(train, test, epochs, seed);
    ClassifierNetwork network = new ClassifierNetwork(untested.image(), untested.classes(), seed);
    try {
      new ClassifierTraining(network, train, epochs, seed).run(progress);
      int right = new Classifier(untested, network).right(test);
      return new Classifier(untested.withAccuracy((double) right / test.size()), network);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /**
   * Reads a stored classifier.
   *
   * @throws IllegalArgumentException if the file isn't one or its weights aren't those written
   */
  public static Classifier read(Path file) {
    return ClassifierFile.read(file);
  }

  /** The one of MNIST's digits that comes with the library. */
  static Classifier ofMnist() {
    try (InputStream file = Classifier.class.getResourceAsStream("cnn-mnist.safetensors")) {
      return ClassifierFile.decode(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stores weights, accuracy and what it was trained on as safetensors. */
  public Classifier write(Path file) {
    ClassifierFile.write(file, facts, network, hash);
    return this;
  }

  /** The share of test images whose class it tells right, 0 to 1. */
  public double accuracy() {
    return facts.accuracy();
  }

  /** The number of classes. */
  public int classes() {
    return facts.classes();
  }

  /** "cnn-mnist-1x28x28-fp32, 99.2% right on mnist test": its accuracy belongs to it. */
  @Override
  public String id() {
    return String.format(
        Locale.ROOT,
        "%s-%dx%dx%d-fp32, %.2f%% right on %s",
        name(),
        facts.channels(),
        facts.height(),
        facts.width(),
        100 * accuracy(),
        facts.testSet());
  }

  /** "cnn-mnist", as in "FD(cnn-mnist)". */
  @Override
  public String name() {
    return "cnn-" + facts.name();
  }

  @Override
  public String weightsHash() {
    return hash;
  }

  @Override
  public String resizer() {
    return "none";
  }

  @Override
  public int featureDim() {
    return ClassifierNetwork.FEATURES;
  }

  @Override
  public int logitDim() {
    return classes();
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the images have another shape than those it was trained on
   */
  @Override
  public NDList extract(NDArray images) {
    Shape shape = images.getShape();
    if (shape.dimension() != 4 || !shape.slice(1).equals(facts.image().slice(1))) {
      throw new IllegalArgumentException(
          id() + " takes images of " + facts.image().slice(1) + ", not " + shape);
    }
    try (Autograd.Mode paused = Autograd.pause()) {
      return network.forward(images.sub(CENTRE).div(CENTRE));
    }
  }

  private int right(ImageSet test) {
    int[] predicted = Features.of(test, this).predictions();
    return (int)
        IntStream.range(0, predicted.length).filter(i -> predicted[i] == test.label(i)).count();
  }

  @Override
  public Recipe<FeatureExtractor> recipe() {
    byte[] file = ClassifierFile.encode(facts, network, hash);
    return () -> ClassifierFile.decode(file);
  }

  @Override
  public void close() {
    network.close();
  }
}
