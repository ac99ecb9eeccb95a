package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ToyMixture;
import stablegan.diagnostics.SigmaMonitor;
import stablegan.internal.identity.PartProbes;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;

class GoingOnTest {

  private static final TrainingData RING = TrainingData.of(ToyMixture.ring(8));
  private static final Method METHOD =
      Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(4)))
          .with(Normalizations.spectralNorm())
          .with(Penalties.gradientPenalty(1))
          .schedule(Schedules.stepDecay(0.5, 4))
          .ema(0.9)
          .batch(8);

  private static void train(Method method, long steps, Path folder) {
    GanTrainer.of(method)
        .listen(SigmaMonitor.every(4))
        .train(RING, Plan.steps(steps), 1, Optional.of(folder))
        .close();
  }

  /** All but how long the steps took. */
  private static String history(Path folder) throws IOException {
    History history = History.parse(Files.readString(folder.resolve("history.csv")));
    StringBuilder text = new StringBuilder();
    history.names().stream()
        .filter(name -> !name.equals("seconds_per_step"))
        .forEach(name -> text.append(name).append(history.series(name)).append('\n'));
    return text.toString();
  }

  private static void assertSameArrays(Path one, Path other) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList first = read(manager, one);
      NDList second = read(manager, other);
      assertThat(first).hasSameSizeAs(second);
      for (int i = 0; i < first.size(); i++) {
        assertThat(first.get(i).getName()).isEqualTo(second.get(i).getName());
        assertThat(first.get(i).toByteArray()).isEqualTo(second.get(i).toByteArray());
      }
    }
  }

  private static NDList read(NDManager manager, Path folder) throws IOException {
    return NDList.decode(manager, Files.readAllBytes(folder.resolve("checkpoint.safetensors")));
  }

  @Test
  void aFinishedRunThatGoesOnIsTheLongerRunBitForBit(@TempDir Path folder) throws IOException {
    Path longer = folder.resolve("longer");
    Path twice = folder.resolve("twice");
    train(METHOD, 37, longer);
    // once past a step that any run records, once past one that only its end did
    train(METHOD, 10, twice);
    train(METHOD, 23, twice);
    assertThat(history(twice)).contains("23");
    train(METHOD, 37, twice);
    assertSameArrays(longer, twice);
    assertThat(history(twice)).isEqualTo(history(longer));
  }

  @Test
  void whatWasRecordedOftenerBeforeStays(@TempDir Path folder) {
    for (Plan plan : List.of(Plan.steps(20).recordEvery(2), Plan.steps(42).recordEvery(7))) {
      GanTrainer.of(METHOD).train(RING, plan, 1, Optional.of(folder)).close();
    }
    try (Run run =
        GanTrainer.of(METHOD).train(RING, Plan.steps(42).recordEvery(7), 1, Optional.of(folder))) {
      assertThat(run.history().series("d_loss").steps())
          .containsExactly(2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 18L, 20L, 21L, 28L, 35L, 42L);
    }
  }

  @Test
  void aScheduleThatDependsOnTheLengthIsRefusedWithTheReason(@TempDir Path folder) {
    Method fading = METHOD.schedule(Schedules.linearToZero());
    train(fading, 3, folder);
    assertThatThrownBy(() -> train(fading, 6, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps, on which the schedule \"linear to zero\" depends")
        .hasMessageContaining("3 there, 6 here");
    Path noisy = folder.resolve("noisy");
    Method annealed = METHOD.with(Stabilizers.instanceNoise(0.1, Schedules.linearToZero()));
    train(annealed, 3, noisy);
    assertThatThrownBy(() -> train(annealed, 6, noisy))
        .hasMessageContaining(
            "steps, on which the stabilizer's schedule \"linear to zero\" depends");
  }

  @Test
  void aScheduleThatTheWarmUpAloneMovesDependsOnNoLength() {
    assertThat(PartProbes.dependsOnLength(Schedules.constant().afterWarmUp(5), 7)).isFalse();
    assertThat(PartProbes.dependsOnLength(Schedules.cosine().afterWarmUp(5), 7)).isTrue();
    assertThat(PartProbes.dependsOnLength((step, steps) -> step == steps - 1 ? 0 : 1, 70_001))
        .isTrue();
  }

  @Test
  void fewerStepsThanAreThereAreRefused(@TempDir Path folder) throws IOException {
    train(METHOD, 5, folder);
    String before = history(folder);
    assertThatThrownBy(() -> train(METHOD, 4, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("already has 5 steps")
        .hasMessageContaining("plan at least 5");
    assertThat(history(folder)).isEqualTo(before);
  }
}
