package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import stablegan.autograd.Autograd;
import stablegan.data.ImageSet;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import stablegan.stabilizer.Stabilizer;

class NonFiniteSourceTest {

  private static final Method METHOD =
      Method.dcgan()
          .with(new Dcgan(2))
          .with(Latent.normal(3))
          .with(Normalizations.spectralNorm())
          .batch(4);

  private static final Plan PLAN = Plan.steps(2);
  private static final Stabilizer.StepNumber FIRST = new Stabilizer.StepNumber(0, 0, 1);

  private static TrainingData noise() {
    byte[] pixels = new byte[16 * 64];
    new Random(1).nextBytes(pixels);
    return TrainingData.of(ImageSet.of("noise", "train", 1, 8, 8, pixels));
  }

  private static Map<String, List<Number>> contents(GameState state) {
    Map<String, List<Number>> contents = new LinkedHashMap<>();
    state.arrays().forEach((name, array) -> contents.put(name, List.of(array.toArray())));
    return contents;
  }

  private static void spoil(Player player, int layer) {
    List<Parameter> weights =
        player.trained().stream().filter(p -> p.getType() == Parameter.Type.WEIGHT).toList();
    try (Autograd.Mode paused = Autograd.pause()) {
      NDArray weight = weights.get(layer - 1).getArray();
      weight.addi(Float.POSITIVE_INFINITY);
    }
  }

  @Test
  void lookingChangesNothing() {
    TrainingData data = noise();
    try (GameState state = new GameState(METHOD, data.sample(), 1)) {
      new Game(METHOD, state, data, PLAN, 1).step(0);
      Map<String, List<Number>> before = contents(state);
      assertThat(
              new NonFiniteSource(METHOD, state, data, PLAN, 1)
                  .find(Stabilizer.StepNumber.ofDiscriminator(1, 1)))
          .startsWith("each layer's output is finite");
      assertThat(contents(state)).isEqualTo(before);
    }
  }

  @Test
  void theFirstLayerOfTheFirstPlayerIsNamed() {
    TrainingData data = noise();
    try (GameState state = new GameState(METHOD, data.sample(), 1)) {
      NonFiniteSource source = new NonFiniteSource(METHOD, state, data, PLAN, 1);
      spoil(state.discriminator, 2);
      assertThat(source.find(FIRST))
          .startsWith("first in layer 2 of the discriminator on real samples")
          .endsWith("whose weights are not finite");
      spoil(state.generator, 2);
      assertThat(source.find(FIRST))
          .startsWith("first in layer 2 of the generator (ConvTranspose2d)");
    }
  }

  /** Points that are no numbers in one batch: that of a step, or of a size. */
  private record Gap(long gapStep, int gapSize) implements TrainingData {

    @Override
    public Shape sample() {
      return new Shape(2);
    }

    @Override
    public String id() {
      return "points with a gap";
    }

    @Override
    public NDArray batch(NDManager manager, long seed, long step, int n) {
      NDArray points = manager.ones(new Shape(n, 2));
      return step == gapStep || n == gapSize ? points.mul(Float.NaN) : points;
    }
  }

  private static Outcome outcome(Method method, Gap data) {
    try (Run run = GanTrainer.of(method).train(data, Plan.steps(4), 1, Optional.empty())) {
      return run.outcome();
    }
  }

  @Test
  void dataOfALaterDiscriminatorStepIsFoundWhereItIs() {
    Method method = Method.of(Gan.of(Mlp.of(4, 1), Latent.normal(2))).batch(4).criticSteps(3);
    Outcome outcome = outcome(method, new Gap(4, 0));
    assertThat(outcome.step()).isEqualTo(1);
    assertThat(outcome.reason())
        .endsWith(
            "the input of the discriminator on real samples is not finite, in discriminator step 2 of 3");
  }

  @Test
  void dataOfTheGeneratorsStepIsFoundIfItsLossLooksAtIt() {
    Method plain = Method.of(Gan.of(Mlp.of(4, 1), Latent.normal(2))).batch(4).generatorBatch(8);
    assertThat(outcome(plain, new Gap(-1, 8)).isCompleted()).isTrue();
    Outcome outcome = outcome(plain.with(Losses.relativisticPairing()), new Gap(-1, 8));
    assertThat(outcome.step()).isZero();
    assertThat(outcome.reason())
        .endsWith(
            "the input of the discriminator on real samples is not finite, in the generator's step");
  }
}
