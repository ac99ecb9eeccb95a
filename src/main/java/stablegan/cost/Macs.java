package stablegan.cost;

import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import stablegan.internal.description.Multiplying;
import stablegan.internal.layers.ResidualBlock;
import stablegan.lipschitz.WeightedLayer;

/**
 * Multiply-adds of a network's forward pass for one sample: each layer's weight meets every element
 * of it once at each place where it is applied. Normalizations, activations, pooling, biases and
 * look-ups of embeddings are left out, as is usual: they grow with the features, not with features
 * times weights. Of a convolution that is computed together with an upsampling or a pooling, the
 * multiply-adds of the convolution alone count, as in the literature; fewer are made.
 *
 * @param all of the whole network
 * @param first of its first layer with a weight, or of both that see the input of a residual block
 * @param last of its last one
 */
record Macs(long all, long first, long last) {

  /**
   * Counts the layers of a network; each runs once in a pass. The children of a residual or
   * parallel block see its input, those of any other block come one after the other.
   *
   * @param network initialized with the shape of its input
   * @throws IllegalArgumentException if a layer doesn't say how it applies its weight, see {@link
   *     WeightedLayer}
   */
  static Macs of(Block network) {
    List<Long> layers = new ArrayList<>();
    collect(network, layers);
    if (layers.isEmpty()) {
      return new Macs(0, 0, 0);
    }
    long all = layers.stream().mapToLong(Long::longValue).sum();
    return new Macs(all, entry(network), layers.get(layers.size() - 1));
  }

  private static void collect(Block block, List<Long> layers) {
    block.getDirectParameters().values().stream()
        .filter(p -> p.getType() == Parameter.Type.WEIGHT)
        .map(weight -> weight.getArray().size() * places(block))
        .filter(macs -> macs > 0)
        .forEach(layers::add);
    if (block instanceof Multiplying layer) {
      layers.add(layer.multiplyAdds());
    }
    block.getChildren().values().forEach(child -> collect(child, layers));
  }

  /** Of the layers that see a block's input. */
  private static long entry(Block block) {
    List<Long> own = new ArrayList<>();
    if (block.getChildren().isEmpty()) {
      collect(block, own);
    }
    List<Long> children =
        block.getChildren().values().stream().map(Macs::entry).filter(n -> n > 0).toList();
    if (block instanceof ResidualBlock || block instanceof ParallelBlock) {
      return children.stream().mapToLong(Long::longValue).sum();
    }
    return own.isEmpty() ? children.stream().findFirst().orElse(0L) : own.get(0);
  }

  private static long places(Block layer) {
    return WeightedLayer.of(layer).places(layer.describeInput().valueAt(0));
  }
}
