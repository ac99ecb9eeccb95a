package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.HIDDEN;
import static stablegan.nn.Normalization.Position.LAST;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import stablegan.nn.Normalization;

/**
 * Fully connected networks for samples of any shape, such as points of the plane. The generator's
 * hidden layers have ReLU and its output is linear, not squashed into (−1, 1).
 *
 * @param width units of each hidden layer, from 1 to 16,384
 * @param depth hidden layers of each network, from 1 to 1,000
 * @param slope of the discriminator's leaky ReLU below zero, in [0, 1); 0 is ReLU
 */
public record Mlp(int width, int depth, double slope) implements Architecture {

  private static final int WIDEST = 16_384;
  private static final int DEEPEST = 1000;

  public Mlp {
    Pyramid.checkWidth(width, WIDEST);
    if (depth < 1 || depth > DEEPEST || !(0 <= slope && slope < 1)) {
      throw new IllegalArgumentException(
          "depth must be from 1 to %,d and slope in [0, 1) but are %d and %s"
              .formatted(DEEPEST, depth, slope));
    }
  }

  /** Hidden layers with leaky ReLU of slope 0.2 in the discriminator. */
  public static Mlp of(int width, int depth) {
    return new Mlp(width, depth, 0.2);
  }

  @Override
  public Block generator(Shape sample, Normalization norm) {
    SequentialBlock g = new SequentialBlock();
    for (int layer = 0; layer < depth; layer++) {
      g.add(norm.apply(Layers.linear(width), HIDDEN)).add(Layers.relu());
    }
    g.add(norm.apply(Layers.linear(Math.toIntExact(sample.size())), LAST));
    if (sample.dimension() > 1) {
      g.add(Layers.reshape(sample));
    }
    return g;
  }

  @Override
  public Block discriminator(Shape sample, Normalization norm) {
    SequentialBlock d = new SequentialBlock();
    if (sample.dimension() > 1) {
      d.add(Layers.flatten());
    }
    for (int layer = 0; layer < depth; layer++) {
      Block linear = Layers.linear(width);
      d.add(norm.apply(linear, layer == 0 ? FIRST : HIDDEN)).add(Layers.leakyRelu(slope));
    }
    return d.add(norm.apply(Layers.linear(1), LAST));
  }

  @Override
  public Mlp narrower(int by) {
    return new Mlp(Pyramid.narrower(width, by), depth, slope);
  }

  @Override
  public String name() {
    return "MLP/" + width + "x" + depth + (slope == 0 ? " ReLU" : " slope " + slope);
  }
}
