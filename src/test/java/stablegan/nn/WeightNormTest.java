package stablegan.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import org.junit.jupiter.api.Test;

class WeightNormTest {

  /** W = g·V/‖V‖ is linear in g, so twice the gain is twice the output without bias, exactly. */
  @Test
  void aGainThatAStepOverridesIsTheOneThatCounts() {
    try (NDManager manager = NDManager.newBaseManager()) {
      WeightNorm layer = WeightNorm.of(Linear.builder().setUnits(3).optBias(false).build());
      layer.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
      Parameter gain = layer.getParameters().get("gain");
      NDList x = new NDList(manager.create(new float[] {1, -2, 0.5f, 3}, new Shape(2, 2)));
      NDArray own = layer.forward(StepWeights.fixed(manager), x, false).singletonOrThrow();
      StepWeights averaged = StepWeights.fixed(manager);
      averaged.override(gain, gain.getArray().mul(2));
      assertThat(layer.forward(averaged, x, false).singletonOrThrow().toFloatArray())
          .containsExactly(own.mul(2).toFloatArray());
    }
  }
}
