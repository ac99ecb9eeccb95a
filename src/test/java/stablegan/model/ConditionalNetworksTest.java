package stablegan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stablegan.nn.Normalizations;
import stablegan.nn.StepWeights;

class ConditionalNetworksTest {

  private static final Shape IMAGE = new Shape(3, 32, 32);
  private static final SnResNet NETWORKS = new SnResNet(1).conditional(3);

  /** Relative, for rounding in single precision. */
  private static final double ROUNDING = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();

  @BeforeEach
  void seed() {
    manager.getEngine().setRandomSeed(1); // so narrow a network may have no unit that is not zero
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private float logit(Block d, NDArray x, long label) {
    NDList inputs = new NDList(x, manager.create(new long[] {label}));
    return d.forward(StepWeights.fixed(manager), inputs, false).singletonOrThrow().getFloat();
  }

  @Test
  void theLogitsOfTwoClassesDifferByTheirEmbeddingsAlone() {
    Block d = NETWORKS.discriminator(IMAGE, Normalizations.none());
    d.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(IMAGE));
    NDArray x = manager.randomNormal(new Shape(1).addAll(IMAGE));
    float before = logit(d, x, 0);
    float other = logit(d, x, 1);
    NDArray table = d.getParameters().valueAt(d.getParameters().size() - 1).getArray();
    assertThat(table.getShape()).isEqualTo(new Shape(3, 2));
    table.set(table.mul(0).toFloatArray());
    float plain = logit(d, x, 2);
    assertThat(logit(d, x, 0)).isEqualTo(plain).isEqualTo(logit(d, x, 1)).isNotEqualTo(before);
    assertThat((double) before).isNotCloseTo(other, within(ROUNDING));
  }

  @Test
  void theGeneratorMakesOtherImagesOfAnotherClassOnceItsGainsDiffer() {
    Block g = NETWORKS.generator(IMAGE, Normalizations.batchNorm());
    g.initialize(manager, DataType.FLOAT32, new Shape(1, 8));
    NDArray z = manager.randomNormal(new Shape(1, 8));
    NDArray same = image(g, z, 0).sub(image(g, z, 2)).abs().max();
    assertThat(same.getFloat()).isZero(); // all classes start alike
    g.getParameters().stream()
        .filter(p -> p.getKey().endsWith("gain"))
        .forEach(p -> p.getValue().getArray().set(new NDIndex("2"), 2));
    assertThat(image(g, z, 0).sub(image(g, z, 2)).abs().max().getFloat()).isPositive();
  }

  private NDArray image(Block g, NDArray z, long label) {
    NDList inputs = new NDList(z, manager.create(new long[] {label}));
    return g.forward(StepWeights.fixed(manager), inputs, false).singletonOrThrow();
  }

  @Test
  void withoutClassesBothRefuseAndSayWhatTheyNeed() {
    Block d = NETWORKS.discriminator(IMAGE, Normalizations.none());
    d.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(IMAGE));
    NDList images = new NDList(manager.zeros(new Shape(1).addAll(IMAGE)));
    assertThatThrownBy(() -> d.forward(StepWeights.fixed(manager), images, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("classes (N)");
    assertThat(NETWORKS.classes()).isEqualTo(3);
  }
}
