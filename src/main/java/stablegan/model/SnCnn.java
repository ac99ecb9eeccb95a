package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.HIDDEN;
import static stablegan.nn.Normalization.Position.LAST;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import stablegan.nn.Normalization;

/**
 * The standard CNN of spectral normalization (Miyato et al. 2018, table 3), for images whose side
 * halves down to 4 … 8.
 *
 * <p>Generator: linear, transposed convolutions 4×4 of stride 2 down to {@code width} channels,
 * ReLU, convolution 3×3, tanh. Discriminator: convolutions 3×3 and 4×4 of stride 2 in turn, leaky
 * ReLU, linear. There are two discriminators of this name:
 *
 * <ul>
 *   <li>the table of the paper, w, w, 2w, 2w, 4w, 4w, 8w channels, slope 0.1: {@code new SnCnn(64)}
 *   <li>the one that the authors' published code runs, w, 2w, 2w, 4w, 4w, 8w, 8w channels, slope
 *       0.2, twice the multiply-adds: {@link #wide}
 * </ul>
 *
 * @param width w, 64 in the paper; from 1 to 4,096
 * @param wide whether a convolution of stride 2 doubles the channels, instead of the one after it
 * @param slope of the discriminator's leaky ReLU below zero, in [0, 1)
 */
public record SnCnn(int width, boolean wide, double slope) implements Architecture {

  private static final double PAPERS_SLOPE = 0.1;
  private static final double CODES_SLOPE = 0.2;
  private static final int STAGES = 3;

  public SnCnn {
    Pyramid.checkWidth(width);
    if (!(0 <= slope && slope < 1)) {
      throw new IllegalArgumentException("slope must be in [0, 1) but is " + slope);
    }
  }

  /** With the discriminator of the paper's table 3. */
  public SnCnn(int width) {
    this(width, false, PAPERS_SLOPE);
  }

  /** With the wider discriminator of the authors' published code. */
  public static SnCnn wide(int width) {
    return new SnCnn(width, true, CODES_SLOPE);
  }

  @Override
  public Block generator(Shape sample, Normalization norm) {
    Pyramid sizes = Pyramid.of(sample);
    int filters = width << sizes.levels();
    SequentialBlock g = Layers.latentToMaps(filters, sizes.base(), norm);
    for (int level = 0; level < sizes.levels(); level++) {
      filters /= 2;
      g.add(norm.apply(Layers.convTranspose(filters, 4, 2, 1), HIDDEN)).add(Layers.relu());
    }
    return g.add(norm.apply(Layers.conv(sizes.channels(), 3, 1, 1), LAST)).add(Layers.tanh());
  }

  @Override
  public Block discriminator(Shape sample, Normalization norm) {
    Pyramid.of(sample);
    SequentialBlock d = new SequentialBlock();
    for (int stage = 0; stage < STAGES; stage++) {
      int filters = width << stage;
      Block conv = norm.apply(Layers.conv(filters, 3, 1, 1), stage == 0 ? FIRST : HIDDEN);
      d.add(conv).add(Layers.leakyReluAfter(conv, slope));
      Block halving = norm.apply(Layers.conv(wide ? 2 * filters : filters, 4, 2, 1), HIDDEN);
      d.add(halving).add(Layers.leakyReluAfter(halving, slope));
    }
    Block last = norm.apply(Layers.conv(width << STAGES, 3, 1, 1), HIDDEN);
    d.add(last).add(Layers.leakyReluAfter(last, slope));
    return d.add(Layers.flatten()).add(norm.apply(Layers.linear(1), LAST));
  }

  @Override
  public SnCnn narrower(int by) {
    return new SnCnn(Pyramid.narrower(width, by), wide, slope);
  }

  @Override
  public String name() {
    String usual = wide ? "wide SN-CNN/" : "SN-CNN/";
    boolean plain = slope == (wide ? CODES_SLOPE : PAPERS_SLOPE);
    return usual + width + (plain ? "" : " slope " + slope);
  }
}
