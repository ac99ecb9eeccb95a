package stablegan.nn;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import java.io.Serializable;

/** How a network's layers are normalized: one axis of a comparison. */
@FunctionalInterface
public interface Normalization extends Serializable {

  /** Where in its network a layer stands; some normalizations spare the ends. */
  enum Position {
    FIRST,
    HIDDEN,
    /** Its output is added to another's; the sum is normalized, if at all: {@link #features}. */
    RESIDUAL,
    LAST
  }

  /**
   * A normalized layer.
   *
   * @param layer a linear, convolution, transposed convolution or embedding layer
   */
  Block apply(Block layer, Position position);

  /**
   * A new layer that normalizes maps (N, C, H, W) which no single layer makes, such as the sum that
   * enters a pre-activation residual block. It leaves them as they are unless overridden.
   */
  default Block features() {
    return Blocks.identityBlock();
  }

  /** The same with what it learns of features learned for each class; by default just the same. */
  default Normalization conditional(int classes) {
    return this;
  }

  /** The same normalization under another name. */
  static Normalization named(String name, Normalization normalization) {
    return new NamedNormalization(
        name,
        normalization,
        normalization::features,
        classes -> named(name, normalization.conditional(classes)));
  }

  /** The normalization's name in tables. */
  default String name() {
    return "custom normalization";
  }

  /** Both: this one, then {@code outer} around its result, such as batch norm after SN. */
  default Normalization then(Normalization outer) {
    return new NamedNormalization(
        name() + " + " + outer.name(),
        (layer, position) -> outer.apply(apply(layer, position), position),
        () -> ConditionalSequence.of(features(), outer.features()),
        classes -> conditional(classes).then(outer.conditional(classes)));
  }
}
