package stablegan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.NormalInitializer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.autograd.Autograd;
import stablegan.internal.layers.ConvTranspose2d;

class LayerSigmaTest {

  /** Weights and u, v are single precision. */
  private static final double ROUNDING = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).optBias(false).build();
  }

  private <T extends Block> T ready(T block, Shape input) {
    block.setInitializer(new NormalInitializer(), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, input);
    return block;
  }

  private void set(Parameter parameter, float[][] value) {
    try (Autograd.Mode paused = Autograd.pause()) {
      manager.create(value).copyTo(parameter.getArray());
    }
  }

  @Test
  void theErrorIsThatOfTheStateBeforeTheWeightChanged() {
    SpectralNorm norm = ready(SpectralNorm.of(linear(2)), new Shape(1, 2));
    set(norm.weight(), new float[][] {{3, 0}, {0, 1}});
    norm.warmUp();
    LayerSigma settled = LayerSigma.of(norm).get(0);
    assertThat(settled.exact()).isCloseTo(3, within(ROUNDING));
    assertThat(settled.error()).isCloseTo(0, within(ROUNDING));
    // u and v still point along the first axis, whose entry is now 1 of 4
    set(norm.weight(), new float[][] {{1, 0}, {0, 4}});
    LayerSigma stale = LayerSigma.of(norm).get(0);
    assertThat(stale.exact()).isCloseTo(4, within(ROUNDING));
    assertThat(stale.estimate()).isCloseTo(1, within(ROUNDING));
    assertThat(stale.error()).isCloseTo(0.75, within(ROUNDING));
    assertThat(stale.effective()).isCloseTo(4, within(ROUNDING));
  }

  @Test
  void everyLayerOfANetworkIsFoundInOrderWhateverItsNormalization() {
    SequentialBlock network =
        new SequentialBlock()
            .add(SpectralNorm.of(linear(5), SpectralNorm.Settings.DEFAULT.withCoefficient(2)))
            .add(Activation.reluBlock())
            .add(new SequentialBlock().add(WeightNorm.of(linear(4))).add(linear(3)));
    ready(network, new Shape(1, 6));
    List<LayerSigma> layers = LayerSigma.of(network);
    assertThat(layers)
        .extracting(LayerSigma::layer)
        .containsExactly("1 Linear (5, 6)", "2 Linear (4, 5)", "3 Linear (3, 4)");
    assertThat(layers.get(0).effective() * layers.get(0).estimate() / layers.get(0).exact())
        .isCloseTo(2, within(ROUNDING));
    assertThat(layers.get(1).estimate()).isNaN();
    assertThat(layers.get(2).effective()).isEqualTo(layers.get(2).exact());
  }

  @Test
  void aTransposedConvolutionIsReadByItsOutputs() {
    // kernel (in = 2, out = 1, 1, 1): one output that adds 3 times and 4 times an input
    SpectralNorm norm =
        ready(SpectralNorm.of(new ConvTranspose2d(1, 1, 1, 0)), new Shape(1, 2, 2, 2));
    try (Autograd.Mode paused = Autograd.pause()) {
      manager.create(new float[] {3, 4}, new Shape(2, 1, 1, 1)).copyTo(norm.weight().getArray());
    }
    norm.warmUp();
    LayerSigma sigma = LayerSigma.of(norm).get(0);
    assertThat(sigma.exact()).isCloseTo(5, within(ROUNDING));
    assertThat(sigma.error()).isCloseTo(0, within(ROUNDING));
  }

  @Test
  void lookingDoesNotMoveThePowerIteration() {
    SpectralNorm norm = ready(SpectralNorm.of(linear(4)), new Shape(1, 3));
    set(norm.weight(), new float[][] {{1, 2, 3}, {0, 1, 1}, {2, 2, 0}, {1, 0, 1}});
    assertThat(LayerSigma.of(norm)).isEqualTo(LayerSigma.of(norm));
  }
}
