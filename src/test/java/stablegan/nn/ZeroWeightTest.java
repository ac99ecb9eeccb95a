package stablegan.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.Autograd;

/** Weights that have no direction to normalize, and estimates of σ that belong to other weights. */
class ZeroWeightTest {

  private static final SpectralNorm.Settings DEFAULT = SpectralNorm.Settings.DEFAULT;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<SpectralNorm.Settings> settings() {
    return Stream.of(
        DEFAULT,
        DEFAULT.withCoefficient(2),
        DEFAULT.withClock(Clock.EACH_PASS),
        DEFAULT.onlyAboveCoefficient());
  }

  private static Block linear() {
    return Linear.builder().setUnits(3).build();
  }

  /** Output, then the gradients of its sum of squares of a shifted output for W, b and x. */
  private List<float[]> pass(Block block) {
    block.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
    NDList at = new NDList();
    block.getParameters().values().stream()
        .filter(p -> p.getType() == Parameter.Type.WEIGHT || p.getType() == Parameter.Type.BIAS)
        .forEach(p -> at.add(p.getArray()));
    NDArray x = manager.create(new float[] {1, -2, 0.5f, 3}, new Shape(2, 2));
    x.setRequiresGradient(true);
    at.add(x);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y = block.forward(StepWeights.updating(manager, 0), new NDList(x), true).get(0);
      NDArray target = manager.create(new float[] {1, 2, 3});
      NDList gradients = Autograd.grad(y.sub(target).square().sum(), at, false);
      return Stream.concat(Stream.of(y.stopGradient()), gradients.stream())
          .map(NDArray::toFloatArray)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aZeroWeightHasTheValuesAndGradientsOfThePlainLayer(SpectralNorm.Settings settings) {
    assertThat(pass(SpectralNorm.of(linear(), settings)))
        .usingRecursiveComparison()
        .isEqualTo(pass(linear()));
  }

  @Test
  void theSameHoldsForWeightNorm() {
    assertThat(pass(WeightNorm.of(linear()))).usingRecursiveComparison().isEqualTo(pass(linear()));
  }

  private float[] weightAfter(float[] settled, float[] present) {
    SpectralNorm norm = SpectralNorm.of(Linear.builder().setUnits(2).optBias(false).build());
    norm.setInitializer(Initializer.ONES, Parameter.Type.WEIGHT);
    norm.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
    norm.weight().getArray().set(settled);
    norm.warmUp();
    norm.weight().getArray().set(present);
    return norm.effective(norm.weight().getArray(), false).toFloatArray();
  }

  @Test
  void aNegativeEstimateDividesByItsSize() {
    float[] settled = {2, 0, 0, 1};
    assertThat(weightAfter(settled, new float[] {-4, 0, 0, 1})).containsExactly(-1, 0, 0, 0.25f);
  }

  @Test
  void anEstimateOfZeroLeavesTheWeight() {
    float[] settled = {2, 0, 0, 0};
    assertThat(weightAfter(settled, new float[] {0, 0, 0, 7})).containsExactly(0, 0, 0, 7);
  }
}
