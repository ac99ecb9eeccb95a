package stablegan.contract;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.function.BiFunction;
import stablegan.Convolutions;
import stablegan.internal.layers.Embedding;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.nn.Normalization;
import stablegan.nn.Reparametrization;
import stablegan.nn.SpectralNorm;

/** Networks, and claims about them, with one error each. */
final class NetworkMutants {

  /** Side of the last feature map for the images that the architecture was written for. */
  private static final int FLAT = 2 * 16 * 16;

  private static final Normalization.Position LAST = Normalization.Position.LAST;

  private NetworkMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(15, "no warning", silent()),
        new Mutant(16, "the last layer is spared", sparing((x, at) -> at == LAST)),
        new Mutant(16, "embeddings are spared", sparing((x, at) -> x instanceof Embedding)),
        new Mutant(17, "a sigmoid after the logits", building(NetworkMutants::withSigmoid)),
        new Mutant(18, "the flat size of 32 × 32", building(NetworkMutants::hardCoded)),
        new Mutant(23, "a layer with SN is certified as 1", claiming()),
        new Mutant(24, "only linear layers count", multiplyingLayers()));
  }

  private static Subject silent() {
    return new Subject() {
      @Override
      public Block discriminator(Gan gan, Shape sample) {
        return gan.architecture().discriminator(sample, gan.discriminatorNorm());
      }
    };
  }

  private static Subject sparing(BiFunction<Block, Normalization.Position, Boolean> spared) {
    return new Subject() {
      @Override
      public Normalization normalization() {
        return (layer, at) -> spared.apply(layer, at) ? layer : SpectralNorm.of(layer);
      }
    };
  }

  private static Subject building(BiFunction<Shape, Normalization, Block> discriminator) {
    Architecture architecture =
        new Architecture() {
          @Override
          public Block generator(Shape sample, Normalization normalization) {
            return new Dcgan(2).generator(sample, normalization);
          }

          @Override
          public Block discriminator(Shape sample, Normalization normalization) {
            return discriminator.apply(sample, normalization);
          }

          @Override
          public String name() {
            return "mutant";
          }
        };
    return new Subject() {
      @Override
      public List<Architecture> architectures() {
        return List.of(architecture);
      }
    };
  }

  private static Block withSigmoid(Shape sample, Normalization normalization) {
    return new SequentialBlock()
        .add(new Dcgan(2).discriminator(sample, normalization))
        .add(Activation.sigmoidBlock());
  }

  private static Block hardCoded(Shape sample, Normalization normalization) {
    return new SequentialBlock()
        .add(normalization.apply(Convolutions.conv2d(2, 4, 2, 1), Normalization.Position.FIRST))
        .add(LambdaBlock.singleton(x -> x.reshape(-1, FLAT)))
        .add(normalization.apply(Linear.builder().setUnits(1).build(), LAST));
  }

  private static Subject claiming() {
    return new Subject() {
      @Override
      public Certificate certificate(Block network, Shape sample, SigmaEstimator estimator) {
        return Certificate.factor("spectral norm: 1-Lipschitz", 1);
      }
    };
  }

  private static Subject multiplyingLayers() {
    return new Subject() {
      @Override
      public Certificate certificate(Block network, Shape sample, SigmaEstimator estimator) {
        if (network instanceof Reparametrization) {
          return Certificate.of(network, sample, estimator);
        }
        return Certificate.sequence(
            "layers",
            network.getChildren().values().stream()
                .map(child -> certificate(child, sample, estimator))
                .toList());
      }
    };
  }
}
