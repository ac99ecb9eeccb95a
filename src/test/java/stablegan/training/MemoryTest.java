package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.data.ToyMixture;
import stablegan.internal.device.ComputeDevice;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.penalty.Penalties;

class MemoryTest {

  private static final int SIDE = 8;

  /** Arrays that are alive below a manager, whoever made them. */
  private static int alive(NDManager manager) {
    return manager.getManagedArrays().size();
  }

  /** In a recorded step, beside all else that is made in it. */
  @Test
  void measuringHowFarWeightsMoveLeavesNoArray() {
    Method method = Method.dcgan().with(new Dcgan(2)).with(Latent.normal(3)).batch(4);
    try (GameState state = new GameState(method, new Shape(1, SIDE, SIDE), 1)) {
      NDManager engine = state.manager.getParentManager();
      int own = alive(state.manager);
      int all = alive(engine);
      for (int step = 0; step < 3; step++) {
        try (UpdateSize size = new UpdateSize(state.discriminator, state.manager)) {
          assertThat(size.measure()).isZero();
        }
      }
      assertThat(alive(state.manager)).isEqualTo(own);
      assertThat(alive(engine)).isEqualTo(all);
    }
  }

  @Test
  void networksThatCannotBeTrainedAreFreed() {
    TrainingData unlabelled = TrainingData.of(ToyMixture.ring(8));
    Method method = Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(3)));
    Method conditional = method.with(new LabelledPoints.Networks());
    Optimizer broken =
        new Optimizer() {
          @Override
          public Stepper over(List<Parameter> parameters) {
            throw new IllegalStateException("out of memory");
          }

          @Override
          public String name() {
            return "broken";
          }
        };
    Method failing = method.with(Optimizers.frozen(), broken);
    try (NDManager any = ComputeDevice.newManager()) {
      NDManager engine = any.getParentManager();
      new GameState(method, unlabelled.sample(), 1).close(); // operations are known from now on
      int all = alive(engine);
      assertThatThrownBy(() -> new GameState(failing, unlabelled.sample(), 1))
          .hasMessage("out of memory");
      assertThatThrownBy(() -> GanTrainer.Steps.of(conditional, unlabelled, 1))
          .hasMessageContaining("need the class of every sample");
      assertThat(alive(engine)).isEqualTo(all);
    }
  }

  @Test
  void noArrayOfAStepOutlivesIt() {
    Method method =
        Method.dcgan()
            .with(new Dcgan(2))
            .with(Latent.normal(3))
            .with(Normalizations.spectralNorm())
            .with(Penalties.gradientPenalty(10))
            .batch(4)
            .criticSteps(2)
            .ema(0.9);
    byte[] pixels = new byte[16 * SIDE * SIDE];
    new Random(1).nextBytes(pixels);
    TrainingData data = TrainingData.of(ImageSet.of("noise", "train", 1, SIDE, SIDE, pixels));
    try (GameState state = new GameState(method, data.sample(), 1)) {
      NDManager engine = state.manager.getParentManager();
      Game game = new Game(method, state, data, Plan.steps(100), 1);
      game.step(0);
      state.sampler().images(2, 0); // an operation's name is kept once it was used
      int own = alive(state.manager);
      int all = alive(engine);
      for (int step = 1; step < 20; step++) {
        game.step(step);
        state.sampler().images(2, step);
      }
      assertThat(alive(state.manager)).isEqualTo(own);
      assertThat(alive(engine)).isEqualTo(all);
    }
  }
}
