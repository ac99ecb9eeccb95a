package stablegan.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import stablegan.internal.numbers.Shuffle;

/**
 * A set of equally sized 8-bit images: immutable, random access, safe to read from several threads.
 *
 * <p>An image is C·H·W unsigned bytes, channel first, each channel row by row. Views ({@link
 * #head}, {@link #sample}, {@link #classes}, {@link #select}) share the pixels of the set they come
 * from; their {@link #split} says what they took, so that a score can carry it.
 */
public interface ImageSet {

  /** Which set this is: "cifar10", "fashion-mnist", the name of a folder. */
  String name();

  /** Which part of it: "train", "test", "generated", "train[:1000]". */
  String split();

  /** The number of images. */
  int size();

  /** 1 for grey, 3 for RGB. */
  int channels();

  /** Rows of an image. */
  int height();

  /** Columns of an image. */
  int width();

  /**
   * The class of an image, −1 where there is none.
   *
   * @throws IndexOutOfBoundsException if {@code index} is not in [0, size)
   */
  int label(int index);

  /**
   * Copies an image, {@link #imageBytes} unsigned bytes, into {@code into} from {@code offset}.
   *
   * @throws IndexOutOfBoundsException if {@code index} is not in [0, size) or {@code into} is too
   *     short
   */
  void read(int index, byte[] into, int offset);

  /**
   * The SHA-256, in lower-case hex, over the shape (N, C, H, W as four big-endian ints) and all
   * pixels in order. Names and labels don't count. Computed at the first call only.
   */
  String contentHash();

  /** The bytes of one image, C·H·W. */
  default int imageBytes() {
    return channels() * height() * width();
  }

  /** Images as float32 [n, C, H, W] in 0..255, what feature extractors take. */
  default NDArray pixels(NDManager manager, int... indices) {
    return Pixels.floats(this, manager, Pixels.UNSIGNED, indices);
  }

  /** Images as float32 [n, C, H, W] in [−1, 1], x/127.5 − 1, what discriminators take. */
  default NDArray batch(NDManager manager, int... indices) {
    return Pixels.floats(this, manager, Pixels.SIGNED, indices);
  }

  /** All images as float32 [size, C, H, W] in [−1, 1]. */
  default NDArray batch(NDManager manager) {
    return batch(manager, IntStream.range(0, size()).toArray());
  }

  /**
   * The first {@code n} images.
   *
   * @throws IllegalArgumentException if {@code n} is not in [1, size]
   */
  default ImageSet head(int n) {
    ImageView.checkCount(this, n);
    int[] indices = IntStream.range(0, n).toArray();
    return n == size() ? this : ImageView.of(this, "[:" + n + "]", indices);
  }

  /**
   * {@code n} images drawn without replacement; the same seed draws the same images in the same
   * order.
   *
   * @throws IllegalArgumentException if {@code n} is not in [1, size]
   */
  default ImageSet sample(int n, long seed) {
    ImageView.checkCount(this, n);
    int[] indices = Arrays.copyOf(Shuffle.permutation(size(), seed, 0), n);
    return ImageView.of(this, "[" + n + " of " + size() + ", seed " + seed + "]", indices);
  }

  /**
   * The images of these classes, in the order of this set.
   *
   * @throws IllegalArgumentException if none has such a label
   */
  default ImageSet classes(int... labels) {
    return ImageView.ofClasses(this, labels);
  }

  /**
   * This set and, behind it, the same images flipped left to right: in shuffled batches each image
   * comes as often one way as the other.
   */
  default ImageSet mirrored() {
    return new MirroredImages(this);
  }

  /**
   * The same images shrunk to {@code side × side} pixels, in memory, and named so: each pixel is
   * the mean of the area that it covers, as in the downsampled variants of ImageNet (Chrabaszcz et
   * al. 2017), after a crop to the largest square in the middle.
   *
   * @param side from 1 to the shorter side of these images
   * @throws IllegalArgumentException if {@code side} is out of this range, or the result exceeds 2
   *     GiB
   */
  default ImageSet resized(int side) {
    ImageSet resized = MemoryImages.resized(this, side);
    HashedImages.sourceOf(this)
        .ifPresent(source -> HashedImages.from(() -> source.get().resized(side), resized));
    return resized;
  }

