package stablegan.nn;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import java.io.Serializable;

/**
 * A normalization put together from its parts.
 *
 * @param layers normalizes single layers
 * @param featureLayer makes a layer for features
 * @param perClass the same for a number of classes
 */
record NamedNormalization(
    String name, Normalization layers, Features featureLayer, Classes perClass)
    implements Normalization {

  /** Makes a layer for features. */
  @FunctionalInterface
  interface Features extends Serializable {
    Block create();
  }

  /** Makes the normalization for a number of classes. */
  @FunctionalInterface
  interface Classes extends Serializable {
    Normalization of(int classes);
  }

  /** One that leaves features alone. */
  static Normalization of(String name, Normalization layers) {
    return of(name, layers, Blocks::identityBlock);
  }

  /** One that knows no classes. */
  static Normalization of(String name, Normalization layers, Features features) {
    return new NamedNormalization(name, layers, features, classes -> of(name, layers, features));
  }

  @Override
  public Block apply(Block layer, Position position) {
    return layers.apply(layer, position);
  }

  @Override
  public Block features() {
    return featureLayer.create();
  }

  @Override
  public Normalization conditional(int classes) {
    return perClass.of(classes);
  }
}
