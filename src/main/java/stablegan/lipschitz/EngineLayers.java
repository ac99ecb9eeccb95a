package stablegan.lipschitz;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What the engine's own layers would say of themselves; all have their outputs first. */
final class EngineLayers {

  /** What to say of its transposed convolutions, which fail once they are used. */
  static final String NOT_IMPLEMENTED =
      " isn't implemented by the PyTorch engine: use Layers.convTranspose(filters, kernel, stride, padding)";

  private EngineLayers() {}

  static Optional<WeightedLayer> find(Block layer) {
    if (layer instanceof Linear) {
      return Optional.of(new Described(x -> 1, x -> Optional.of(ConvGeometry.dense())));
    }
    if (layer instanceof Convolution convolution) {
      return Optional.of(new Described(x -> pixels(convolution, x), x -> geometry(convolution, x)));
    }
    return layer instanceof Embedding
        ? Optional.of(new Described(x -> 0, x -> Optional.empty()))
        : Optional.empty();
  }

  private record Described(
      ToLongFunction<Shape> ofPlaces, Function<Shape, Optional<ConvGeometry>> ofGeometry)
      implements WeightedLayer {

    @Override
    public int outputAxis() {
      return 0;
    }

    @Override
    public long places(Shape input) {
      return ofPlaces.applyAsLong(input);
    }

    @Override
    public Optional<ConvGeometry> geometry(Shape input) {
      return ofGeometry.apply(input);
    }
  }

  private static long pixels(Convolution layer, Shape input) {
    return layer.getOutputShapes(new Shape[] {input})[0].slice(2).size();
  }

  private static Optional<ConvGeometry> geometry(Convolution layer, Shape input) {
    if (!(layer instanceof Conv2d)) {
      return Optional.empty();
    }
    long stride = square("stride", layer.getStride());
    long padding = square("padding", layer.getPadding());
    if (square("dilation", layer.getDilation()) != 1) {
      throw new IllegalArgumentException(
          "dilation must be 1 for singular values, but is " + layer.getDilation());
    }
    return Optional.of(ConvGeometry.over(input, stride, padding).withGroups(layer.getGroups()));
  }

  private static long square(String what, Shape both) {
    if (both.get(0) != both.get(1)) {
      throw new IllegalArgumentException(
          what + " must be the same in both directions, but is " + both);
    }
    return both.get(0);
  }
}
