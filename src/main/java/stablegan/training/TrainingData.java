package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import stablegan.data.ImageSet;
import stablegan.data.ToyMixture;
import stablegan.random.RandomStream;

/** Real samples for training: batches that depend on the seed and the step alone. */
public interface TrainingData {

  /** Shape of one sample, without the batch axis. */
  Shape sample();

  /** What the data is, with a hash of its content where there is one. */
  String id();

  /**
   * A batch of real samples (n, …), float32. What is drawn anew for each batch comes from {@code
   * RandomStream.of(seed, RandomStream.Purpose.DATA, step)}: the engine's own generator is shared
   * by the whole process, and would make a run depend on what runs beside it.
   *
   * @param step the discriminator step, from 0
   */
  NDArray batch(NDManager manager, long seed, long step, int n);

  /** The samples' classes, which conditional networks need; empty unless every sample has one. */
  default Optional<Labels> labels() {
    return Optional.empty();
  }

  /** The classes of samples. */
  interface Labels {

    /** How many there are, at least 1. */
    int classes();

    /** What they are, such as a hash of them all. */
    String id();

    /**
     * The classes of the samples that {@link TrainingData#batch} gives for the same arguments, (n)
     * whole numbers from 0 to {@link #classes} − 1, int64.
     */
    NDArray batch(NDManager manager, long seed, long step, int n);
  }

  /**
   * Images scaled to [−1, 1], in an order shuffled anew for each epoch. Labels in rising order are
   * the classes 0, 1, …: where only the labels 3 and 5 are present, 3 is class 0 and 5 class 1.
   */
  static TrainingData of(ImageSet images) {
    return new ImageData(images);
  }

  /** Points of the plane, drawn anew for each batch and not scaled. */
  static TrainingData of(ToyMixture mixture) {
    return new TrainingData() {

      @Override
      public Shape sample() {
        return new Shape(2);
      }

      @Override
      public String id() {
        double[] means =
            mixture.modes().stream().flatMapToDouble(m -> DoubleStream.of(m.x(), m.y())).toArray();
        return String.format(
            Locale.ROOT,
            "%s, std %s, means %08x",
            mixture.name(),
            mixture.std(),
            Arrays.hashCode(means));
      }

      @Override
      public NDArray batch(NDManager manager, long seed, long step, int n) {
        return mixture.sample(manager, n, RandomStream.of(seed, RandomStream.Purpose.DATA, step));
      }
    };
  }
}