  /**
   * The same images in the middle of black ones of {@code side × side} pixels, in memory, and named
   * so: digits of 28×28 become 32×32 (LeCun et al. 1998). An odd row or column more stands below or
   * to the right.
   *
   * @param side at least the longer side of these images
   * @throws IllegalArgumentException if {@code side} is smaller, or the result exceeds 2 GiB
   */
  default ImageSet padded(int side) {
    ImageSet padded = MemoryImages.padded(this, side);
    HashedImages.sourceOf(this)
        .ifPresent(source -> HashedImages.from(() -> source.get().padded(side), padded));
    return padded;
  }

  /**
   * The same images under other classes: {@code label -> (label + 1) % 10} takes each for the next
   * one.
   *
   * @param label the class of an image from what it is in this set, −1 for none
   */
  default ImageSet relabelled(IntUnaryOperator label) {
    return new RelabelledImages(this, label);
  }

  /**
   * The images at these positions, in this order; a position may come twice.
   *
   * @throws IllegalArgumentException if a position is not in [0, size) or none is given
   */
  default ImageSet select(int... indices) {
    return ImageView.of(this, "[" + indices.length + " selected]", indices.clone());
  }

  /**
   * The positions of images that another set doesn't hold, told apart by their pixels.
   *
   * @return in order; empty if the other set holds all of them
   */
  default int[] positionsNotIn(ImageSet other) {
    return Pixels.positionsNotIn(this, other);
  }

  /**
   * A generator's output as an image set, quantised as NVIDIA's metrics do: (x·127.5 + 128) clamped
   * to 0..255, the fraction cut off. It undoes {@link #batch} exactly. An overshoot of up to ±2 is
   * clamped; beyond, the images are of another range.
   *
   * @param images float32 [n, C, H, W] in [−1, 1], 1 or 3 channels
   * @param labels one an image, or none at all
   * @throws IllegalArgumentException if the shape is another, a value is NaN or beyond ±2, or the
   *     labels are of another number
   */
  static ImageSet of(String name, String split, NDArray images, int... labels) {
    Shape shape = images.getShape();
    if (shape.dimension() != 4) {
      throw new IllegalArgumentException("images must be [n, C, H, W], not " + shape);
    }
    byte[] pixels = Pixels.quantise(images.toFloatArray());
    return new MemoryImages(
        name,
        split,
        (int) shape.get(1),
        (int) shape.get(2),
        (int) shape.get(3),
        pixels,
        labels.clone());
  }

  /**
   * An image set of given pixels, which are copied.
   *
   * @param pixels n·C·H·W unsigned bytes, images one after the other, channel first
   * @param labels one for each image, or none at all
   * @throws IllegalArgumentException if the lengths don't agree
   */
  static ImageSet of(
      String name,
      String split,
      int channels,
      int height,
      int width,
      byte[] pixels,
      int... labels) {
    return new MemoryImages(name, split, channels, height, width, pixels.clone(), labels.clone());
  }

  /**
   * Images that are made part by part when they are read, so that sets larger than memory can be
   * written or scored; they are read fastest in their order.
   *
   * @param chunk images of each part, but for the last, which may have fewer
   * @param chunks the part of a number, from 0; the same whenever it is asked for
   * @throws IllegalArgumentException if there is none
   */
  static ImageSet chunked(
      String name, String split, int size, int chunk, IntFunction<ImageSet> chunks) {
    return new ChunkedImages(name, split, size, chunk, chunks);
  }

  /**
   * Sets of one shape one after the other in memory, such as the batches of a generator.
   *
   * @throws IllegalArgumentException if there is none, shapes differ, or they exceed 2 GiB together
   */
  static ImageSet concat(String name, String split, List<ImageSet> parts) {
    return MemoryImages.concat(name, split, parts);
  }
}
