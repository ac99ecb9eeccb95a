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
import ai.djl.nn.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator.Padding;
import stablegan.lipschitz.SigmaEstimators;

class ConditionalBatchNormTest {

  private static final int IN = 5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void conditionalBatchNormScalesAndShiftsByClass() {
    ConditionalBatchNorm norm = new ConditionalBatchNorm(2);
    norm.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 2, 2));
    Parameter gain = norm.getDirectParameters().get("gain");
    Parameter shift = norm.getDirectParameters().get("shift");
    assertThat(gain.getArray().toFloatArray()).containsExactly(1, 1);
    gain.getArray().set(new float[] {2, -5});
    shift.getArray().set(new float[] {0, 9});
    NDArray x = manager.ones(new Shape(2, 1, 2, 2));
    NDArray y = run(norm, x, manager.create(new long[] {1, 0}));
    // running statistics are 0 and 1 with eps 1e-5
    assertThat(y.get("0").mean().getFloat()).isCloseTo(4, within(1e-4f));
    assertThat(y.get("1").mean().getFloat()).isCloseTo(2, within(1e-4f));
    assertThat(
            Certificate.of(norm, new Shape(1, 2, 2), SigmaEstimators.fourier(Padding.ZERO)).value())
        .isEqualTo(5);
    assertThatThrownBy(() -> run(norm, x)).hasMessageContaining("second input");
    assertThatThrownBy(() -> new ConditionalBatchNorm(0)).hasMessageContaining("classes");
  }

  @Test
  void conditionalBatchNormSaysThatABatchOfOneIsTooFew() {
    ConditionalBatchNorm norm = new ConditionalBatchNorm(2);
    norm.initialize(manager, DataType.FLOAT32, new Shape(1, IN), new Shape(1));
    NDList one = new NDList(manager.ones(new Shape(1, IN)), manager.create(new long[] {1}));
    assertThatThrownBy(() -> norm.forward(StepWeights.fixed(manager), one, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(1, 5)")
        .hasMessageContaining("2 samples or more");
  }

  private NDArray run(Block block, NDArray... inputs) {
    return block.forward(StepWeights.fixed(manager), new NDList(inputs), false).singletonOrThrow();
  }
}
