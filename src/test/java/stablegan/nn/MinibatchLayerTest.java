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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.model.SnCnn;

class MinibatchLayerTest {

  /** Single precision on features of order one. */
  private static final double ROUNDING = 1e-5;

  private static final int COPIES = 5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<MinibatchLayer> layers() {
    return Stream.of(
        MinibatchLayer.discrimination(),
        MinibatchLayer.standardDeviation(),
        MinibatchLayer.standardDeviation(2));
  }

  private NDArray forward(Block block, NDArray x, boolean training) {
    if (!block.isInitialized()) {
      block.initialize(manager, DataType.FLOAT32, x.getShape());
    }
    return block.forward(StepWeights.fixed(manager), new NDList(x), training).get(0);
  }

  @Test
  void copiesAreAllSimilarAndNothingIsSimilarToItself() {
    Block layer = new MinibatchDiscrimination(3, 2);
    NDArray copies = manager.ones(new Shape(COPIES, 4));
    NDArray added = forward(layer, copies, false).get(":, 4:");
    for (float feature : added.toFloatArray()) {
      // every other sample counts 1, the sample itself nothing, the bias -1
      assertThat((double) feature).isCloseTo(COPIES - 1 - 1, within(ROUNDING));
    }
    NDArray alone = forward(layer, manager.ones(new Shape(1, 4)), false).get(":, 4:");
    assertThat(alone.toFloatArray()).containsOnly(-1);
  }

  @Test
  void copiesHaveNoDeviation() {
    NDArray copies = manager.ones(new Shape(COPIES, 4));
    NDArray added = forward(new MinibatchStdDev(), copies, true).get(":, 4:");
    // the root of what keeps its slope finite
    assertThat((double) added.max().getFloat()).isCloseTo(1e-4, within(1e-4 * ROUNDING));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void itStandsBeforeTheDiscriminatorsLastLayer(MinibatchLayer layer) {
    for (Gan gan :
        new Gan[] {
          Gan.of(new SnCnn(2), Latent.normal(4)).with(Normalizations.spectralNorm()),
          Gan.of(Mlp.of(6, 2), Latent.normal(4)).with(Normalizations.layerNorm())
        }) {
      Shape sample = new Shape(3, 8, 8);
      assertThat(Gan.couplesSamples(gan.discriminator(sample))).isFalse();
      Block d = gan.with(layer).discriminator(sample);
      assertThat(Gan.couplesSamples(d)).isTrue();
      NDArray x = manager.randomNormal(new Shape(4).addAll(sample));
      NDArray logits = forward(d, x, true);
      assertThat(logits.getShape()).isEqualTo(new Shape(4, 1));
      NDArray first = forward(d, x.get(":2"), false);
      assertThat(first.toFloatArray()).isNotEqualTo(logits.get(":2").toFloatArray());
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void noCertificateIsGivenWhereSamplesMeet(MinibatchLayer layer) {
    Gan gan = Gan.of(Mlp.of(6, 2), Latent.normal(4)).with(layer);
    Block d = gan.discriminator(new Shape(2));
    forward(d, manager.ones(new Shape(4, 2)), false);
    assertThatThrownBy(() -> Certificate.of(d, new Shape(2), SigmaEstimators.reshape()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Minibatch");
  }

  @Test
  void badInputIsRefusedWithAReason() {
    assertThatThrownBy(() -> MinibatchLayer.discrimination(0, 5)).hasMessageContaining("0 of 5");
    assertThatThrownBy(() -> MinibatchLayer.standardDeviation(1)).hasMessageContaining("has 1");
    NDArray five = manager.ones(new Shape(5, 4));
    assertThatThrownBy(() -> forward(MinibatchStdDev.ofGroups(3), five, true))
        .hasMessageContaining("5 samples")
        .hasMessageContaining("groups of 3");
    assertThatThrownBy(() -> forward(new MinibatchDiscrimination(2, 2), five.get(":1"), true))
        .hasMessageContaining("at least 2 samples");
  }
}
