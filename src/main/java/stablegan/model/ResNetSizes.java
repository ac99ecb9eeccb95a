package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.LAST;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import stablegan.nn.Normalization;

/**
 * The sizes of a pair of residual networks, and what both have in common.
 *
 * @param base side of the generator's smallest map
 * @param up channels of that map, then of each block's output, which doubles the side
 * @param down channels of the output of each of the discriminator's blocks
 * @param halvings how many of these, from the first one on, halve the side
 */
record ResNetSizes(int base, List<Integer> up, List<Integer> down, int halvings) {

  ResNetSizes {
    up = List.copyOf(up);
    down = List.copyOf(down);
  }

  /** The channels of a square image of this side. */
  static int channels(Shape sample) {
    if (sample.dimension() != 3 || sample.get(1) != sample.get(2)) {
      throw new IllegalArgumentException(
          "this architecture needs square images (channels, side, side) but got " + sample);
    }
    return Math.toIntExact(sample.get(0));
  }

  /** Latent vectors to images; the last normalization knows no classes. */
  Block generator(int channels, Normalization inBlocks, Normalization norm) {
    int filters = up.get(0);
    Shape map = new Shape(filters, base, base);
    List<Block> g = new ArrayList<>();
    g.add(norm.apply(Layers.linear(Pyramid.units(filters, base)), FIRST));
    g.add(Layers.reshape(map));
    up.stream().skip(1).forEach(out -> g.add(Layers.residualUp(out, inBlocks)));
    g.add(norm.features());
    g.add(Layers.relu());
    g.add(norm.apply(Layers.conv(channels, 3, 1, 1), LAST));
    g.add(Layers.tanh());
    return Layers.sequence(g);
  }

  /** Images to maps, after the last activation. */
  List<Block> discriminatorBlocks(Normalization norm) {
    List<Block> d = new ArrayList<>();
    d.add(Layers.residualFirst(down.get(0), norm));
    for (int i = 1; i < down.size(); i++) {
      int in = down.get(i - 1);
      int out = down.get(i);
      d.add(i < halvings ? Layers.residualDown(in, out, norm) : Layers.residualSame(in, out, norm));
    }
    d.add(Layers.relu());
    return d;
  }

  int features() {
    return down.get(down.size() - 1);
  }
}
