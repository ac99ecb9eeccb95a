package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Function;

/** Images as networks trained on colour take them. */
final class Rgb {

  private Rgb() {}

  /**
   * What a network makes of images in colour; whatever else it makes is closed.
   *
   * @return arrays that belong to the images' manager
   */
  static NDList through(NDArray images, Function<NDArray, NDList> network) {
    NDManager parent = images.getManager();
    try (NDManager step = parent.newSubManager()) {
      // results attach to the manager of their first operand; the images go back when step closes
      images.tempAttach(step);
      NDList outputs = network.apply(of(images));
      outputs.attach(parent);
      return outputs;
    }
  }

  /** Three channels: grey is repeated. */
  private static NDArray of(NDArray images) {
    Shape shape = images.getShape();
    long channels = shape.dimension() == 4 ? shape.get(1) : -1;
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "images must be [n, 1, H, W] or [n, 3, H, W], not " + shape);
    }
    return channels == 3 ? images : images.repeat(1, 3);
  }
}
