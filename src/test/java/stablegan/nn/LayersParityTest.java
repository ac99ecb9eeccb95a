package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stablegan.Golden;
import stablegan.autograd.Autograd;
import stablegan.internal.layers.ConvTranspose2d;

/** Equality of layers with PyTorch's, forward, backward and running statistics. */
class LayersParityTest {

  /** A few units in the last place of single precision for values up to about 4. */
  private static final double TOLERANCE = 2e-6;

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "layers");

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"k4s2p1, 4, 2, 1", "k4s1p0, 4, 1, 0", "k3s1p1, 3, 1, 1"})
  void transposedConvolution(String name, int kernel, int stride, int padding) {
    check(
        golden.in("conv_transpose2d_" + name),
        new ConvTranspose2d(6, kernel, stride, padding),
        "weight",
        "bias");
  }

  @Test
  void batchNormInTrainingAndThenInInference() {
    Golden of = golden.in("batch_norm2d");
    Block block = BatchNorm.builder().build();
    block.initialize(manager, DataType.FLOAT32, of.get("x").getShape());
    of.load("running_mean", parameter(block, "runningMean"));
    of.load("running_var", parameter(block, "runningVar"));
    check(of, block, "gamma", "beta");
    of.assertWithin(TOLERANCE, "new_running_mean", parameter(block, "runningMean").getArray());
    of.assertWithin(TOLERANCE, "new_running_var", parameter(block, "runningVar").getArray());
    of.assertWithin(TOLERANCE, "y_eval", forward(block, of.get("x"), false));
  }

  @Test
  void layerNormOverChannelsAndPixels() {
    check(golden.in("layer_norm"), LayerNorm.builder().axis(1, 2, 3).build(), "gamma", "beta");
  }

  private void check(Golden of, Block block, String weight, String bias) {
    NDArray x = of.variable("x");
    if (!block.isInitialized()) {
      block.initialize(manager, DataType.FLOAT32, x.getShape());
    }
    of.load("weight", parameter(block, weight));
    of.load("bias", parameter(block, bias));
    NDArray w = parameter(block, weight).getArray();
    NDArray b = parameter(block, bias).getArray();
    w.setRequiresGradient(true);
    b.setRequiresGradient(true);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y = forward(block, x, true);
      of.assertWithin(TOLERANCE, "y", y);
      NDArray loss = y.mul(of.get("cotangent")).sum();
      NDList gradients = Autograd.grad(loss, new NDList(x, w, b), false);
      of.assertWithin(TOLERANCE, "grad_x", gradients.get(0));
      of.assertWithin(TOLERANCE, "grad_weight", gradients.get(1));
      of.assertWithin(TOLERANCE, "grad_bias", gradients.get(2));
    }
  }

  private static Parameter parameter(Block block, String name) {
    return block.getDirectParameters().get(name);
  }

  private NDArray forward(Block block, NDArray x, boolean training) {
    return block
        .forward(new ParameterStore(manager, false), new NDList(x), training)
        .singletonOrThrow();
  }
}
