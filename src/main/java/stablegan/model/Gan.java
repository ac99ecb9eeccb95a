package stablegan.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;

/**
 * A generator and a discriminator, each with its normalization.
 *
 * @param latent the generator's input
 */
public record Gan(
    Architecture architecture,
    Latent latent,
    Normalization discriminatorNorm,
    Normalization generatorNorm) {

  /** A discriminator without normalization, a generator with batch norm. */
  public static Gan of(Architecture architecture, Latent latent) {
    return new Gan(architecture, latent, Normalizations.none(), Normalizations.batchNorm());
  }

  /** The same with another normalization of the discriminator. */
  public Gan with(Normalization normalization) {
    return new Gan(architecture, latent, normalization, generatorNorm);
  }

  /** The same with another normalization of the generator. */
  public Gan withGeneratorNorm(Normalization normalization) {
    return new Gan(architecture, latent, discriminatorNorm, normalization);
  }

  /** The same with another pair of networks. */
  public Gan with(Architecture other) {
    return new Gan(other, latent, discriminatorNorm, generatorNorm);
  }

  /** The same with another latent distribution. */
  public Gan with(Latent other) {
    return new Gan(architecture, other, discriminatorNorm, generatorNorm);
  }

  /** A new generator of samples of this shape. */
  public Block generator(Shape sample) {
    return architecture.generator(sample, generatorNorm);
  }

  /** A new discriminator of samples of this shape. */
  public Block discriminator(Shape sample) {
    return architecture.discriminator(sample, discriminatorNorm);
  }
}
