package stablegan.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.internal.layers.ConvTranspose2d;
import stablegan.internal.layers.Embedding;
import stablegan.lipschitz.SigmaEstimator.Padding;
import stablegan.nn.SpectralNorm;

class BlockCertifierTest {

  /** Relative, for rounding in single precision. */
  private static final double ROUNDING = 1e-6;

  private static final Shape IMAGE = new Shape(3, 8, 8);

  private static final SigmaEstimator FOURIER = SigmaEstimators.fourier(Padding.ZERO);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static Block conv(int filters, int kernel, int stride, int padding, int dilation) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .optDilation(new Shape(dilation, dilation))
        .build();
  }

  private <T extends Block> T initialized(T block, Shape sample) {
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(sample));
    return block;
  }

  @Test
  void aSequenceIsCertifiedLayerByLayerWithTheSizesThatReachThem() {
    Block first = conv(4, 3, 1, 1, 1);
    Block second = conv(5, 4, 2, 1, 1);
    Block third = conv(6, 3, 1, 1, 1);
    Block last = Linear.builder().setUnits(1).build();
    SequentialBlock network = new SequentialBlock();
    network.addAll(first, Activation.leakyReluBlock(0.1f), second, Activation.reluBlock());
    network.addAll(third, Activation.tanhBlock(), Blocks.batchFlattenBlock(), last);
    Certificate certificate = Certificate.of(initialized(network, IMAGE), IMAGE, FOURIER);
    double expected =
        sigma(first, ConvGeometry.same(8, 8, 3))
            * sigma(second, new ConvGeometry(8, 8, 2, 1, 1))
            * sigma(third, ConvGeometry.same(4, 4, 3))
            * sigma(last, ConvGeometry.dense());
    assertThat(certificate.value()).isCloseTo(expected, within(ROUNDING * expected));
    assertThat(certificate.isBound()).isTrue();
    assertThat(certificate.layers()).hasSize(8);
    assertThat(certificate.toString()).contains("Conv2d (5, 4, 4, 4)", "Linear (1, 96)");
  }

  private static double sigma(Block layer, ConvGeometry geometry) {
    return FOURIER.sigma(WeightedLayer.weight(layer).getArray(), geometry);
  }

  @Test
  void aReparametrizedLayerIsCertifiedWithTheWeightThatItRunsWith() {
    SpectralNorm layer =
        initialized(
            SpectralNorm.of(
                conv(4, 3, 1, 1, 1), SpectralNorm.Settings.DEFAULT.withCoefficient(0.5)),
            IMAGE);
    for (int i = 0; i < 20; i++) {
      layer.warmUp();
    }
    Certificate reshape = Certificate.of(layer, IMAGE, SigmaEstimators.reshape());
    assertThat(reshape.value()).isCloseTo(0.5, within(1e-3));
    assertThat(reshape.isBound()).isFalse();
    NDArray raw = layer.weight().getArray();
    double expected = FOURIER.sigma(raw, ConvGeometry.same(8, 8, 3)) / layer.sigma() * 0.5;
    assertThat(Certificate.of(layer, IMAGE, FOURIER).value())
        .isCloseTo(expected, within(ROUNDING * expected))
        .isGreaterThan(0.55);
  }

  @Test
  void aTransposedConvolutionIsCertifiedAsTheAdjointThatItIs() {
    Shape sample = new Shape(3, 4, 4);
    ConvTranspose2d layer = initialized(new ConvTranspose2d(2, 4, 2, 1), sample);
    double expected = sigma(layer, new ConvGeometry(8, 8, 2, 1, 1));
    assertThat(Certificate.of(layer, sample, FOURIER).value())
        .isCloseTo(expected, within(ROUNDING * expected));
    NDArray x = manager.randomNormal(new Shape(64, 3, 4, 4));
    NDArray y = manager.randomNormal(new Shape(64, 3, 4, 4));
    NDArray moved = run(layer, x).sub(run(layer, y));
    assertThat(moved.norm().getFloat() / x.sub(y).norm().getFloat()).isLessThan((float) expected);
  }

  @Test
  void functionsCountWithTheirSteepestSlope() {
    assertThat(Certificate.of(Activation.leakyReluBlock(3), IMAGE, FOURIER).value()).isEqualTo(3);
    assertThat(Certificate.of(Activation.leakyReluBlock(0), IMAGE, FOURIER).value()).isEqualTo(1);
    assertThat(Certificate.of(Activation.sigmoidBlock(), IMAGE, FOURIER).value()).isEqualTo(0.25);
  }

  private NDArray run(Block block, NDArray x) {
    return block.forward(new ParameterStore(manager, false), new NDList(x), false).get(0);
  }

  @Test
  void batchNormCountsWithItsRunningStatistics() {
    Shape sample = new Shape(2, 4, 4);
    BatchNorm norm = initialized(BatchNorm.builder().build(), sample);
    norm.getDirectParameters().get("gamma").getArray().set(new float[] {-3, 1});
    norm.getDirectParameters().get("runningVar").getArray().set(new float[] {4, 0.5f});
    assertThat(Certificate.of(norm, sample, FOURIER).value()).isCloseTo(1.5, within(ROUNDING));
    NDArray x = manager.zeros(new Shape(1, 2, 4, 4));
    NDArray y = x.duplicate();
    y.set(new NDIndex("0, 0, 1, 1"), 1);
    double moved = run(norm, x).sub(run(norm, y)).norm().getFloat();
    assertThat(moved).isCloseTo(1.5, within(1e-4)); // the layer's eps is in this one
  }

  @Test
  void aBlockThatKnowsItsConstantIsAsked() {
    PlainResidual block = initialized(new PlainResidual(conv(3, 3, 1, 1, 1)), IMAGE);
    double branch = sigma(block.branch(), ConvGeometry.same(8, 8, 3));
    Certificate certificate = Certificate.of(new SequentialBlock().add(block), IMAGE, FOURIER);
    assertThat(certificate.value()).isCloseTo(1 + branch, within(ROUNDING * (1 + branch)));
    assertThat(certificate.layers()).hasSize(2);
  }

  @Test
  void whatIsNotUnderstoodIsRefusedByName() {
    assertThatThrownBy(() -> Certificate.of(Activation.geluBlock(), IMAGE, FOURIER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'GELU'")
        .hasMessageContaining("Certifiable");
    Block table = initialized(new Embedding(3, 2), new Shape());
    assertThatThrownBy(() -> Certificate.of(table, new Shape(), FOURIER))
        .hasMessageContaining("Embedding")
        .hasMessageContaining("Certifiable");
    Block dilated = initialized(conv(2, 3, 1, 2, 2), IMAGE);
    assertThatThrownBy(() -> Certificate.of(dilated, IMAGE, FOURIER))
        .hasMessageContaining("dilation");
    assertThatThrownBy(() -> Certificate.of(conv(2, 3, 1, 1, 1), IMAGE, FOURIER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("initialize");
  }

  @Test
  void theWalkLeavesNothingBehind() {
    SequentialBlock network = new SequentialBlock();
    network.addAll(SpectralNorm.of(conv(4, 3, 1, 1, 1)), Activation.reluBlock());
    initialized(network, IMAGE);
    int held = manager.getManagedArrays().size();
    double once = Certificate.of(network, IMAGE, FOURIER).value();
    assertThat(Certificate.of(network, IMAGE, FOURIER).value()).isEqualTo(once);
    assertThat(manager.getManagedArrays()).hasSize(held);
  }
}
