package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Images as networks trained on colour take them. */
final class Rgb {

  private Rgb() {}

  /** Three channels: grey is repeated. */
  static NDArray of(NDArray images) {
    Shape shape = images.getShape();
    long channels = shape.dimension() == 4 ? shape.get(1) : -1;
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "images must be [n, 1, H, W] or [n, 3, H, W], not " + shape);
    }
    return channels == 3 ? images : images.repeat(1, 3);
  }
}
