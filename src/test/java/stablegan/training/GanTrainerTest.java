package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.diagnostics.Alarm;
import stablegan.internal.files.CheckedFolder;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;

class GanTrainerTest {

  private static final int SIDE = 8;
  private static final ImageSet NOISE = noise(40);
  private static final Method TINY =
      Method.dcgan().with(new Dcgan(4)).with(Latent.normal(6)).batch(8).ema(0.9);

  private static ImageSet noise(int n) {
    byte[] pixels = new byte[n * SIDE * SIDE];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, SIDE, SIDE, pixels);
  }

  private static String samples(Run run) {
    return run.generator().images(16, 3).contentHash();
  }

  @Test
  void aResumedRunEqualsAnUninterruptedOneBitForBit(@TempDir Path folder) {
    Method method =
        TINY.with(Normalizations.spectralNorm())
            .with(Penalties.gradientPenalty(1))
            .criticSteps(2)
            .schedule(Schedules.linearToZero());
    Plan plan = Plan.steps(12).recordEvery(1);
    try (Run whole = GanTrainer.of(method).train(NOISE, plan, 1)) {
      try (Run half =
          GanTrainer.of(method)
              .listen(TrainingAccess.interruptAt(5))
              .train(NOISE, plan, 1, folder)) {
        assertThat(Thread.interrupted()).isTrue();
        assertThat(half.outcome()).isEqualTo(Outcome.interrupted(5));
      }
      try (Run resumed = GanTrainer.of(method).train(NOISE, plan, 1, folder)) {
        assertThat(resumed.outcome().isCompleted()).isTrue();
        assertThat(samples(resumed)).isEqualTo(samples(whole));
        assertThat(Alarm.of(resumed.history(), resumed.outcome()))
            .isEqualTo(Alarm.of(whole.history(), whole.outcome()));
        for (String series : new String[] {"d_loss", "g_loss", "d_grad_norm", "penalty"}) {
          assertThat(resumed.history().series(series)).isEqualTo(whole.history().series(series));
        }
      }
    }
  }

  @Test
  void theSeedAloneDecides() {
    Plan plan = Plan.steps(3);
    try (Run first = GanTrainer.of(TINY).train(NOISE, plan, 5);
        Run second = GanTrainer.of(TINY).train(NOISE, plan, 5);
        Run other = GanTrainer.of(TINY).train(NOISE, plan, 6)) {
      assertThat(samples(second)).isEqualTo(samples(first));
      assertThat(samples(other)).isNotEqualTo(samples(first));
    }
  }

  @Test
  void aDivergedRunIsAResultWithItsReason() {
    Method explosive = TINY.with(Losses.leastSquares()).with(Optimizers.adam(1e18, 0, 0.9)).ema(0);
    try (Run run = GanTrainer.of(explosive).train(NOISE, Plan.steps(50), 1)) {
      assertThat(run.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(run.outcome().reason())
          .matches(".* is (NaN|Infinity|-Infinity): each layer's output is finite, up to \\d.*");
    }
  }

  @Test
  void aFiniteCriticStepDoesNotHideTheOneBeforeIt() {
    TrainingData brokenInStepTwo =
        new AlteredData(
            TrainingData.of(NOISE), (batch, step) -> step == 2 ? batch.add(Float.NaN) : batch);
    Method method = TINY.criticSteps(2);
    try (Run run =
        GanTrainer.of(method).train(brokenInStepTwo, Plan.steps(3), 1, Optional.empty())) {
      assertThat(run.outcome())
          .isEqualTo(
              Outcome.diverged(
                  1,
                  "d_loss is NaN: the input of the discriminator on real samples is not finite,"
                      + " in discriminator step 1 of 2"));
    }
  }

  @Test
  void anotherRunsFolderIsRefused(@TempDir Path folder) {
    GanTrainer.of(TINY).train(NOISE, Plan.steps(1), 1, folder).close();
    assertThatThrownBy(() -> GanTrainer.of(TINY).train(NOISE, Plan.steps(1), 2, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seed: 1")
        .hasMessageContaining("seed: 1 there, 2 here");
  }

  @Test
  void aCheckpointThatLacksAnArrayIsNamed(@TempDir Path folder) throws IOException {
    GanTrainer.of(TINY).train(NOISE, Plan.steps(1), 1, folder).close();
    Path saved = folder.resolve("checkpoint.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList arrays = NDList.decode(manager, Files.readAllBytes(saved));
      arrays.removeIf(array -> array.getName().startsWith("generator.optimizer.m.0"));
      CheckedFolder.at(folder)
          .change()
          .put("checkpoint.safetensors", arrays.encode(NDList.Encoding.SAFETENSORS))
          .commit();
    }
    assertThatThrownBy(() -> GanTrainer.of(TINY).train(NOISE, Plan.steps(1), 1, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("lacks generator.optimizer.m.0");
  }

  @Test
  void smoothedLabelsNeedALossWithTargets() {
    Method wrong = TINY.with(Losses.hinge()).with(LabelSmoothing.oneSided(0.9));
    assertThatThrownBy(() -> GanTrainer.of(wrong).train(NOISE, Plan.steps(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hinge");
  }
}
