package stablegan.nn;

import ai.djl.nn.Block;

/** How a network's layers are normalized: one axis of a comparison. */
@FunctionalInterface
public interface Normalization {

  /** Where in its network a layer stands; some normalizations spare the ends. */
  enum Position {
    FIRST,
    HIDDEN,
    LAST
  }

  /**
   * A normalized layer.
   *
   * @param layer a linear, convolution, transposed convolution or embedding layer
   */
  Block apply(Block layer, Position position);

  /** The normalization's name in tables. */
  default String name() {
    return "custom normalization";
  }

  /** Both: this one, then {@code outer} around its result, such as batch norm after SN. */
  default Normalization then(Normalization outer) {
    return Normalizations.named(
        name() + " + " + outer.name(),
        (layer, position) -> outer.apply(apply(layer, position), position));
  }
}
