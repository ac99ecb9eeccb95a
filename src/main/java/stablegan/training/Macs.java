package stablegan.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import java.util.ArrayList;
import java.util.List;
import stablegan.nn.ConvTranspose2d;

/**
 * Multiply-adds of a network's forward pass for one sample: each layer's weight meets every element
 * of it once at each place where it is applied. Normalizations, activations and biases are left
 * out, as is usual: they grow with the features, not with features times weights.
 *
 * @param all of the whole network
 * @param first of its first layer with a weight
 * @param last of its last one
 */
record Macs(long all, long first, long last) {

  /** Counts the layers of an initialized network; each runs once in a pass. */
  static Macs of(Block network) {
    List<Long> layers = new ArrayList<>();
    collect(network, layers);
    if (layers.isEmpty()) {
      return new Macs(0, 0, 0);
    }
    long all = layers.stream().mapToLong(Long::longValue).sum();
    return new Macs(all, layers.get(0), layers.get(layers.size() - 1));
  }

  private static void collect(Block block, List<Long> layers) {
    block.getDirectParameters().values().stream()
        .filter(p -> p.getType() == Parameter.Type.WEIGHT)
        .forEach(weight -> layers.add(weight.getArray().size() * places(block)));
    block.getChildren().values().forEach(child -> collect(child, layers));
  }

  /** The pixels that a convolution's kernel is applied to; 1 for any other layer. */
  private static long places(Block layer) {
    Shape input = layer.describeInput().valueAt(0);
    if (layer instanceof ConvTranspose2d) {
      return input.slice(2).size();
    }
    return layer instanceof Convolution
        ? layer.getOutputShapes(new Shape[] {input})[0].slice(2).size()
        : 1;
  }
}
