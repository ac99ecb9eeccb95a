package stablegan.model;

import static stablegan.nn.Normalization.Position.LAST;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.util.Collections;
import stablegan.nn.Normalization;

/**
 * The residual networks of WGAN-GP for images of 32 pixels (Gulrajani et al. 2017, appendix C):
 * three blocks of {@code width} channels from a map of 4×4 in the generator, four, two of which
 * halve the side, in the discriminator, which ends in ReLU, the mean over all pixels and a linear
 * layer. The paper's discriminator has no normalization.
 *
 * @param width channels, 128 in the paper; from 1 to 4,096
 */
public record WganGpResNet(int width) implements Architecture {

  private static final int SIDE = 32;

  public WganGpResNet {
    Pyramid.checkWidth(width);
  }

  private ResNetSizes sizes(Shape sample) {
    ResNetSizes.channels(sample);
    if (sample.get(1) != SIDE) {
      throw new IllegalArgumentException(
          "WGAN-GP's ResNet is known for images of 32 pixels, not for " + sample);
    }
    return new ResNetSizes(4, Collections.nCopies(4, width), Collections.nCopies(4, width), 2);
  }

  @Override
  public Block generator(Shape sample, Normalization norm) {
    return sizes(sample).generator(ResNetSizes.channels(sample), norm, norm);
  }

  @Override
  public Block discriminator(Shape sample, Normalization norm) {
    SequentialBlock d = Layers.sequence(sizes(sample).discriminatorBlocks(norm));
    d.addAll(Layers.globalMean(), norm.apply(Layers.linear(1), LAST));
    return d;
  }

  @Override
  public WganGpResNet narrower(int by) {
    return new WganGpResNet(Pyramid.narrower(width, by));
  }

  @Override
  public String name() {
    return "WGAN-GP ResNet/" + width;
  }
}
