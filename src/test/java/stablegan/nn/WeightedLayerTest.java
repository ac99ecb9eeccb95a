package stablegan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.autograd.Autograd;
import stablegan.cost.MacsAccess;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.OwnLayer;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.model.Architecture;
import stablegan.model.Gan;
import stablegan.model.Latent;

/** Layers of one's own say how they apply their weight, or are refused. */
class WeightedLayerTest {

  private static final int IN = 5;
  private static final int OUT = 3;

  /** Sums of five products in another order. */
  private static final float ROUNDING = 1e-6f;

  private static final float[] W = {
    1, -2, 0.5f, 3, 0.1f, -1, 2, 2, -0.3f, 0.7f, 1.5f, -0.2f, 0, 4, 1
  };

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private <T extends Block> T initialized(T block) {
    block.initialize(manager, DataType.FLOAT32, new Shape(1, IN));
    return block;
  }

  private Block withWeight(Reparametrization block, NDArray weight) {
    block.layer().initialize(manager, DataType.FLOAT32, new Shape(1, IN));
    try (Autograd.Mode paused = Autograd.pause()) {
      weight.copyTo(block.weight().getArray());
    }
    return initialized(block);
  }

  /** Gains away from where they start, so that each output's own norm is seen. */
  private float[] outputs(Block block) {
    NDArray x = manager.create(new float[] {1, 2, -1, 0.5f, 3}).reshape(1, IN);
    return block.forward(StepWeights.fixed(manager), new NDList(x), false).get(0).toFloatArray();
  }

  private void sameAsLinear(Function<Block, Reparametrization> normalization) {
    NDArray weight = manager.create(W, new Shape(OUT, IN));
    Block linear = Linear.builder().setUnits(OUT).optBias(false).build();
    Block expected = withWeight(normalization.apply(linear), weight);
    Block own = withWeight(normalization.apply(new OwnLayer.Told(OUT)), weight.transpose());
    for (Block block : List.of(expected, own)) {
      block.getDirectParameters().values().stream()
          .filter(p -> p.getName().equals("gain"))
          .forEach(p -> p.getArray().set(new float[] {1, 2, 3}));
    }
    assertThat(outputs(own)).containsExactly(outputs(expected), within(ROUNDING));
  }

  @Test
  void outputsOnTheSecondAxisAreNormalizedAsThoseOnTheFirst() {
    sameAsLinear(SpectralNorm::of);
    sameAsLinear(WeightNorm::of);
    Reparametrization norm = initialized(SpectralNorm.of(new OwnLayer.Told(OUT)));
    assertThat(norm.getDirectParameters().get("u").getArray().getShape()).isEqualTo(new Shape(OUT));
  }

  @Test
  void aLayerOfOnesOwnIsCountedAndCertified() {
    Block network = initialized(new SequentialBlock().add(SpectralNorm.of(new OwnLayer.Told(OUT))));
    assertThat(MacsAccess.of(network)).containsExactly(15L, 15L, 15L);
    SigmaEstimator exact = SigmaEstimators.fourier(SigmaEstimator.Padding.ZERO);
    Certificate certificate = Certificate.of(network, new Shape(IN), exact);
    assertThat(certificate.isBound()).isTrue();
    LayerSigma layer = LayerSigma.of(network).get(0);
    assertThat(certificate.value()).isCloseTo(layer.effective(), within(1e-6));
  }

  @Test
  void aWeightThatNobodyKnowsIsRefusedByNameWithWhatToImplement() {
    refused(() -> SpectralNorm.of(new OwnLayer(OUT)));
    refused(() -> WeightNorm.of(new OwnLayer(OUT)));
    Block network = initialized(new SequentialBlock().add(new OwnLayer(OUT)));
    refused(() -> MacsAccess.of(network));
    refused(() -> LayerSigma.of(network));
    refused(() -> Certificate.of(network, new Shape(IN), SigmaEstimators.reshape()));
  }

  /** The engine has a class for it and no code, with a normalization and without. */
  @Test
  void aTransposedConvolutionOfTheEngineIsRefusedWithWhatToUse() {
    Supplier<Block> layer =
        () -> Conv2dTranspose.builder().setKernelShape(new Shape(4, 4)).setFilters(3).build();
    Architecture architecture =
        new Architecture() {
          @Override
          public Block generator(Shape sample, Normalization norm) {
            return new SequentialBlock().add(layer.get());
          }

          @Override
          public Block discriminator(Shape sample, Normalization norm) {
            return norm.apply(layer.get(), Normalization.Position.FIRST);
          }

          @Override
          public String name() {
            return "transposed";
          }
        };
    Gan gan = Gan.of(architecture, Latent.normal(4)).with(Normalizations.spectralNorm());
    Shape sample = new Shape(3, 8, 8);
    List<ThrowingCallable> calls =
        List.of(
            () -> SpectralNorm.of(layer.get()),
            () -> gan.generator(sample),
            () -> gan.discriminator(sample));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Conv2dTranspose isn't implemented")
          .hasMessageContaining("Layers.convTranspose");
    }
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(OwnLayer.class.getName())
        .hasMessageContaining("WeightedLayer");
  }

  @Test
  void anAxisThatAWeightHasNotIsRefused() {
    assertThatThrownBy(() -> Weights.outputs(new Shape(2, 3), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(2, 3)")
        .hasMessageContaining("axis 2");
  }

  @Test
  void anyAxisMakesOneRowForEachOutput() {
    NDArray kernel = manager.arange(24f).reshape(2, 3, 4);
    NDArray rows = Weights.asMatrix(kernel, 2);
    assertThat(rows.getShape()).isEqualTo(new Shape(4, 6));
    assertThat(rows.get(1).toFloatArray()).containsExactlyInAnyOrder(1, 5, 9, 13, 17, 21);
  }

  @Test
  void aLayerOfOnesOwnThatMixesSamplesIsSeen() {
    SequentialBlock network = new SequentialBlock().add(SpectralNorm.of(new OwnLayer.Told(OUT)));
    assertThat(Gan.couplesSamples(network)).isTrue();
    assertThat(Gan.couplesSamples(new SequentialBlock().add(new OwnLayer(OUT)))).isFalse();
  }
}
