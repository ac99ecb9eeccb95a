package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.HIDDEN;
import static stablegan.nn.Normalization.Position.RESIDUAL;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import stablegan.nn.Normalization;

/**
 * The residual blocks of Gulrajani et al. 2017, appendix C, and Miyato et al. 2018, figure 8:
 * activation before each 3×3 convolution, a 1×1 convolution in the shortcut where size or channels
 * change. The authors upsample before and pool after a convolution; both are computed in one here,
 * which gives the same values up to rounding and less than half of the work.
 */
public final class ResidualBlocks {

  private ResidualBlocks() {}

  /** Of a generator: doubles height and width. */
  public static Block up(int out, Normalization norm) {
    return Layers.residual(
        Layers.sequence(
            norm.features(),
            Layers.relu(),
            norm.apply(Layers.upsampledConv(out, 3), HIDDEN),
            Layers.relu(),
            norm.apply(conv3(out), RESIDUAL)),
        norm.apply(Layers.upsampledConv(out, 1), RESIDUAL));
  }

  /** A discriminator's first one, on the image, without activation before; halves the size. */
  public static Block first(int out, Normalization norm) {
    return Layers.residual(
        Layers.sequence(
            norm.apply(conv3(out), FIRST),
            Layers.relu(),
            norm.apply(Layers.pooledConv(out, 3), RESIDUAL)),
        Layers.sequence(Layers.averagePool(2), norm.apply(conv1(out), RESIDUAL)));
  }

  /** Of a discriminator: halves height and width, the channels change in its second convolution. */
  public static Block down(int in, int out, Normalization norm) {
    return Layers.residual(
        branch(in, Layers.pooledConv(out, 3), norm),
        norm.apply(Layers.pooledConv(out, 1), RESIDUAL));
  }

  /** Of a discriminator: leaves the size; a plain shortcut where the channels stay too. */
  public static Block same(int in, int out, Normalization norm) {
    Block shortcut = in == out ? Blocks.identityBlock() : norm.apply(conv1(out), RESIDUAL);
    return Layers.residual(branch(in, conv3(out), norm), shortcut);
  }

  private static Block branch(int in, Block second, Normalization norm) {
    return Layers.sequence(
        norm.features(),
        Layers.relu(),
        norm.apply(conv3(in), HIDDEN),
        Layers.relu(),
        norm.apply(second, RESIDUAL));
  }

  private static Block conv3(int filters) {
    return Layers.conv(filters, 3, 1, 1);
  }

  private static Block conv1(int filters) {
    return Layers.conv(filters, 1, 1, 0);
  }
}
