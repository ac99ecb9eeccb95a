package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.HIDDEN;
import static stablegan.nn.Normalization.Position.LAST;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import stablegan.nn.Normalization;

/**
 * The networks of InfoGAN (Chen et al. 2016) without its latent code, as Lucic et al. 2018 compare
 * all losses on them, for images whose side is a multiple of 4.
 *
 * <p>Generator: linear to 16w, linear to 2w maps of a quarter of the side, transposed convolution
 * 4×4 of stride 2 to w, and one more to the image, leaky ReLU 0.2, tanh. Discriminator:
 * convolutions 4×4 of stride 2 to w and 2w, linear to 16w and to the logit, leaky ReLU 0.2.
 *
 * @param width w, 64 in the paper; from 1 to 4,096
 */
public record InfoGan(int width) implements Architecture {

  private static final double SLOPE = 0.2;
  private static final int HIDDEN_UNITS = 16;

  public InfoGan {
    Pyramid.checkWidth(width);
  }

  @Override
  public Block generator(Shape sample, Normalization norm) {
    int side = Pyramid.quarter(sample);
    Shape map = new Shape(2L * width, side, side);
    SequentialBlock g = new SequentialBlock();
    g.add(norm.apply(Layers.linear(HIDDEN_UNITS * width), HIDDEN)).add(Layers.leakyRelu(SLOPE));
    g.add(norm.apply(Layers.linear(Pyramid.units(2L * width, side)), HIDDEN));
    g.add(Layers.leakyRelu(SLOPE)).add(Layers.reshape(map));
    g.add(norm.apply(Layers.convTranspose(width, 4, 2, 1), HIDDEN)).add(Layers.leakyRelu(SLOPE));
    int channels = Math.toIntExact(sample.get(0));
    return g.add(norm.apply(Layers.convTranspose(channels, 4, 2, 1), LAST)).add(Layers.tanh());
  }

  @Override
  public Block discriminator(Shape sample, Normalization norm) {
    Pyramid.quarter(sample);
    SequentialBlock d = new SequentialBlock();
    d.add(norm.apply(Layers.conv(width, 4, 2, 1), FIRST)).add(Layers.leakyRelu(SLOPE));
    d.add(norm.apply(Layers.conv(2 * width, 4, 2, 1), HIDDEN)).add(Layers.leakyRelu(SLOPE));
    d.add(Layers.flatten()).add(norm.apply(Layers.linear(HIDDEN_UNITS * width), HIDDEN));
    return d.add(Layers.leakyRelu(SLOPE)).add(norm.apply(Layers.linear(1), LAST));
  }

  @Override
  public InfoGan narrower(int by) {
    return new InfoGan(Pyramid.narrower(width, by));
  }

  @Override
  public String name() {
    return "InfoGAN/" + width;
  }
}
