package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.HIDDEN;
import static stablegan.nn.Normalization.Position.RESIDUAL;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import stablegan.internal.layers.AveragePool;
import stablegan.internal.layers.PooledConv2d;
import stablegan.internal.layers.ResidualBlock;
import stablegan.internal.layers.UpsampledConv2d;
import stablegan.nn.ConditionalSequence;
import stablegan.nn.Normalization;

/**
 * The residual blocks of Gulrajani et al. 2017, appendix C, and Miyato et al. 2018, figure 8:
 * activation before each 3×3 convolution, a 1×1 convolution in the shortcut where size or channels
 * change. The authors upsample before and pool after a convolution; both are computed in one here,
 * which gives the same values up to rounding and less than half of the work.
 */
final class ResidualBlocks {

  private ResidualBlocks() {}

  /** Of a generator: doubles height and width. */
  static Block up(int out, Normalization norm) {
    return new ResidualBlock(
        ConditionalSequence.of(
            norm.features(),
            Layers.relu(),
            norm.apply(new UpsampledConv2d(out, 3), HIDDEN),
            Layers.relu(),
            norm.apply(conv3(out), RESIDUAL)),
        norm.apply(new UpsampledConv2d(out, 1), RESIDUAL));
  }

  /** A discriminator's first one, on the image, without activation before; halves the size. */
  static Block first(int out, Normalization norm) {
    return new ResidualBlock(
        ConditionalSequence.of(
            norm.apply(conv3(out), FIRST),
            Layers.relu(),
            norm.apply(new PooledConv2d(out, 3), RESIDUAL)),
        ConditionalSequence.of(new AveragePool(2), norm.apply(conv1(out), RESIDUAL)));
  }

  /** Of a discriminator: halves height and width, the channels change in its second convolution. */
  static Block down(int in, int out, Normalization norm) {
    return new ResidualBlock(
        branch(in, new PooledConv2d(out, 3), norm), norm.apply(new PooledConv2d(out, 1), RESIDUAL));
  }

  /** Of a discriminator: leaves the size; a plain shortcut where the channels stay too. */
  static Block same(int in, int out, Normalization norm) {
    Block shortcut = in == out ? Blocks.identityBlock() : norm.apply(conv1(out), RESIDUAL);
    return new ResidualBlock(branch(in, conv3(out), norm), shortcut);
  }

  private static Block branch(int in, Block second, Normalization norm) {
    return ConditionalSequence.of(
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
