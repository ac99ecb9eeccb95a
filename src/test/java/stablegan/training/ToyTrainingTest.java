package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stablegan.data.ToyMixture;
import stablegan.loss.Losses;
import stablegan.metrics.ModeCoverage;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;

class ToyTrainingTest {

  private static final ToyMixture RING = ToyMixture.ring(8).withStd(0.1);
  private static final int STEPS = 500;

  private static Method small() {
    Gan gan = Gan.of(Mlp.of(32, 2), Latent.normal(4)).withGeneratorNorm(Normalizations.none());
    return Method.of(gan).with(Optimizers.adam(2e-3, 0.5, 0.999)).batch(64);
  }

  private static ModeCoverage train(Method method, int steps) {
    try (NDManager manager = NDManager.newBaseManager();
        Run run =
            GanTrainer.of(method)
                .train(TrainingData.of(RING), Plan.steps(steps), 1, Optional.empty())) {
      assertThat(run.outcome().isCompleted()).isTrue();
      return ModeCoverage.of(RING, run.generator().sample(manager, 1000, 1));
    }
  }

  @Test
  void trainingReachesModesThatTheUntrainedGeneratorDoesNot() {
    Method method = small();
    ModeCoverage before = train(method, 1);
    ModeCoverage after = train(method, STEPS);
    assertThat(before.covered()).isZero();
    assertThat(after.covered()).isPositive();
    assertThat(after.highQuality()).isGreaterThan(before.highQuality());
    assertThat(train(method, STEPS)).isEqualTo(after);
    ModeCoverage sn = train(method.with(Normalizations.spectralNorm()), STEPS);
    assertThat(sn.covered()).isPositive();
  }

  @Test
  void batchesDependOnSeedAndStepAlone() {
    TrainingData data = TrainingData.of(RING);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray batch = data.batch(manager, 1, 5, 10);
      assertThat(data.batch(manager, 1, 5, 10)).isEqualTo(batch);
      assertThat(data.batch(manager, 1, 6, 10)).isNotEqualTo(batch);
      assertThat(data.batch(manager, 2, 5, 10)).isNotEqualTo(batch);
    }
    assertThat(data.id()).isNotEqualTo(TrainingData.of(ToyMixture.ring(8)).id());
    assertThat(data.id()).isNotEqualTo(TrainingData.of(ToyMixture.ring(7)).id());
  }

  @Test
  void aFrozenGeneratorSendsBothLossesTheSameDiscriminator() {
    Method frozen = small().with(Optimizers.adam(2e-3, 0.5, 0.999), Optimizers.frozen());
    History minimax = history(frozen.with(Losses.minimax()));
    History nonSaturating = history(frozen.with(Losses.nonSaturating()));
    assertThat(minimax.series("d_loss")).isEqualTo(nonSaturating.series("d_loss"));
    double vanishing = minimax.series("g_grad_norm").last();
    assertThat(vanishing).isLessThan(0.1 * nonSaturating.series("g_grad_norm").last());
  }

  private static History history(Method method) {
    try (Run run =
        GanTrainer.of(method).train(TrainingData.of(RING), Plan.steps(200), 1, Optional.empty())) {
      return run.history();
    }
  }
}
