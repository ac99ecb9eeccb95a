package stablegan.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import stablegan.internal.formats.Resize;

/** All pixels in one array; the caller gives the arrays away. */
final class MemoryImages extends HashedImages {

  private final String name;
  private final String split;
  private final int size;
  private final int channels;
  private final int height;
  private final int width;
  private final byte[] pixels;
  private final int[] labels;

  MemoryImages(
      String name, String split, int channels, int height, int width, byte[] pixels, int[] labels) {
    this.name = Objects.requireNonNull(name, "name");
    this.split = Objects.requireNonNull(split, "split");
    if ((channels != 1 && channels != 3) || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "images must be 1 or 3 channels of at least 1×1, not " + shape(channels, height, width));
    }
    this.channels = channels;
    this.height = height;
    this.width = width;
    int step = step(channels, height, width);
    if (pixels.length == 0 || pixels.length % step != 0) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are no whole number of images of " + step + " bytes, at least 1");
    }
    this.size = pixels.length / step;
    if (labels.length != 0 && labels.length != size) {
      throw new IllegalArgumentException(labels.length + " labels for " + size + " images");
    }
    this.pixels = pixels;
    this.labels = labels;
  }

  /** An array for {@code count} images, or a clear error where Java has none so long. */
  static byte[] allocate(long count, int channels, int height, int width) {
    long bytes = Math.multiplyExact(count, step(channels, height, width));
    long most = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory());
    if (bytes > most) {
      throw new IllegalArgumentException(
          count
              + " images of "
              + shape(channels, height, width)
              + " take "
              + bytes
              + " bytes; a set in memory holds 2 GiB at most, and what Java has (-Xmx): take fewer"
              + " or smaller images");
    }
    return new byte[(int) bytes];
  }

  /** The bytes of a set that is read into memory without taking most of it. */
  static long comfortable() {
    return Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 2);
  }

  static ImageSet concat(String name, String split, List<ImageSet> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("no image sets to put together");
    }
    ImageSet first = parts.get(0);
    for (ImageSet part : parts) {
      if (!shape(part).equals(shape(first))) {
        throw new IllegalArgumentException(
            "image sets of different shapes: " + shape(first) + " and " + shape(part));
      }
    }
    long count = parts.stream().mapToLong(ImageSet::size).sum();
    byte[] pixels = allocate(count, first.channels(), first.height(), first.width());
    int[] labels = new int[(int) count];
    int at = 0;
    for (ImageSet part : parts) {
      for (int i = 0; i < part.size(); i++, at++) {
        part.read(i, pixels, at * part.imageBytes());
        labels[at] = part.label(i);
      }
    }
    return new MemoryImages(
        name, split, first.channels(), first.height(), first.width(), pixels, labels);
  }

  static ImageSet resized(ImageSet images, int side) {
    int most = Math.min(images.height(), images.width());
    if (side < 1 || side > most) {
      throw new IllegalArgumentException(
          "%s can be shrunk to a side of 1 to %d pixels, not resized to %d; what scores images enlarges them by itself"
              .formatted(images, most, side));
    }
    int channels = images.channels();
    byte[] pixels = allocate(images.size(), channels, side, side);
    int[] labels = new int[images.size()];
    byte[] image = new byte[images.imageBytes()];
    int step = step(channels, side, side);
    for (int i = 0; i < labels.length; i++) {
      images.read(i, image, 0);
      byte[] shrunk = Resize.areaMeans(image, channels, images.height(), images.width(), side);
      System.arraycopy(shrunk, 0, pixels, i * step, step);
      labels[i] = images.label(i);
    }
    String name = "%s at %s×%s".formatted(images.name(), side, side);
    return new MemoryImages(name, images.split(), channels, side, side, pixels, labels);
  }

  static ImageSet padded(ImageSet images, int side) {
    int height = images.height();
    int width = images.width();
    if (side < Math.max(height, width)) {
      throw new IllegalArgumentException(
          "%s can be padded to a side of %d pixels or more, not to %d"
              .formatted(images, Math.max(height, width), side));
    }
    int channels = images.channels();
    byte[] pixels = allocate(images.size(), channels, side, side);
    int[] labels = new int[images.size()];
    byte[] image = new byte[images.imageBytes()];
    int corner = (side - height) / 2 * side + (side - width) / 2;
    for (int i = 0; i < labels.length; i++) {
      images.read(i, image, 0);
      for (int row = 0; row < channels * height; row++) {
        int plane = (i * channels + row / height) * side * side;
        int into = plane + corner + row % height * side;
        System.arraycopy(image, row * width, pixels, into, width);
      }
      labels[i] = images.label(i);
    }
    String name = "%s padded to %s×%s".formatted(images.name(), side, side);
    return new MemoryImages(name, images.split(), channels, side, side, pixels, labels);
  }

  static String shape(ImageSet images) {
    return shape(images.channels(), images.height(), images.width());
  }

  private static String shape(int channels, int height, int width) {
    return channels + "×" + height + "×" + width;
  }

  /** The bytes of an image, or a clear error where they fit no array. */
  static int step(int channels, int height, int width) {
    double bytes = (double) channels * height * width;
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "images of " + shape(channels, height, width) + " are too large for Java's arrays");
    }
    return channels * height * width;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String split() {
    return split;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int label(int index) {
    Objects.checkIndex(index, size);
    return labels.length == 0 ? -1 : labels[index];
  }

  @Override
  public void read(int index, byte[] into, int offset) {
    Objects.checkIndex(index, size);
    int step = imageBytes();
    System.arraycopy(pixels, index * step, into, offset, step);
  }

  /** The sorted distinct labels, for messages. */
  static int[] distinctLabels(ImageSet images) {
    int[] labels = new int[images.size()];
    Arrays.setAll(labels, images::label);
    return Arrays.stream(labels).sorted().distinct().toArray();
  }
}
