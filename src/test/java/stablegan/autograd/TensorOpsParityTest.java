package stablegan.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Golden;

/** Equality of tensor operations with PyTorch's, forward and backward. */
class TensorOpsParityTest {

  /** A few units in the last place of single precision for values up to about 4. */
  private static final double TOLERANCE = 2e-6;

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "layers");

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({
    "k4s2p1, 2, 1, 0, 1",
    "k4s1p0, 1, 0, 0, 1",
    "k3s1p1, 1, 1, 0, 1",
    "k4s2p1g2, 2, 1, 0, 2",
    "k3s2p1o1, 2, 1, 1, 1"
  })
  void transposedConvolution(String name, int stride, int padding, int outputPadding, int groups) {
    Golden of = golden.in("conv_transpose2d_" + name);
    NDArray x = of.variable("x");
    NDArray w = of.variable("weight");
    NDArray b = of.variable("bias");
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y =
          TensorOps.convTranspose2d(x, w, stride, padding, outputPadding, groups)
              .add(b.reshape(1, -1, 1, 1));
      of.assertWithin(TOLERANCE, "y", y);
      NDArray loss = y.mul(of.get("cotangent")).sum();
      NDList gradients = Autograd.grad(loss, new NDList(x, w, b), false);
      of.assertWithin(TOLERANCE, "grad_x", gradients.get(0));
      of.assertWithin(TOLERANCE, "grad_weight", gradients.get(1));
      of.assertWithin(TOLERANCE, "grad_bias", gradients.get(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "odd"})
  void bilinearResize(String name) {
    Golden of = golden.in("bilinear_" + name);
    long[] size = of.get("y").getShape().getShape();
    of.assertWithin(
        TOLERANCE, "y", TensorOps.resizeBilinear(of.get("x"), (int) size[2], (int) size[3]));
  }
}
