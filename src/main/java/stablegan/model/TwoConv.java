package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.HIDDEN;
import static stablegan.nn.Normalization.Position.LAST;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import stablegan.nn.Normalization;

/**
 * The smallest convolutional pair, the textbook's example of where spectral normalization goes, for
 * images whose side is a multiple of 4.
 *
 * <p>Discriminator: convolutions 4×4 of stride 2 to w and 2w channels, leaky ReLU 0.2, linear to
 * one logit: no sigmoid, which belongs to the loss. Generator: its mirror, linear to 2w maps of a
 * quarter of the side, transposed convolutions 4×4 of stride 2, ReLU, tanh.
 *
 * @param width w, 64 in the example; from 1 to 4,096
 */
public record TwoConv(int width) implements Architecture {

  private static final double SLOPE = 0.2;

  public TwoConv {
    Pyramid.checkWidth(width);
  }

  @Override
  public Block generator(Shape sample, Normalization norm) {
    int side = Pyramid.quarter(sample);
    Shape map = new Shape(-1, 2L * width, side, side);
    SequentialBlock g = new SequentialBlock();
    g.add(norm.apply(Layers.linear(Pyramid.units(2L * width, side)), HIDDEN)).add(Layers.relu());
    g.add(LambdaBlock.singleton(x -> x.reshape(map)));
    g.add(norm.apply(Layers.convTranspose(width, 4, 2, 1), HIDDEN)).add(Layers.relu());
    int channels = Math.toIntExact(sample.get(0));
    return g.add(norm.apply(Layers.convTranspose(channels, 4, 2, 1), LAST)).add(Layers.tanh());
  }

  @Override
  public Block discriminator(Shape sample, Normalization norm) {
    Pyramid.quarter(sample);
    SequentialBlock d = new SequentialBlock();
    d.add(norm.apply(Layers.conv(width, 4, 2, 1), FIRST)).add(Layers.leakyRelu(SLOPE));
    d.add(norm.apply(Layers.conv(2 * width, 4, 2, 1), HIDDEN)).add(Layers.leakyRelu(SLOPE));
    return d.add(Layers.flatten()).add(norm.apply(Layers.linear(1), LAST));
  }

  @Override
  public String name() {
    return "two convolutions/" + width;
  }
}
