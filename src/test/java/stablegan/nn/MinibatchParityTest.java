package stablegan.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stablegan.Golden;
import stablegan.autograd.Autograd;

/** Equality of layers that compare samples with PyTorch, forward and backward. */
class MinibatchParityTest {

  /** Sums of some tens of terms of order one in single precision. */
  private static final double TOLERANCE = 5e-6;

  private static final int FEATURES = 4;
  private static final int DIMENSIONS = 3;

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "minibatch");

  @AfterEach
  void close() {
    manager.close();
  }

  private Block discrimination(Golden of) {
    Block layer = new MinibatchDiscrimination(FEATURES, DIMENSIONS);
    layer.initialize(manager, DataType.FLOAT32, of.get("x").getShape());
    of.load("tensor", parameter(layer, "tensor"));
    return layer;
  }

  private static Parameter parameter(Block layer, String name) {
    return layer.getDirectParameters().get(name);
  }

  private NDArray forward(Block layer, NDArray x, boolean training) {
    return layer.forward(StepWeights.fixed(manager), new NDList(x), training).singletonOrThrow();
  }

  @Test
  void discrimination() {
    Golden of = golden.in("discrimination");
    Block layer = discrimination(of);
    parameter(layer, "adapted").getArray().addi(1);
    NDList variables = new NDList(of.variable("x"));
    String[] names = {"tensor", "logScale", "bias"};
    for (String name : names) {
      of.load(name, parameter(layer, name));
      variables.add(parameter(layer, name).getArray());
    }
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y = forward(layer, variables.get(0), true);
      of.assertWithin(TOLERANCE, "y", y);
      NDArray loss = y.mul(of.get("cotangent")).sum();
      NDList gradients = Autograd.grad(loss, variables, false);
      of.assertRelative(TOLERANCE, "grad_x", gradients.get(0));
      for (int i = 0; i < names.length; i++) {
        of.assertRelative(TOLERANCE, "grad_" + names[i], gradients.get(i + 1));
      }
    }
  }

  @Test
  void theFirstTrainingPassAdaptsScaleAndBiasAndNoLaterOneDoes() {
    Golden of = golden.in("adapted");
    Block layer = discrimination(of);
    NDArray before = forward(layer, of.get("x"), false);
    assertThat(forward(layer, of.get("x"), false)).isEqualTo(before);
    try (Autograd.Mode recording = Autograd.record()) {
      of.assertWithin(TOLERANCE, "y", forward(layer, of.get("x"), true));
    }
    forward(layer, of.get("x").mul(2), true);
    of.assertWithin(TOLERANCE, "logScale", parameter(layer, "logScale").getArray());
    of.assertWithin(TOLERANCE, "bias", parameter(layer, "bias").getArray());
    of.assertWithin(TOLERANCE, "y", forward(layer, of.get("x"), false));
  }

  @ParameterizedTest
  @CsvSource({"std_vector, 0", "std_map, 0", "std_groups, 3"})
  void standardDeviation(String name, int group) {
    Golden of = golden.in(name);
    NDArray x = of.variable("x");
    Block layer = group == 0 ? new MinibatchStdDev() : MinibatchStdDev.ofGroups(group);
    layer.initialize(manager, DataType.FLOAT32, x.getShape());
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y = forward(layer, x, true);
      of.assertWithin(TOLERANCE, "y", y);
      NDArray loss = y.mul(of.get("cotangent")).sum();
      of.assertWithin(
          TOLERANCE, "grad_x", Autograd.grad(loss, new NDList(x), false).singletonOrThrow());
    }
  }
}
