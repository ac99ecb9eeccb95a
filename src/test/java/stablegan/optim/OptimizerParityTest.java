package stablegan.optim;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.Golden;
import stablegan.ParityTable;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;

/** Equality of optimizers with torch.optim over 50 steps on stored gradients. */
class OptimizerParityTest {

  /** Rounding of parameters of about 1 in each of 50 steps. */
  private static final double TOLERANCE = 1e-6;

  private static final int STEPS = 50;
  private static final Set<Integer> KEPT = Set.of(1, 10, STEPS);

  private static final Map<String, Optimizer> SETTINGS =
      Map.ofEntries(
          Map.entry("adam", Optimizers.adam(1e-3, 0.9, 0.999)),
          Map.entry("adam_dcgan", Optimizers.adam(2e-4, 0.5, 0.999)),
          Map.entry("adam_wgan_gp", Optimizers.adam(1e-4, 0, 0.9)),
          Map.entry("adam_sngan_b", Optimizers.adam(1e-4, 0.5, 0.9)),
          Map.entry("adam_beta1_zero", Optimizers.adam(1e-3, 0, 0.999)),
          Map.entry("adam_large_eps", Optimizers.adam(1e-2, 0.9, 0.99, 1e-2)),
          Map.entry("adamw", Optimizers.adamW(1e-3, 0.9, 0.999, 0.01)),
          Map.entry("adamw_gan", Optimizers.adamW(2e-4, 0, 0.9, 0.1)),
          Map.entry("rmsprop", Optimizers.rmsProp(1e-2, 0.99)),
          Map.entry("rmsprop_wgan", Optimizers.rmsProp(5e-5, 0.9)),
          Map.entry("rmsprop_momentum", Optimizers.rmsProp(1e-3, 0.9, 0.9, 1e-8)),
          Map.entry("sgd", Optimizers.sgd(0.1)),
          Map.entry("sgd_momentum", Optimizers.sgd(0.01, 0.9)),
          Map.entry("sgd_nesterov", Optimizers.nesterov(0.01, 0.9)));

  @RegisterExtension static final ParityTable TABLE = new ParityTable("optimizer", TOLERANCE);

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "optimizers");

  static Stream<String> settings() {
    return SETTINGS.keySet().stream().sorted();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void fiftySteps(String setting) {
    List<Parameter> parameters = List.of(parameter("a"), parameter("b"));
    Optimizer.Stepper stepper = SETTINGS.get(setting).over(parameters);
    for (int step = 1; step <= STEPS; step++) {
      NDArray a = golden.get("grad_a").get(step - 1);
      NDArray b = golden.get("grad_b").get(step - 1);
      try (Autograd.Mode paused = Autograd.pause()) {
        stepper.step(new NDList(a, b), 1);
      }
      if (KEPT.contains(step)) {
        check(setting, "a" + step, parameters.get(0));
        check(setting, "b" + step, parameters.get(1));
      }
    }
  }

  /** The engine's own fused step pairs numbers as they lie in memory. */
  @Test
  void aGradientOfAnotherMemoryLayoutChangesNothing() {
    NDArray kernel = manager.randomNormal(new Shape(4, 3, 2, 2));
    NDArray gradient = manager.randomNormal(kernel.getShape());
    NDArray expected = stepped(kernel.duplicate(), gradient);
    NDArray parameter = kernel.duplicate();
    TensorOps.layOutChannelsLast(new NDList(parameter));
    assertThat(stepped(parameter, gradient)).isEqualTo(expected);
  }

  private static NDArray stepped(NDArray parameter, NDArray gradient) {
    NDList moments = new NDList(parameter.zerosLike());
    NDList squares = new NDList(parameter.zerosLike());
    NDArray none = parameter.getManager().create(new long[] {0});
    try (Autograd.Mode paused = Autograd.pause()) {
      TensorOps.adam(
          new NDList(parameter), new NDList(gradient), moments, squares, none, 0.1, 0.5, 0.9, 1e-8);
    }
    return parameter;
  }

  private void check(String setting, String name, Parameter parameter) {
    NDArray actual = parameter.getArray();
    TABLE.within(golden.in(setting), setting, name, name, actual);
  }

  private Parameter parameter(String name) {
    Parameter parameter =
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.WEIGHT)
            .optInitializer(Initializer.ZEROS)
            .optShape(golden.get(name).getShape())
            .build();
    parameter.initialize(manager, DataType.FLOAT32);
    golden.load(name, parameter);
    return parameter;
  }
}
