package stablegan.model;

import static stablegan.nn.Normalization.Position.LAST;
import static stablegan.nn.Normalization.Position.RESIDUAL;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.util.List;
import java.util.stream.IntStream;
import stablegan.nn.Normalization;

/**
 * The residual networks of spectral normalization (Miyato et al. 2018, appendix tables 4 to 6) for
 * images of 32, 48, 64 and 128 pixels; 64, which has no table, as in the authors' published code.
 * Channels in units of the width w:
 *
 * <table>
 *   <caption>Channels</caption>
 *   <tr><th>side</th><th>generator, from a map of</th><th>discriminator's blocks</th></tr>
 *   <tr><td>32</td><td>4×4: 4, 4, 4, 4</td><td>2 ↓, 2 ↓, 2, 2</td></tr>
 *   <tr><td>48</td><td>6×6: 8, 4, 2, 1</td><td>1 ↓, 2 ↓, 4 ↓, 8 ↓, 16</td></tr>
 *   <tr><td>64</td><td>4×4: 16, 8, 4, 2, 1</td><td>1 ↓, 2 ↓, 4 ↓, 8 ↓, 16 ↓</td></tr>
 *   <tr><td>128</td><td>4×4: 16, 16, 8, 4, 2, 1</td><td>1 ↓, 2 ↓, 4 ↓, 8 ↓, 16 ↓, 16</td></tr>
 * </table>
 *
 * <p>The discriminator ends in ReLU, a sum over all pixels and a linear layer, at 32 pixels without
 * bias. With classes (Miyato and Koyama 2018) a projection on the class is added to the logit, and
 * the generator's batch norm, but for the last, has a gain and a shift for each class.
 *
 * @param width w, 64 in the paper; from 1 to 4,096
 * @param classes 0 for none
 * @param mean whether the discriminator takes the mean over pixels instead of the sum, as in Kurach
 *     et al. 2019
 */
public record SnResNet(int width, int classes, boolean mean) implements Architecture {

  private static final int WITHOUT_BIAS = 32;

  public SnResNet {
    Pyramid.checkWidth(width);
    if (classes < 0) {
      throw new IllegalArgumentException("classes must not be negative but are " + classes);
    }
  }

  /** Without classes, with a sum over pixels. */
  public SnResNet(int width) {
    this(width, 0, false);
  }

  /** The same with a projection discriminator and conditional batch norm. */
  public SnResNet conditional(int numberOfClasses) {
    return new SnResNet(width, numberOfClasses, mean);
  }

  private ResNetSizes sizes(Shape sample) {
    ResNetSizes.channels(sample);
    return switch ((int) sample.get(1)) {
      case 32 -> new ResNetSizes(4, widths(4, 4, 4, 4), widths(2, 2, 2, 2), 2);
      case 48 -> new ResNetSizes(6, widths(8, 4, 2, 1), widths(1, 2, 4, 8, 16), 4);
      case 64 -> new ResNetSizes(4, widths(16, 8, 4, 2, 1), widths(1, 2, 4, 8, 16), 5);
      case 128 -> new ResNetSizes(4, widths(16, 16, 8, 4, 2, 1), widths(1, 2, 4, 8, 16, 16), 5);
      default ->
          throw new IllegalArgumentException(
              "SN-ResNet is known for images of 32, 48, 64 and 128 pixels, not for " + sample);
    };
  }

  private List<Integer> widths(int... multiples) {
    return IntStream.of(multiples).map(m -> m * width).boxed().toList();
  }

  @Override
  public Block generator(Shape sample, Normalization norm) {
    Normalization inBlocks = classes == 0 ? norm : norm.conditional(classes);
    return sizes(sample).generator(ResNetSizes.channels(sample), inBlocks, norm);
  }

  @Override
  public Block discriminator(Shape sample, Normalization norm) {
    ResNetSizes sizes = sizes(sample);
    SequentialBlock d = Layers.sequence(sizes.discriminatorBlocks(norm));
    boolean bias = sample.get(1) != WITHOUT_BIAS;
    Block linear = norm.apply(bias ? Layers.linear(1) : Layers.linearWithoutBias(1), LAST);
    Block head =
        classes == 0
            ? linear
            : Layers.projectionHead(
                classes, linear, norm.apply(Layers.embedding(classes, sizes.features()), RESIDUAL));
    d.addAll(mean ? Layers.globalMean() : Layers.globalSum(), head);
    return d;
  }

  @Override
  public SnResNet narrower(int by) {
    return new SnResNet(Pyramid.narrower(width, by), classes, mean);
  }

  @Override
  public String name() {
    String ofClasses = classes == 0 ? "" : ", " + classes + " classes";
    return "SN-ResNet/" + width + (mean ? ", mean pool" : "") + ofClasses;
  }
}
