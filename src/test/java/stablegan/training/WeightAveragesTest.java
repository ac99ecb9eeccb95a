package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.autograd.Autograd;
import stablegan.internal.network.Averages;
import stablegan.internal.network.GeneratorNetwork;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import stablegan.nn.StepWeights;
import stablegan.optim.Optimizers;
import stablegan.random.RandomStream;

/** The exponential moving average of weights. */
class WeightAveragesTest {

  /** Sums of a few numbers of order one in single precision. */
  private static final double ROUNDING = 1e-6;

  private static final double[] PATH = {1, -0.5, 2, 0.25};

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Player player() {
    Block block = Mlp.of(3, 1).discriminator(new Shape(2), Normalizations.spectralNorm());
    return new Player(
        "p",
        block,
        Mlp.of(1, 1).initializer(),
        Optimizers.sgd(1),
        false,
        manager,
        new Shape(1, 2),
        RandomStream.of(1, RandomStream.Purpose.WEIGHTS, 0));
  }

  /** Moves every parameter to a value by a step of rate 1. */
  private static void moveTo(Player player, double value) {
    NDList gradients = new NDList();
    player.trained().forEach(p -> gradients.add(p.getArray().stopGradient().sub(value)));
    player.step(gradients, 1);
  }

  private static void assertAll(NDArray array, double value) {
    for (float element : array.stopGradient().toFloatArray()) {
      assertThat((double) element).isCloseTo(value, within(ROUNDING));
    }
  }

  @Test
  void theExponentialAverageIsTheClosedForm() {
    double decay = 0.8;
    Player player = player();
    moveTo(player, 1);
    Ema ema = new Ema(decay, player.trained());
    for (double value : PATH) {
      moveTo(player, value);
      ema.update();
    }
    // the start counts d^T, the t-th value after it (1 - d) d^(T - t)
    double expected = Math.pow(decay, PATH.length);
    for (int t = 0; t < PATH.length; t++) {
      expected += (1 - decay) * Math.pow(decay, PATH.length - 1.0 - t) * PATH[t];
    }
    assertThat(ema.state()).hasSameSizeAs(player.trained());
    for (NDArray mean : ema.state().values()) {
      assertAll(mean, expected);
    }
  }

  @Test
  void buffersOfTheAverageAreTheGeneratorsOwnAndPowerIterationsAreNotAveraged() {
    Gan gan =
        Gan.of(new Dcgan(2), Latent.normal(3))
            .withGeneratorNorm(Normalizations.spectralNorm().then(Normalizations.batchNorm()));
    Block block = gan.generator(new Shape(1, 8, 8));
    Player player =
        new Player(
            "g",
            block,
            Mlp.of(1, 1).initializer(),
            Optimizers.sgd(1),
            false,
            manager,
            new Shape(1, 3),
            RandomStream.of(1, RandomStream.Purpose.WEIGHTS, 0));
    Ema ema = new Ema(0.5, player.trained());
    assertThat(player.trained().stream().map(Parameter::getType))
        .doesNotContain(Parameter.Type.RUNNING_MEAN, Parameter.Type.OTHER);
    NDArray z = manager.randomNormal(new Shape(4, 3));
    try (Autograd.Mode paused = Autograd.pause()) {
      player.forward(
          StepWeights.updating(manager, 0), Batch.of(z)); // moves running statistics, u and v
    }
    ema.update();
    Generator own = sampler(player, gan.latent(), Averages.NONE);
    Generator averaged = sampler(player, gan.latent(), ema.averages());
    // the weights have not moved, so any difference would be one of buffers
    assertThat(averaged.sample(manager, 4, 1)).isEqualTo(own.sample(manager, 4, 1));
    assertThat(List.copyOf(ema.state().keySet())).hasSameSizeAs(player.trained());
  }

  private Generator sampler(Player player, Latent latent, Averages averages) {
    Shape sample = new Shape(1, 8, 8);
    return Generator.of(new GeneratorNetwork(manager, player.block(), latent, sample, 0, averages));
  }
}
