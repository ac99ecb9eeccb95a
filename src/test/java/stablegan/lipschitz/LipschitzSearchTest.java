package stablegan.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.autograd.Autograd;

class LipschitzSearchTest {

  /** Relative, for rounding in single precision. */
  private static final double ROUNDING = 1e-5;

  /** Relative, of a maximum at the end of a path of steps that shrink to nothing. */
  private static final double REACHED = 1e-3;

  private static final LipschitzSearch SEARCH = new LipschitzSearch(60, 0.1);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray start(Shape shape) {
    return UnrolledConvolution.gaussian(shape, ConvGeometry.dense(), 5)
        .kernel(manager)
        .toType(ai.djl.ndarray.types.DataType.FLOAT32, true);
  }

  @Test
  void ofALinearCriticItIsTheLengthOfItsWeight() {
    NDArray weight = manager.create(new float[] {3, 0, 4}).reshape(3, 1);
    Function<NDArray, NDArray> critic = x -> x.matMul(weight).add(7);
    NDArray start = start(new Shape(4, 3));
    LipschitzSearch once = new LipschitzSearch(0, 1);
    assertThat(once.steepestPoint(critic, start)).isCloseTo(5, within(5 * ROUNDING));
    assertThat(once.steepestPair(critic, start, 1)).isCloseTo(5, within(5 * ROUNDING));
    assertThat(SEARCH.steepestPoint(critic, start)).isCloseTo(5, within(5 * ROUNDING));
    assertThat(SEARCH.steepestPair(critic, start, 1)).isCloseTo(5, within(5 * ROUNDING));
  }

  @Test
  void aNetworkIsSearchedAsItRunsInInference() {
    Block layer = Linear.builder().setUnits(1).optBias(false).build();
    layer.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
    try (Autograd.Mode paused = Autograd.pause()) {
      NDArray weight = WeightedLayer.weight(layer).getArray();
      manager.create(new float[] {3, 0, 4}).reshape(1, 3).copyTo(weight);
    }
    assertThat(SEARCH.steepestPair(layer, start(new Shape(4, 3)), 1))
        .isCloseTo(5, within(5 * ROUNDING));
  }

  @Test
  void aSmoothCriticIsClimbedToItsSteepestPoint() {
    Function<NDArray, NDArray> critic = x -> x.tanh().sum(new int[] {1});
    NDArray start = manager.ones(new Shape(2, 4)).mul(0.8);
    double truth = 2; // the slope of each tanh is 1 at 0
    assertThat(new LipschitzSearch(0, 1).steepestPoint(critic, start)).isLessThan(0.6 * truth);
    assertThat(SEARCH.steepestPoint(critic, start))
        .isCloseTo(truth, within(REACHED * truth))
        .isLessThanOrEqualTo(truth * (1 + ROUNDING));
    assertThat(SEARCH.steepestPair(critic, start, 0.1))
        .isCloseTo(truth, within(REACHED * truth))
        .isLessThanOrEqualTo(truth * (1 + ROUNDING));
  }

  @Test
  void pairsCrossTheKinkOfALeakyReluThatPointsCannot() {
    NDArray weight = manager.create(new float[] {3, 0, 4}).reshape(3, 1);
    Function<NDArray, NDArray> critic = x -> Activation.leakyRelu(x.matMul(weight), 0.1f);
    NDArray start = manager.create(new float[] {-0.3f, 0.5f, -0.4f}).reshape(1, 3);
    assertThat(SEARCH.steepestPoint(critic, start)).isCloseTo(0.5, within(ROUNDING));
    assertThat(SEARCH.steepestPair(critic, start, 0.6)).isCloseTo(5, within(5 * ROUNDING));
  }

  @Test
  void ofANetworkItIsBelowTheCertificateAndAboveTheStart() {
    NDArray first = start(new Shape(16, 6));
    NDArray second = start(new Shape(1, 16));
    Function<NDArray, NDArray> critic =
        x -> Activation.leakyRelu(x.matMul(first.transpose()), 0.1f).matMul(second.transpose());
    Certificate certificate =
        Certificate.sequence(
            "mlp",
            Certificate.linear("1", first, ConvGeometry.dense(), SigmaEstimators.reshape()),
            Certificate.leakyRelu(0.1),
            Certificate.linear("2", second, ConvGeometry.dense(), SigmaEstimators.reshape()));
    NDArray start = start(new Shape(8, 6));
    double atStart = new LipschitzSearch(0, 1).steepestPair(critic, start, 0.5);
    assertThat(SEARCH.steepestPair(critic, start, 0.5))
        .isGreaterThan(1.02 * atStart)
        .isLessThan(certificate.value());
  }

  @Test
  void nothingIsLeftBehindAndTheStartStaysAsItIs() {
    NDManager own = manager.newSubManager();
    NDArray weight = own.ones(new Shape(3, 1));
    NDArray start = own.ones(new Shape(2, 3));
    int held = own.getManagedArrays().size();
    double first =
        SEARCH.steepestPair(
            x -> weight.mul(2).transpose().mul(x).sin().sum(new int[] {1}), start, 1);
    double second =
        SEARCH.steepestPair(
            x -> weight.mul(2).transpose().mul(x).sin().sum(new int[] {1}), start, 1);
    assertThat(second).isEqualTo(first);
    assertThat(own.getManagedArrays()).hasSize(held);
    assertThat(start.toFloatArray()).containsOnly(1);
    assertThat(start.hasGradient()).isFalse();
  }

  @Test
  void whatIsNoCriticIsRefused() {
    NDArray start = start(new Shape(2, 3));
    assertThatThrownBy(() -> SEARCH.steepestPoint(x -> x, start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(2, 3)");
    assertThatThrownBy(() -> SEARCH.steepestPair(x -> x, start, 0))
        .hasMessageContaining("distance");
    assertThatThrownBy(() -> new LipschitzSearch(-1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new LipschitzSearch(1, 0)).hasMessageContaining("step size");
  }
}
