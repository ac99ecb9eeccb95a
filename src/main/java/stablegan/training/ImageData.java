package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;
import stablegan.internal.files.Hashes;
import stablegan.internal.numbers.Batches;

/** Images scaled to [−1, 1], in an order shuffled anew for each epoch. */
final class ImageData implements TrainingData {

  /** The order that a seed fixes. */
  private record Order(long seed, Batches batches) {}

  private final ImageSet images;

  /** The last one asked for; runs of other seeds may ask at the same time. */
  private volatile Order last;

  ImageData(ImageSet images) {
    this.images = images;
  }

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
    return images.batch(manager, indices(seed, step, n));
  }

  private int[] indices(long seed, long step, int n) {
    Order order = last;
    if (order == null || order.seed() != seed) {
      order = new Order(seed, Batches.of(images.size(), seed));
      last = order;
    }
    return order.batches().indices(step, n);
  }

  @Override
  public Optional<Labels> labels() {
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    int[] present = IntStream.of(labels).sorted().distinct().toArray();
    return present[0] < 0 ? Optional.empty() : Optional.of(new Ranked(labels, present));
  }

  /** The class of an image is its label's place among those present. */
  private final class Ranked implements Labels {

    private final int[] labels;
    private final int[] present;

    Ranked(int[] labels, int[] present) {
      this.labels = labels;
      this.present = present;
    }

    @Override
    public int classes() {
      return present.length;
    }

    @Override
    public String id() {
      return Hashes.of(Arrays.toString(labels));
    }

    @Override
    public NDArray batch(NDManager manager, long seed, long step, int n) {
      return manager.create(
          IntStream.of(indices(seed, step, n))
              .mapToLong(i -> Arrays.binarySearch(present, labels[i]))
              .toArray());
    }
  }
}
