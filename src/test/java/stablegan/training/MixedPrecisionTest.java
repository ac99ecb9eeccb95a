package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.data.ImageSet;
import stablegan.loss.Losses;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.model.WganGpResNet;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalizations;
import stablegan.penalty.Penalties;

class MixedPrecisionTest {

  /**
   * Of losses near 1 and of gradients' norms, relative: bfloat16 rounds each of some ten layers to
   * 2⁻⁹ relative, and batch norm of a small batch divides by small deviations.
   */
  private static final double ROUNDING = 0.05;

  /**
   * Of minibatch discrimination, which takes the exponential of sums of features' differences: what
   * is rounded of a sum of some ten enters as a factor. Processors without bfloat16, which round
   * after other operations, come to a tenth.
   */
  private static final double EXPONENTIAL_ROUNDING = 0.2;

  private static final ImageSet IMAGES = images();
  private static final Method BASE =
      Method.snCnn().with(new SnCnn(4)).with(Latent.normal(8)).batch(8);

  private static ImageSet images() {
    try (NDManager manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed(5);
      NDArray noise = manager.randomUniform(-1, 1, new Shape(16, 3, 32, 32));
      return ImageSet.of("noise", "train", noise, new int[16]);
    }
  }

  private static Stream<Method> methods() {
    Method sn = BASE.named("SN").with(Normalizations.spectralNorm());
    return Stream.of(
        BASE.named("none"),
        sn,
        BASE.named("batch norm").with(Normalizations.batchNorm()),
        BASE.named("layer norm").with(Normalizations.layerNorm()),
        BASE.named("weight norm").with(Normalizations.weightNorm()),
        BASE.named("minibatch discrimination").with(MinibatchLayer.discrimination(4, 3)),
        BASE.named("minibatch deviation").with(MinibatchLayer.standardDeviation()),
        BASE.named("MLP").with(new Mlp(16, 2, 0.2)),
        BASE.named("WGAN-GP").with(Losses.wasserstein()).with(Penalties.gradientPenalty(10)),
        sn.named("residual").with(new SnResNet(2)),
        sn.named("conditional").with(new SnResNet(2).conditional(1)),
        BASE.named("WGAN-GP's residual").with(new WganGpResNet(4)),
        sn.named("in parts").gradientAccumulation(2).ema(0.9));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aStepIsThatOfFloat32UpToRounding(Method method) {
    Plan plan = Plan.steps(1);
    double rounding =
        method.name().equals("minibatch discrimination") ? EXPONENTIAL_ROUNDING : ROUNDING;
    try (Run full = GanTrainer.of(method).train(IMAGES, plan, 3);
        Run mixed = GanTrainer.of(method.mixedPrecision()).train(IMAGES, plan, 3)) {
      for (String series : List.of("d_loss", "g_loss", "d_grad_norm", "g_grad_norm")) {
        double expected = full.history().series(series).values().get(0);
        double actual = mixed.history().series(series).values().get(0);
        double scale = Math.max(Math.abs(expected), series.endsWith("loss") ? 1 : 0);
        assertThat(actual).as(series).isCloseTo(expected, within(rounding * scale));
        assertThat(actual).as("%s is not that of float32", series).isNotEqualTo(expected);
      }
    }
  }

  @Test
  void theSameSeedMakesTheSameBits() {
    Method method = BASE.with(Normalizations.spectralNorm()).mixedPrecision();
    try (Run first = GanTrainer.of(method).train(IMAGES, Plan.steps(3), 7);
        Run second = GanTrainer.of(method).train(IMAGES, Plan.steps(3), 7)) {
      assertThat(first.generator().images(4, 1).contentHash())
          .isEqualTo(second.generator().images(4, 1).contentHash());
    }
  }

  @Test
  void anAxisThatIsNamedOnlyWhereItIsTaken() {
    assertThat(BASE.axes()).doesNotContainKey("precision");
    assertThat(BASE.mixedPrecision().axes())
        .containsEntry("precision", "bfloat16, weights float32");
  }

  @Test
  void aCastPassesGradientsBackInTheTypeOfItsInput() {
    try (NDManager manager = NDManager.newBaseManager();
        Autograd.Mode recording = Autograd.record()) {
      NDArray x = manager.create(new float[] {1.0009766f, -3});
      x.setRequiresGradient(true);
      NDArray rounded = TensorOps.bfloat16(x);
      NDArray y = TensorOps.float32(rounded.square());
      NDArray slope = Autograd.grad(y.sum(), new NDList(x), false).singletonOrThrow();
      assertThat(y.toFloatArray()).containsExactly(1, 9);
      assertThat(slope.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(slope.toFloatArray()).containsExactly(2, -6);
    }
  }
}
