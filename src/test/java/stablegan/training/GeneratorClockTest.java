package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import stablegan.data.ToyMixture;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Clock;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.optim.Optimizers;

/** Whose steps a clock counts. */
class GeneratorClockTest {

  private static final int STEPS = 11;

  private static List<List<Number>> u(Player player) {
    return player.state().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("_u"))
        .map(entry -> List.of(entry.getValue().toArray()))
        .toList();
  }

  @Test
  void everyFifthStepIsOnesOwnWhateverTheCriticSteps() {
    Normalization norm =
        Normalizations.spectralNorm(SpectralNorm.Settings.DEFAULT.withClock(Clock.everySteps(5)));
    Gan gan = Gan.of(Mlp.of(16, 2), Latent.normal(8)).with(norm).withGeneratorNorm(norm);
    Method method = Method.of(gan).with(Optimizers.sgd(0.1)).batch(8).criticSteps(5);
    TrainingData data = TrainingData.of(ToyMixture.ring(8));
    List<Integer> advanced = new ArrayList<>();
    try (GameState state = new GameState(method, data.sample(), 1)) {
      Game game = new Game(method, state, data, Plan.steps(STEPS), 1);
      for (int step = 0; step < STEPS; step++) {
        List<List<Number>> before = u(state.generator);
        final List<List<Number>> ofDiscriminator = u(state.discriminator);
        game.step(step);
        if (!before.equals(u(state.generator))) {
          advanced.add(step);
        }
        // one of its five steps is always a fifth
        assertThat(u(state.discriminator)).isNotEqualTo(ofDiscriminator);
      }
    }
    assertThat(advanced).containsExactly(0, 5, 10);
  }
}
