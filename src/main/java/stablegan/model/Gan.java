package stablegan.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Deconvolution;
import ai.djl.nn.norm.BatchNorm;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.lipschitz.WeightedLayer;
import stablegan.nn.BatchDependent;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;

/**
 * A generator and a discriminator, each with its normalization.
 *
 * @param latent the generator's input
 * @param minibatch what the discriminator compares samples with before its last layer
 */
public record Gan(
    Architecture architecture,
    Latent latent,
    Normalization discriminatorNorm,
    Normalization generatorNorm,
    Optional<MinibatchLayer> minibatch) {

  private static final Logger LOG = LoggerFactory.getLogger(Gan.class);

  /** A discriminator without normalization, a generator with batch norm. */
  public static Gan of(Architecture architecture, Latent latent) {
    return new Gan(
        architecture, latent, Normalizations.none(), Normalizations.batchNorm(), Optional.empty());
  }

  /** The same with another normalization of the discriminator. */
  public Gan with(Normalization normalization) {
    return new Gan(architecture, latent, normalization, generatorNorm, minibatch);
  }

  /** The same with another normalization of the generator. */
  public Gan withGeneratorNorm(Normalization normalization) {
    return new Gan(architecture, latent, discriminatorNorm, normalization, minibatch);
  }

  /** The same with another pair of networks. */
  public Gan with(Architecture other) {
    return new Gan(other, latent, discriminatorNorm, generatorNorm, minibatch);
  }

  /** The same with another latent distribution. */
  public Gan with(Latent other) {
    return new Gan(architecture, other, discriminatorNorm, generatorNorm, minibatch);
  }

  /** The same with a layer that compares samples before the discriminator's last one. */
  public Gan with(MinibatchLayer layer) {
    return new Gan(architecture, latent, discriminatorNorm, generatorNorm, Optional.of(layer));
  }

  /** A new generator of samples of this shape. */
  public Block generator(Shape sample) {
    return implemented(architecture.generator(sample, generatorNorm));
  }

  /** Refuses what the engine has a class for and no code, before anything is computed. */
  private static Block implemented(Block block) {
    if (block instanceof Deconvolution) {
      WeightedLayer.of(block);
    }
    block.getChildren().values().forEach(Gan::implemented);
    return block;
  }

  /**
   * A new discriminator of samples of this shape. Spectral and batch normalization together are
   * allowed and warned of.
   */
  public Block discriminator(Shape sample) {
    Block discriminator = implemented(architecture.discriminator(sample, discriminatorLayers()));
    if (contains(discriminator, SpectralNorm.class) && contains(discriminator, BatchNorm.class)) {
      LOG.warn(
          "discriminator norm '{}': batch norm's gain can undo what spectral normalization bounds;"
              + " use only one of them in a discriminator",
          discriminatorNorm.name());
    }
    return discriminator;
  }

  /** The discriminator's normalization, with the layer that compares samples if there is one. */
  public Normalization discriminatorLayers() {
    return minibatch.map(layer -> layer.before(discriminatorNorm)).orElse(discriminatorNorm);
  }

  /**
   * Whether a sample's logit depends on the other samples of its batch: by batch norm, or a layer
   * that is marked as {@link BatchDependent}.
   */
  public static boolean couplesSamples(Block discriminator) {
    return contains(discriminator, BatchNorm.class)
        || contains(discriminator, BatchDependent.class);
  }

  private static boolean contains(Block block, Class<?> type) {
    return type.isInstance(block)
        || block.getChildren().values().stream().anyMatch(child -> contains(child, type));
  }
}
