package stablegan.internal.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.cost.MacsAccess;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.lipschitz.SigmaEstimator.Padding;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.model.Layers;

/** What residual networks are made of: values, and Lipschitz constants that inputs attain. */
class ResidualBlockTest {

  private static final SigmaEstimator FOURIER = SigmaEstimators.fourier(Padding.ZERO);

  /** Relative, for rounding in single precision. */
  private static final double ROUNDING = 1e-6;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray run(Block block, NDArray... inputs) {
    ParameterStore store = new ParameterStore(manager, false);
    return block.forward(store, new NDList(inputs), false).singletonOrThrow();
  }

  private NDArray map() {
    return manager.arange(16f).reshape(1, 1, 4, 4);
  }

  @Test
  void poolsTakeTheMeanOfWindowsAndTheSumOrMeanOfAll() {
    assertThat(run(new AveragePool(2), map()).toFloatArray())
        .containsExactly(2.5f, 4.5f, 10.5f, 12.5f);
    assertThat(run(GlobalPool.sum(), map()).toFloatArray()).containsExactly(120);
    assertThat(run(GlobalPool.mean(), map()).toFloatArray()).containsExactly(7.5f);
    assertThat(run(GlobalPool.sum(), map()).getShape()).isEqualTo(new Shape(1, 1));
  }

  @Test
  void constantsOfPoolsAreAttainedByAConstantImage() {
    for (Block block : new Block[] {new AveragePool(2), GlobalPool.sum(), GlobalPool.mean()}) {
      NDArray ones = manager.ones(new Shape(1, 3, 4, 4));
      double stretch = run(block, ones).norm().getFloat() / ones.norm().getFloat();
      double bound = Certificate.of(block, new Shape(3, 4, 4), FOURIER).value();
      assertThat(bound).isCloseTo(stretch, within(ROUNDING * bound));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 3})
  void aResidualBlockIsCountedAsTheSumOfItsParts(double scale) {
    Block linear = Linear.builder().setUnits(2).optBias(false).build();
    Block branch = Layers.sequence(Activation.reluBlock(), linear);
    ResidualBlock block = new ResidualBlock(branch, Layers.sequence(Blocks.identityBlock()));
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
    float s = (float) scale;
    linear.getParameters().valueAt(0).getArray().set(new float[] {s, 0, 0, s / 2});
    Certificate certificate = Certificate.of(block, new Shape(2), FOURIER);
    assertThat(certificate.value()).isCloseTo(1 + scale, within(ROUNDING * scale));
    assertThat(certificate.isBound()).isTrue();
    NDArray x = manager.create(new float[] {1, 0}, new Shape(1, 2));
    assertThat(run(block, x).norm().getFloat()).isEqualTo(1 + s); // the bound is attained
  }

  @Test
  void aProjectionAddsTheLongestClassEmbeddingToItsConstant() {
    Block linear = Linear.builder().setUnits(1).optBias(false).build();
    Block table = new Embedding(2, 2);
    ProjectionHead head = new ProjectionHead(2, linear, table);
    head.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
    linear.getParameters().valueAt(0).getArray().set(new float[] {3, 4});
    table.getParameters().valueAt(0).getArray().set(new float[] {0, 1, 6, 8});
    NDArray h = manager.create(new float[] {1, 2}, new Shape(1, 2));
    assertThat(run(head, h, manager.create(new long[] {0})).getFloat()).isEqualTo(11 + 2);
    assertThat(run(head, h, manager.create(new long[] {1})).getFloat()).isEqualTo(11 + 22);
    double bound = Certificate.of(head, new Shape(2), FOURIER).value();
    assertThat(bound).isCloseTo(5 + 10, within(15 * ROUNDING));
  }

  @Test
  void macsOfAResidualNetworkCountBothLayersThatSeeItsInput() {
    Block network =
        Layers.sequence(new ResidualBlock(linear(3), linear(3)), Activation.reluBlock(), linear(1));
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 5));
    assertThat(MacsAccess.of(network)).containsExactly(2 * 15 + 3L, 2 * 15L, 3L);
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }
}
