package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ImageSet;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;

/** Stabilisers alone and together: runs are finite and resume bit for bit. */
class CombinationsTest {

  private static final int SIDE = 8;
  private static final Plan PLAN = Plan.steps(5).recordEvery(1);
  private static final Normalization SN = Normalizations.spectralNorm();
  private static final Method PLAIN =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(3)).batch(6);

  static Stream<Method> methods() {
    Method sn = PLAIN.with(SN);
    return Stream.of(
        sn.named("SN in D"),
        PLAIN.withGeneratorNorm(SN).named("SN in G"),
        sn.withGeneratorNorm(SN.then(Normalizations.batchNorm())).ema(0.9).named("SN in both"),
        sn.with(Optimizers.adamW(2e-4, 0.5, 0.999, 0.1)).named("SN + AdamW"),
        sn.with(Optimizers.adamWOfAllWeights(2e-4, 0.5, 0.999, 0.1)).named("SN + decay of W"),
        sn.with(Losses.wasserstein()).with(Penalties.gradientPenalty(10)).named("SN + GP"),
        sn.with(Losses.wasserstein())
            .with(Optimizers.clipped(Optimizers.rmsProp(5e-5, 0.99), 0.01))
            .named("SN + clipping, RMSProp"),
        sn.with(MinibatchLayer.discrimination(5, 2)).named("SN + minibatch discrimination"),
        sn.with(MinibatchLayer.standardDeviation(3)).named("SN + minibatch deviation"),
        PLAIN
            .with(Losses.wasserstein())
            .with(Penalties.gradientPenalty(10))
            .with(MinibatchLayer.standardDeviation())
            .named("GP + minibatch deviation"),
        PLAIN
            .with(Penalties.r1(1))
            .with(MinibatchLayer.discrimination(5, 2))
            .named("R1 + minibatch discrimination"),
        sn.with(Stabilizers.instanceNoise(0.3, Schedules.linearToZero()))
            .with(Stabilizers.historicalAveraging(0.1))
            .named("SN + noise, history"),
        sn.with(Losses.hinge()).with(Stabilizers.leCam(0.3)).named("SN + LeCam"),
        PLAIN
            .with(Stabilizers.diffAugment())
            .with(Losses.relativisticPairing())
            .with(Penalties.r1(1))
            .with(Penalties.r2(1))
            .named("relativistic pairing, R1, R2, DiffAugment"),
        sn.with(new OwnMemory(0.1)).criticSteps(2).named("SN + a memory of one's own"),
        PLAIN
            .with(Stabilizers.leCam(0.3, 0.9, 1))
            .with(Stabilizers.diffAugment("translation,color"))
            .with(Stabilizers.instanceNoise(0.1))
            .with(new OwnMemory(0.1))
            .with(Stabilizers.historicalAveraging(0.1))
            .gradientAccumulation(2)
            .named("stabilisers together, in parts"),
        PLAIN
            .with(LabelSmoothing.oneSided(0.9))
            .with(Optimizers.nesterov(0.01, 0.9))
            .schedule(Schedules.cosine().afterWarmUp(2))
            .gradientAccumulation(2)
            .named("smoothing, SGD, cosine, parts"));
  }

  private static ImageSet noise() {
    byte[] pixels = new byte[20 * SIDE * SIDE];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, SIDE, SIDE, pixels);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void eachTrainsAndResumesBitForBit(Method method, @TempDir Path folder) {
    try (Run whole = GanTrainer.of(method).train(noise(), PLAN, 1)) {
      assertThat(whole.outcome().isCompleted()).isTrue();
      try (Run half =
          GanTrainer.of(method)
              .listen(TrainingAccess.interruptAt(2))
              .train(noise(), PLAN, 1, folder)) {
        assertThat(Thread.interrupted()).isTrue();
        assertThat(half.outcome()).isEqualTo(Outcome.interrupted(2));
      }
      try (Run resumed = GanTrainer.of(method).train(noise(), PLAN, 1, folder)) {
        assertThat(resumed.generator().images(8, 3).contentHash())
            .isEqualTo(whole.generator().images(8, 3).contentHash());
        for (String series : new String[] {"d_loss", "g_loss", "d_grad_norm", "penalty"}) {
          assertThat(resumed.history().series(series)).isEqualTo(whole.history().series(series));
        }
        assertThat(resumed.history().series("d_loss").values()).doesNotHaveDuplicates();
      }
    }
  }
}
