package stablegan.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import stablegan.features.Features;

/**
 * The training image nearest to each image of another set, by the Euclidean distance of their
 * features: side by side they show what a generator has learnt by heart. Of training images equally
 * near, the first counts.
 */
public final class TrainingNeighbours {

  private final int[] indices;
  private final double[] squared;

  private TrainingNeighbours(int size) {
    indices = new int[size];
    squared = new double[size];
    Arrays.fill(squared, Double.POSITIVE_INFINITY);
  }

  /**
   * Searches all pairs, in constant memory besides the features.
   *
   * @param train features of the training images
   * @param images features of other images, generated or held out
   * @throws IllegalArgumentException if the two come from different extractors
   */
  public static TrainingNeighbours of(Features train, Features images) {
    train.requireSameExtractor(images);
    TrainingNeighbours neighbours = new TrainingNeighbours(images.size());
    SquaredDistances.visit("searching training images", train, images, neighbours::offer);
    return neighbours;
  }

  private void offer(int trained, int image, double distance) {
    if (distance < squared[image] || (distance == squared[image] && trained < indices[image])) {
      squared[image] = distance;
      indices[image] = trained;
    }
  }

  /** The number of images that neighbours were searched for. */
  public int size() {
    return indices.length;
  }

  /** The position of the nearest training image of an image. */
  public int index(int image) {
    return indices[image];
  }

  /** The positions of the nearest training images of some images. */
  public int[] indices(int... images) {
    return IntStream.of(images).map(this::index).toArray();
  }

  /** How far the nearest training image is; 0 if it has the same features. */
  public double distance(int image) {
    return Math.sqrt(squared[image]);
  }

  /** All distances, image after image. */
  public double[] distances() {
    return Arrays.stream(squared).map(Math::sqrt).toArray();
  }

  /**
   * The {@code n} images that lie nearest to a training image, nearest first.
   *
   * @throws IllegalArgumentException if {@code n} is not in [1, size]
   */
  public int[] closest(int n) {
    if (n < 1 || n > size()) {
      throw new IllegalArgumentException(n + " images asked for, there are " + size());
    }
    return IntStream.range(0, size())
        .boxed()
        .sorted((a, b) -> Double.compare(squared[a], squared[b]))
        .limit(n)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
