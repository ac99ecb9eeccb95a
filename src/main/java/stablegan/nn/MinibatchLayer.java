package stablegan.nn;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.io.Serializable;

/**
 * A layer that lets a discriminator compare the samples of its batch, so that it can tell a
 * collapsed generator by its lack of variety: one axis of a comparison.
 *
 * <p>With it a sample's logit depends on the whole batch. Real and generated samples come in
 * batches of their own. Penalties on the gradient of a logit then bound that of the batch's logits,
 * not that of each sample's.
 */
@FunctionalInterface
public interface MinibatchLayer extends Serializable {

  /**
   * A new layer, marked as {@link BatchDependent}: features (N, F) in, the same with further
   * features of the batch out.
   */
  Block create();

  /** The layer's name in tables. */
  default String name() {
    return "custom minibatch layer";
  }

  /** A normalization that also puts this layer, itself not normalized, before a network's last. */
  default Normalization before(Normalization normalization) {
    return new NamedNormalization(
        normalization.name(),
        (layer, position) -> {
          Block normalized = normalization.apply(layer, position);
          return position == Normalization.Position.LAST
              ? new SequentialBlock().add(create()).add(normalized)
              : normalized;
        },
        normalization::features,
        classes -> before(normalization.conditional(classes)));
  }

  /** Minibatch discrimination with 100 features of 5 dimensions, as its authors use on CIFAR-10. */
  static MinibatchLayer discrimination() {
    return discrimination(100, 5);
  }

  /**
   * Minibatch discrimination.
   *
   * @param features B, how many features are added; at least 1
   * @param dimensions C, of the space that each is a similarity in; at least 1
   */
  static MinibatchLayer discrimination(int features, int dimensions) {
    MinibatchDiscrimination.check(features, dimensions);
    return named(
        "minibatch discrimination %s x %s".formatted(features, dimensions),
        () -> new MinibatchDiscrimination(features, dimensions));
  }

  /** Minibatch standard deviation over the whole batch. */
  static MinibatchLayer standardDeviation() {
    return named("minibatch standard deviation", MinibatchStdDev::new);
  }

  /**
   * Minibatch standard deviation over groups of a batch.
   *
   * @param group samples in a group, at least 2; 4 in the authors' code
   */
  static MinibatchLayer standardDeviation(int group) {
    MinibatchStdDev.check(group);
    return named("minibatch standard deviation of " + group, () -> MinibatchStdDev.ofGroups(group));
  }

  /** The same layer under another name. */
  static MinibatchLayer named(String name, MinibatchLayer layer) {
    return new MinibatchLayer() {
      @Override
      public Block create() {
        return layer.create();
      }

      @Override
      public String name() {
        return name;
      }
    };
  }
}
