package stablegan.model;

import ai.djl.ndarray.types.Shape;

/**
 * The sizes of a convolutional network for square images: the image is halved until its side is odd
 * or would fall below 4.
 *
 * @param channels of the image
 * @param base side of the smallest feature map
 * @param levels how often the side is halved
 */
record Pyramid(int channels, int base, int levels) {

  private static final int SMALLEST = 4;

  /** 64 times the literature's 64. */
  static final int WIDEST = 4096;

  static void checkWidth(int width) {
    checkWidth(width, WIDEST);
  }

  static void checkWidth(int width, int widest) {
    if (width < 1 || width > widest) {
      throw new IllegalArgumentException(
          "width must be from 1 to %,d but is %d".formatted(widest, width));
    }
  }

  /** A width divided by a number, which is at least 1. */
  static int narrower(int width, int by) {
    if (by < 1) {
      throw new IllegalArgumentException("a width can be divided by 1 or more, not by " + by);
    }
    return width / by;
  }

  /** Units of a linear layer that makes maps. */
  static int units(long channels, int side) {
    long units = channels * side * side;
    if (units > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%,d maps of %d×%d are too large for a layer: choose a smaller width or smaller images"
              .formatted(channels, side, side));
    }
    return (int) units;
  }

  /** A quarter of the side of square images whose side is a multiple of 4. */
  static int quarter(Shape sample) {
    if (sample.dimension() != 3 || sample.get(1) != sample.get(2) || sample.get(1) % 4 != 0) {
      throw new IllegalArgumentException(
          "this architecture needs square images (channels, side, side) whose side is a multiple of"
              + " 4 but got "
              + sample);
    }
    return Math.toIntExact(sample.get(1) / 4);
  }

  /** For images (channels, side, side), side at least 8 and even. */
  static Pyramid of(Shape sample) {
    if (sample.dimension() != 3 || sample.get(1) != sample.get(2)) {
      throw new IllegalArgumentException(
          "this architecture needs square images (channels, side, side) but got " + sample);
    }
    int side = (int) sample.get(1);
    int base = side;
    int levels = 0;
    while (base % 2 == 0 && base / 2 >= SMALLEST) {
      base /= 2;
      levels++;
    }
    if (levels < 1 || base > 2 * SMALLEST) {
      throw new IllegalArgumentException(
          "this architecture needs a side that halves down to 4 … 8, such as 28, 32 or 64, but got "
              + side);
    }
    return new Pyramid((int) sample.get(0), base, levels);
  }
}
