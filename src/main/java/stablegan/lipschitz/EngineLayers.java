package stablegan.lipschitz;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import java.util.Optional;

/** What the engine's own layers would say of themselves; all have their outputs first. */
final class EngineLayers {

  private EngineLayers() {}

  static Optional<WeightedLayer> find(Block layer) {
    if (layer instanceof Linear) {
      return Optional.of(new Dense());
    }
    if (layer instanceof Convolution convolution) {
      return Optional.of(new Convolved(convolution));
    }
    return layer instanceof Embedding ? Optional.of(new Table()) : Optional.empty();
  }

  private record Dense() implements WeightedLayer {

    @Override
    public int outputAxis() {
      return 0;
    }

    @Override
    public long places(Shape input) {
      return 1;
    }

    @Override
    public Optional<ConvGeometry> geometry(Shape input) {
      return Optional.of(ConvGeometry.dense());
    }
  }

  private record Table() implements WeightedLayer {

    @Override
    public int outputAxis() {
      return 0;
    }

    @Override
    public long places(Shape input) {
      return 0;
    }
  }

  private record Convolved(Convolution layer) implements WeightedLayer {

    @Override
    public int outputAxis() {
      return 0;
    }

    @Override
    public long places(Shape input) {
      return layer.getOutputShapes(new Shape[] {input})[0].slice(2).size();
    }

    @Override
    public Optional<ConvGeometry> geometry(Shape input) {
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
}
