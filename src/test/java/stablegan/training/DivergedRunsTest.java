package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ImageSet;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;

/** A run that diverged is the same run whenever it is opened, with its last finite weights. */
class DivergedRunsTest {

  private static final int SIDE = 8;
  private static final ImageSet NOISE = noise();
  private static final Plan PLAN = Plan.steps(40).recordEvery(4).checkpointEvery(3);
  private static final Method BASE =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4);

  private static ImageSet noise() {
    byte[] pixels = new byte[16 * SIDE * SIDE];
    new java.util.Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, SIDE, SIDE, pixels);
  }

  static Stream<Method> methods() {
    Method wgan = BASE.with(Losses.wasserstein());
    return Stream.of(
        wgan.with(Optimizers.sgd(1e6)).named("WGAN, SGD 1e6"),
        wgan.with(Optimizers.sgd(1e2)).named("WGAN, SGD 100"),
        wgan.with(Optimizers.sgd(3e1)).criticSteps(3).named("WGAN, SGD 30, three critic steps"),
        BASE.with(Losses.leastSquares()).with(Optimizers.adam(1e10, 0, 0.9)).named("Adam 1e10"),
        BASE.with(Losses.leastSquares())
            .with(Optimizers.adam(1e18, 0, 0.9))
            .ema(0.9)
            .named("Adam 1e18, averaged"),
        wgan.with(Normalizations.spectralNorm()).with(Optimizers.sgd(1e37)).named("SN, SGD 1e37"),
        BASE.with(Optimizers.sgd(1e-3), Optimizers.sgd(3e38)).named("the generator's SGD 3e38"),
        wgan.with(Penalties.gradientPenalty(1e6))
            .with(Optimizers.sgd(1))
            .named("exploding penalty"),
        wgan.with(Normalizations.batchNorm())
            .with(Optimizers.sgd(1e30))
            .named("batch norm, SGD 1e30"),
        BASE.with(Losses.leastSquares())
            .with(Optimizers.sgd(1e3))
            .with(Stabilizers.historicalAveraging(1))
            .named("historical averaging"));
  }

  private record End(Outcome outcome, Map<String, String> weights) {}

  private static End end(Run run) {
    Map<String, String> weights = new TreeMap<>();
    run.discriminator()
        .getParameters()
        .forEach(p -> weights.put("d " + p.getKey(), text(p.getValue().getArray())));
    try (NDManager manager = NDManager.newBaseManager()) {
      weights.put("samples", text(run.generator().sample(manager, 4, 3)));
    } catch (Generator.DivergedException e) {
      weights.put("samples", e.getMessage()); // of finite weights they may not be finite
    }
    return new End(run.outcome(), weights);
  }

  private static String text(NDArray array) {
    return Arrays.toString(array.toFloatArray());
  }

  private static End train(Method method, Plan plan) {
    try (Run run = GanTrainer.of(method).train(NOISE, plan, 1)) {
      return end(run);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void itIsTheSameWheneverItIsOpened(Method method, @TempDir Path folder) throws IOException {
    End whole = train(method, PLAN);
    assertThat(whole.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
    long last = whole.outcome().step();
    if (last > 0) {
      assertThat(train(method, Plan.steps(last)).weights()).isEqualTo(whole.weights());
    }
    for (long step = 1; step < last; step += 2) {
      Listener interrupting = TrainingAccess.interruptAt(step);
      try (Run run = GanTrainer.of(method).listen(interrupting).train(NOISE, PLAN, 1, folder)) {
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.outcome()).isEqualTo(Outcome.interrupted(step));
      }
    }
    for (int time = 0; time < 4; time++) {
      Map<String, String> before = files(folder);
      try (Run run = GanTrainer.of(method).train(NOISE, PLAN, 1, folder)) {
        assertThat(end(run)).isEqualTo(whole);
      }
      if (time > 0) {
        assertThat(files(folder)).isEqualTo(before);
      }
    }
  }

  @Test
  void anUpdateThatLeavesNoNumbersEndsTheRunInItsStep() {
    Method method = BASE.with(Optimizers.sgd(1e-3), Optimizers.sgd(3e38));
    assertThat(train(method, PLAN).outcome().reason())
        .matches("the step made \\w+ of the generator infinite or NaN");
  }

  /** Names, times of the last change and contents. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        found.put(
            file.getFileName().toString(),
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return found;
  }
}
