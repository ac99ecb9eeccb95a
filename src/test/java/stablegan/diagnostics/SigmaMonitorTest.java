package stablegan.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.Random;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.lipschitz.ConvGeometry;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.LayerSigma;
import stablegan.nn.Normalizations;
import stablegan.training.GanTrainer;
import stablegan.training.History;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;

class SigmaMonitorTest {

  /** A few steps of rate 2e-4 change the weights little, and a power iteration follows. */
  private static final double FOLLOWS = 0.05;

  private static final int SIDE = 8;
  private static final Method PLAIN =
      Method.dcgan().with(new Dcgan(4)).with(Latent.normal(6)).batch(8);
  private static final Method SN = PLAIN.with(Normalizations.spectralNorm());

  private static ImageSet noise() {
    byte[] pixels = new byte[40 * SIDE * SIDE];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, SIDE, SIDE, pixels);
  }

  @Test
  void theHistoryHoldsTheExactNormsOfTheWeightsAtItsSteps() {
    try (Run run =
        GanTrainer.of(SN).listen(SigmaMonitor.every(3)).train(noise(), Plan.steps(7), 1)) {
      History history = run.history();
      assertThat(history.series("sigma_max").steps()).containsExactly(0L, 3L, 6L, 7L);
      LayerSigma first = LayerSigma.of(run.discriminator()).get(0);
      assertThat(history.series("sigma_1").last()).isEqualTo(first.exact());
      assertThat(history.series("sigma_error").values())
          .allSatisfy(e -> assertThat(e).isPositive());
      assertThat(history.series("sigma_error").last()).isLessThan(FOLLOWS);
      assertThat(history.series("sigma_max").last()).isCloseTo(1, within(FOLLOWS));
      assertThat(History.parse(history.toCsv()).names()).isEqualTo(history.names());
    }
  }

  @Test
  void coldStartsTellWhatMemoryIsWorth() {
    SigmaMonitor monitor = SigmaMonitor.every(3).withColdStarts(1, 40);
    try (Run run = GanTrainer.of(SN).listen(monitor).train(noise(), Plan.steps(3), 1)) {
      double once = run.history().series(SigmaMonitor.coldStart(1)).last();
      double often = run.history().series(SigmaMonitor.coldStart(40)).last();
      assertThat(run.history().series(SigmaMonitor.coldStart(1)).steps()).containsExactly(0L, 3L);
      assertThat(once).isEqualTo(LayerSigma.coldError(run.discriminator(), 1, 3)).isPositive();
      assertThat(often).isLessThan(once);
      NDArray first = LayerSigma.weights(run.discriminator()).get(0);
      double sigma = LayerSigma.of(run.discriminator()).get(0).exact();
      double kernel = SigmaEstimators.reshape().sigma(first, ConvGeometry.same(SIDE, SIDE, 3));
      assertThat(kernel)
          .isCloseTo(sigma, within(1e-6 * sigma)); // double precision of a float32 weight
    }
  }

  @Test
  void aPlainDiscriminatorHasNormsButNoError() {
    try (Run run =
        GanTrainer.of(PLAIN).listen(SigmaMonitor.every(1)).train(noise(), Plan.steps(2), 1)) {
      assertThat(run.history().series("sigma_max").values()).hasSize(3);
      assertThat(run.history().names()).doesNotContain("sigma_error");
    }
  }

  @Test
  void aMonitoredRunIsTheSameRunBitForBit() {
    try (Run alone = GanTrainer.of(SN).train(noise(), Plan.steps(4), 1);
        Run watched =
            GanTrainer.of(SN)
                .listen(SigmaMonitor.every(1).withColdStarts(2))
                .train(noise(), Plan.steps(4), 1)) {
      assertThat(watched.generator().images(16, 3).contentHash())
          .isEqualTo(alone.generator().images(16, 3).contentHash());
    }
  }

  @Test
  void itMeasuresAtEveryStepOrMoreRarely() {
    assertThatThrownBy(() -> SigmaMonitor.every(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> SigmaMonitor.every(1).withColdStarts(0)).hasMessageContaining("[0]");
  }
}
