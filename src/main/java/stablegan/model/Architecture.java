package stablegan.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import java.io.Serializable;
import stablegan.nn.Normalization;

/** A pair of networks for samples of any shape that it supports. */
public interface Architecture extends Serializable {

  /**
   * A generator: latent vectors (N, size) in, samples (N, …) out.
   *
   * @param sample shape of one sample, (channels, height, width) for images
   * @throws IllegalArgumentException if the architecture can't make such samples
   */
  Block generator(Shape sample, Normalization normalization);

  /** A discriminator: samples (N, …) in, logits (N, 1) out. */
  Block discriminator(Shape sample, Normalization normalization);

  /**
   * What weights start from, those of type WEIGHT in both networks; what their blocks set
   * themselves is replaced. Unless overridden, normal numbers of variance 1/3 over the fan-in: at
   * the literature's width of 64 this is about the deviation 0.02 of Radford et al. 2016, section
   * 4, and narrower networks need larger weights.
   */
  default Initializer initializer() {
    return new XavierInitializer(
        XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 1f / 3);
  }

  /**
   * How many classes both networks are told apart, 0 for none. If there are any, each network takes
   * the samples' classes, whole numbers (N) from 0, as its second input.
   */
  default int classes() {
    return 0;
  }

  /**
   * The same networks with fewer channels or units, for a smaller machine.
   *
   * @param by what their width is divided by, at least 1; rounded down
   * @throws IllegalArgumentException if nothing would be left
   * @throws UnsupportedOperationException if the architecture has no width, as if not overridden
   */
  default Architecture narrower(int by) {
    throw new UnsupportedOperationException(
        name() + " can't be made narrower: override narrower, or give a smaller one");
  }

  /** The architecture's name in tables. */
  String name();
}
