package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;

/** What every update rule keeps to, on the loss ½‖θ‖², whose gradient is θ. */
class OptimizerContractTest {

  private static final float[] START = {0.5f, -0.25f, 0.75f, -1};
  private static final int STEPS = 3;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Named<Optimizer>> optimizers() {
    return Stream.of(
            Optimizers.adam(1e-2, 0.5, 0.999),
            Optimizers.adamW(1e-2, 0.5, 0.999, 0.1),
            Optimizers.adamWOfAllWeights(1e-2, 0.5, 0.999, 0.1),
            Optimizers.rmsProp(1e-2, 0.99),
            Optimizers.rmsProp(1e-3, 0.9, 0.9, 1e-8),
            Optimizers.sgd(0.1),
            Optimizers.sgd(0.01, 0.9),
            Optimizers.nesterov(0.01, 0.9),
            Optimizers.clipped(Optimizers.sgd(0.1), 1))
        .map(optimizer -> Named.of(optimizer.name(), optimizer));
  }

  private Parameter parameter(float... values) {
    Parameter parameter =
        Parameter.builder()
            .setName("weight")
            .setType(Parameter.Type.WEIGHT)
            .optShape(new Shape(values.length))
            .optInitializer((m, shape, type) -> m.create(values, shape))
            .build();
    parameter.initialize(manager, DataType.FLOAT32);
    return parameter;
  }

  private static void step(Optimizer.Stepper stepper, Parameter parameter, double factor) {
    try (Autograd.Mode paused = Autograd.pause()) {
      stepper.step(new NDList(parameter.getArray().duplicate()), factor);
    }
  }

  private static float[] values(Parameter parameter) {
    return parameter.getArray().toFloatArray();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void eachStepDescends(Optimizer optimizer) {
    Parameter parameter = parameter(START);
    Optimizer.Stepper stepper = optimizer.over(List.of(parameter));
    for (int k = 0; k < STEPS; k++) {
      float before = parameter.getArray().square().sum().getFloat();
      step(stepper, parameter, 1);
      assertThat(parameter.getArray().square().sum().getFloat()).isLessThan(before);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aRateOfZeroLeavesTheWeights(Optimizer optimizer) {
    Parameter parameter = parameter(START);
    Optimizer.Stepper stepper = optimizer.over(List.of(parameter));
    for (int k = 0; k < STEPS; k++) {
      step(stepper, parameter, 0);
    }
    assertThat(values(parameter)).containsExactly(START);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theStateIsAllThatTheNextStepDependsOn(Optimizer optimizer) {
    Parameter parameter = parameter(START);
    Optimizer.Stepper stepper = optimizer.over(List.of(parameter));
    for (int k = 0; k < STEPS; k++) {
      step(stepper, parameter, 0.5);
    }
    Parameter resumed = parameter(values(parameter));
    Optimizer.Stepper fresh = optimizer.over(List.of(resumed));
    Map<String, NDArray> state = stepper.state();
    assertThat(fresh.state().keySet()).isEqualTo(state.keySet());
    try (Autograd.Mode paused = Autograd.pause()) {
      fresh.state().forEach((name, array) -> TensorOps.copy(state.get(name), array));
    }
    for (int k = 0; k < STEPS; k++) {
      step(stepper, parameter, 0.5);
      step(fresh, resumed, 0.5);
      assertThat(values(resumed)).containsExactly(values(parameter)).isNotEqualTo(START);
    }
  }
}
