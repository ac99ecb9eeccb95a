package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import stablegan.data.Batches;
import stablegan.data.ImageSet;
import stablegan.data.ToyMixture;

/** Real samples for training: batches that depend on the seed and the step alone. */
public interface TrainingData {

  /** Shape of one sample, without the batch axis. */
  Shape sample();

  /** What the data is, with a hash of its content where there is one. */
  String id();

  /**
   * A batch of real samples (n, …), float32.
   *
   * @param step the discriminator step, from 0
   */
  NDArray batch(NDManager manager, long seed, long step, int n);

  /** Images scaled to [−1, 1], in an order shuffled anew for each epoch. */
  static TrainingData of(ImageSet images) {
    return new TrainingData() {

      private Batches batches;
      private long batchesSeed;

      @Override
      public Shape sample() {
        return new Shape(images.channels(), images.height(), images.width());
      }

      @Override
      public String id() {
        return images.name() + " " + images.split() + " " + images.contentHash();
      }

      @Override
      public NDArray batch(NDManager manager, long seed, long step, int n) {
        if (batches == null || batchesSeed != seed) {
          batches = Batches.of(images, seed);
          batchesSeed = seed;
        }
        return images.batch(manager, batches.indices(step, n));
      }
    };
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
        return "%s, std %s, means %08x"
            .formatted(mixture.name(), mixture.std(), Arrays.hashCode(means));
      }

      @Override
      public NDArray batch(NDManager manager, long seed, long step, int n) {
        return mixture.sample(manager, n, Seeds.mix(seed) + step);
      }
    };
  }
}
