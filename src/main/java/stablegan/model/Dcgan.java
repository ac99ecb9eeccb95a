package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.HIDDEN;
import static stablegan.nn.Normalization.Position.LAST;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import stablegan.nn.Normalization;

/**
 * DCGAN (Radford et al. 2016) for images whose side halves down to 4 … 8, kernels 4×4.
 *
 * <p>Generator: linear, then transposed convolutions of stride 2 that halve the channels, ReLU,
 * tanh. Discriminator: convolutions of stride 2 that double the channels from {@code width}, leaky
 * ReLU 0.2, linear.
 *
 * @param width channels of the layers next to the image, 64 in the literature; from 1 to 4,096
 */
public record Dcgan(int width) implements Architecture {

  private static final double SLOPE = 0.2;

  public Dcgan {
    Pyramid.checkWidth(width);
  }

  @Override
  public Block generator(Shape sample, Normalization norm) {
    Pyramid sizes = Pyramid.of(sample);
    int filters = width << (sizes.levels() - 1);
    SequentialBlock g = Layers.latentToMaps(filters, sizes.base(), norm);
    for (int level = 1; level < sizes.levels(); level++) {
      filters /= 2;
      g.add(norm.apply(Layers.convTranspose(filters, 4, 2, 1), HIDDEN)).add(Layers.relu());
    }
    return g.add(norm.apply(Layers.convTranspose(sizes.channels(), 4, 2, 1), LAST))
        .add(Layers.tanh());
  }

  @Override
  public Block discriminator(Shape sample, Normalization norm) {
    Pyramid sizes = Pyramid.of(sample);
    SequentialBlock d = new SequentialBlock();
    for (int level = 0; level < sizes.levels(); level++) {
      Block conv = norm.apply(Layers.conv(width << level, 4, 2, 1), level == 0 ? FIRST : HIDDEN);
      d.add(conv).add(Layers.leakyReluAfter(conv, SLOPE));
    }
    return d.add(Layers.flatten()).add(norm.apply(Layers.linear(1), LAST));
  }

  @Override
  public Dcgan narrower(int by) {
    return new Dcgan(Pyramid.narrower(width, by));
  }

  @Override
  public String name() {
    return "DCGAN/" + width;
  }
}
