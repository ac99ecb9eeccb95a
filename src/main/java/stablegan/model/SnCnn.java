package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.HIDDEN;
import static stablegan.nn.Normalization.Position.LAST;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import stablegan.nn.ConvTranspose2d;
import stablegan.nn.Normalization;

/**
 * The standard CNN of spectral normalization (Miyato et al. 2018, table 3), for images whose side
 * halves down to 4 … 8.
 *
 * <p>Generator: linear, transposed convolutions 4×4 of stride 2 down to {@code width} channels,
 * ReLU, convolution 3×3, tanh. Discriminator: convolutions 3×3 and 4×4 of stride 2 in turn, of w,
 * w, 2w, 2w, 4w, 4w, 8w channels, leaky ReLU 0.1, linear. This is the table of the paper; the
 * authors' published code runs a wider discriminator.
 *
 * @param width w, 64 in the paper
 */
public record SnCnn(int width) implements Architecture {

  private static final double SLOPE = 0.1;
  private static final int STAGES = 3;

  public SnCnn {
    Pyramid.checkWidth(width);
  }

  @Override
  public Block generator(Shape sample, Normalization norm) {
    Pyramid sizes = Pyramid.of(sample);
    int filters = width << sizes.levels();
    SequentialBlock g = sizes.projection(filters, norm);
    for (int level = 0; level < sizes.levels(); level++) {
      filters /= 2;
      g.add(norm.apply(new ConvTranspose2d(filters, 4, 2, 1), HIDDEN)).add(Layers.relu());
    }
    return g.add(norm.apply(Layers.conv(sizes.channels(), 3, 1, 1), LAST)).add(Layers.tanh());
  }

  @Override
  public Block discriminator(Shape sample, Normalization norm) {
    Pyramid.of(sample);
    SequentialBlock d = new SequentialBlock();
    for (int stage = 0; stage < STAGES; stage++) {
      int filters = width << stage;
      Block conv = Layers.conv(filters, 3, 1, 1);
      d.add(norm.apply(conv, stage == 0 ? FIRST : HIDDEN)).add(Layers.leakyRelu(SLOPE));
      d.add(norm.apply(Layers.conv(filters, 4, 2, 1), HIDDEN)).add(Layers.leakyRelu(SLOPE));
    }
    d.add(norm.apply(Layers.conv(width << STAGES, 3, 1, 1), HIDDEN)).add(Layers.leakyRelu(SLOPE));
    return d.add(Layers.flatten()).add(norm.apply(Layers.linear(1), LAST));
  }

  @Override
  public String name() {
    return "SN-CNN/" + width;
  }
}
