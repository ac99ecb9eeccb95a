package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.ToyMixture;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.Losses;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.SnResNet;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.stabilizer.Stabilizer;

class ConditionalTrainingTest {

  private static final int SIDE = 32;
  private static final int CLASSES = 3;
  private static final Method TINY =
      Method.snCnn()
          .with(new SnResNet(1).conditional(CLASSES))
          .with(Normalizations.spectralNorm())
          .with(Latent.normal(4))
          .batch(6);

  /** The players circle around the solution; six seeds were within 0.14 of it. */
  private static final double OSCILLATION = 0.4;

  private static ImageSet noise(int... labels) {
    byte[] pixels = new byte[24 * 3 * SIDE * SIDE];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 3, SIDE, SIDE, pixels, labels);
  }

  /** Noise whose classes take turns. */
  private static ImageSet noise() {
    return noise(IntStream.range(0, 24).map(i -> i % CLASSES).toArray());
  }

  private static double meanAbscissa(Generator generator) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return generator.sample(manager, 64, 1).get(":, 0").mean().getFloat();
    }
  }

  @Test
  void theGeneratorLearnsWhereTheSamplesOfEachClassAre() {
    Method method =
        Method.of(Gan.of(new LabelledPoints.Networks(), Latent.normal(2)))
            .with(Losses.hinge())
            .with(Optimizers.adam(1e-2, 0, 0.9))
            .batch(16);
    TrainingData data = new LabelledPoints();
    try (Run run = GanTrainer.of(method).train(data, Plan.steps(120), 1, Optional.empty())) {
      assertThat(meanAbscissa(run.generator().ofClass(0))).isCloseTo(-1, within(OSCILLATION));
      assertThat(meanAbscissa(run.generator().ofClass(1))).isCloseTo(1, within(OSCILLATION));
    }
  }

  @Test
  void aResumedConditionalRunEqualsAnUninterruptedOneBitForBit(@TempDir Path folder) {
    Method method = TINY.ema(0.9).criticSteps(2);
    Plan plan = Plan.steps(4);
    GanTrainer.of(method)
        .listen(TrainingAccess.interruptAt(2))
        .train(noise(), plan, 1, folder)
        .close();
    assertThat(Thread.interrupted()).isTrue();
    try (Run whole = GanTrainer.of(method).train(noise(), plan, 1);
        Run resumed = GanTrainer.of(method).train(noise(), plan, 1, folder)) {
      assertThat(resumed.generator().images(6, 2).contentHash())
          .isEqualTo(whole.generator().images(6, 2).contentHash());
    }
  }

  /** Keeps the logits of a discriminator step, and how many samples a generator step looks at. */
  private static final class Watch implements AdversarialLoss {

    private final AdversarialLoss loss = Losses.relativisticPairing();
    private final List<float[]> logits = new ArrayList<>();
    private final List<Long> looked = new ArrayList<>();

    @Override
    public NDArray discriminator(NDArray real, NDArray fake) {
      logits.addAll(List.of(values(real), values(fake)));
      return loss.discriminator(real, fake);
    }

    @Override
    public NDArray generator(NDArray fake, Supplier<NDArray> real) {
      looked.addAll(List.of(fake.size(), real.get().size()));
      return loss.generator(fake, real);
    }

    static float[] values(NDArray x) {
      return x.stopGradient().toFloatArray();
    }
  }

  @Test
  void aPenaltySeesTheLogitsOfEitherKindWithTheClassesOfThatKind() {
    Watch watch = new Watch();
    List<float[]> seen = new ArrayList<>();
    Method method =
        TINY.with(watch)
            .generatorBatch(12)
            .with(
                (critic, real, fake) -> {
                  seen.add(Watch.values(critic.logits(real)));
                  seen.add(Watch.values(critic.onFake().logits(fake)));
                  seen.add(Watch.values(critic.logits(fake)));
                  return real.getManager().create(0f);
                });
    Runnable forgetTrials = () -> List.of(seen, watch.logits, watch.looked).forEach(List::clear);
    GanTrainer.of(method)
        .listen(TrainingAccess.onStart(forgetTrials))
        .train(noise(), Plan.steps(1), 1)
        .close();
    assertThat(seen.get(0)).isEqualTo(watch.logits.get(0));
    assertThat(seen.get(1)).isEqualTo(watch.logits.get(1)).isNotEqualTo(seen.get(2));
    assertThat(watch.looked).containsExactly(12L, 12L);
  }

  @Test
  void samplesTakeTurnsAmongTheClassesAndCarryThem() {
    try (Run run = GanTrainer.of(TINY).train(noise(), Plan.steps(2), 1);
        NDManager manager = NDManager.newBaseManager()) {
      Generator generator = run.generator();
      ImageSet images = generator.images(7, 5);
      assertThat(IntStream.range(0, 7).map(images::label)).containsExactly(0, 1, 2, 0, 1, 2, 0);
      NDArray all = generator.sample(manager, 7, 5);
      NDArray ones = generator.ofClass(1).sample(manager, 7, 5);
      assertThat(ones.get("4")).isEqualTo(all.get("4"));
      assertThat(ones.get("3")).isNotEqualTo(all.get("3"));
      assertThat(generator.ofClass(1).images(2, 5).split()).isEqualTo("seed 5, class 1");
      assertThatThrownBy(() -> generator.ofClass(3)).hasMessageContaining("[0, 1, 2], not 3");
    }
  }

  @Test
  void otherClassesThanTheNetworksAreRefusedBeforeAnythingIsWritten(@TempDir Path folder) {
    Path run = folder.resolve("run");
    GanTrainer trainer = GanTrainer.of(TINY);
    int[] two = IntStream.range(0, 24).map(i -> i % 2).toArray();
    assertThatThrownBy(() -> trainer.train(noise(two), Plan.steps(1), 1, run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"SN-ResNet/1, 3 classes\" tell 3 classes apart")
        .hasMessageContaining("noise train")
        .hasMessageContaining("conditional on 2, or");
    assertThatThrownBy(() -> trainer.train(noise(new int[0]), Plan.steps(1), 1, run))
        .hasMessageContaining("\"SN-ResNet/1, 3 classes\" need the class of every sample")
        .hasMessageContaining("sub-folders");
    TrainingData ring = TrainingData.of(ToyMixture.ring(8));
    assertThatThrownBy(() -> trainer.train(ring, Plan.steps(1), 1, Optional.of(run)))
        .hasMessageContaining("ring8");
    assertThat(run).doesNotExist();
  }

  @Test
  void theSamePixelsWithOtherLabelsAreAnotherRun(@TempDir Path folder) {
    GanTrainer.of(TINY).train(noise(), Plan.steps(1), 1, folder).close();
    int[] others = IntStream.range(0, 24).map(i -> (i + 1) % CLASSES).toArray();
    assertThatThrownBy(() -> GanTrainer.of(TINY).train(noise(others), Plan.steps(1), 1, folder))
        .hasMessageContaining("another run")
        .hasMessageContaining("labels: ");
  }

  @Test
  void whereNumbersEndIsFoundInConditionalNetworksToo() {
    TrainingData data = TrainingData.of(noise());
    try (GameState state = new GameState(TINY, data.sample(), 1)) {
      Stabilizer.StepNumber step = new Stabilizer.StepNumber(0, 0, 1);
      assertThat(new NonFiniteSource(TINY, state, data, Plan.steps(1), 1).find(step))
          .startsWith("each layer's output is finite");
    }
  }
}
