package stablegan.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutogradTest {

  /** Single precision keeps 24 bits; the polynomials below stay under 500. */
  private static final float ROUNDING = 1e-4f;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray variable(float... values) {
    NDArray x = manager.create(values);
    x.setRequiresGradient(true);
    return x;
  }

  private static NDArray cube(NDArray x) {
    return x.square().mul(x);
  }

  @Test
  void derivativesOfACubicOfFirstSecondAndThirdOrder() {
    NDArray x = variable(1, 2, 3);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray first = Autograd.grad(cube(x).sum(), new NDList(x), true).get(0);
      NDArray second = Autograd.grad(first.sum(), new NDList(x), true).get(0);
      NDArray third = Autograd.grad(second.sum(), new NDList(x), false).get(0);
      assertThat(first.stopGradient().toFloatArray()).containsExactly(3, 12, 27);
      assertThat(second.stopGradient().toFloatArray()).containsExactly(6, 12, 18);
      assertThat(third.toFloatArray()).containsExactly(6, 6, 6);
    }
  }

  @Test
  void nothingAccumulatesAndAnUnusedVariableGetsZeros() {
    NDArray x = variable(2);
    NDArray unused = variable(5, 5);
    try (Autograd.Mode recording = Autograd.record()) {
      for (int i = 0; i < 2; i++) {
        NDList gradients = Autograd.grad(x.square().sum(), new NDList(x, unused), false);
        assertThat(gradients.get(0).toFloatArray()).containsExactly(4);
        assertThat(gradients.get(1).toFloatArray()).containsExactly(0, 0);
      }
    }
  }

  @Test
  void jacobianAndHessianProductsOfAPolynomial() {
    NDArray x = variable(1, 2);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y = cube(x);
      NDArray v = manager.create(new float[] {1, -1});
      assertThat(Autograd.jvp(y, x, v, false).toFloatArray()).containsExactly(3, -12);

      NDArray product = cube(x.prod());
      float[] hv = Autograd.hvp(product, new NDList(x), new NDList(v), false).get(0).toFloatArray();
      // the Hessian of (x0 x1)^3 is H = [[6 x0 x1^3, 9 x0^2 x1^2], [9 x0^2 x1^2, 6 x0^3 x1]]
      assertThat(hv[0]).isCloseTo(48 - 36, within(ROUNDING));
      assertThat(hv[1]).isCloseTo(36 - 12, within(ROUNDING));
    }
  }

  @Test
  void transposedConvolutionIsTheAdjointOfConvolution() {
    NDArray w = manager.randomNormal(new Shape(6, 3, 4, 4));
    NDArray x = manager.randomNormal(new Shape(2, 3, 8, 8));
    x.setRequiresGradient(true);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y =
          ai.djl.nn.convolutional.Conv2d.conv2d(
                  x, w, null, new Shape(2, 2), new Shape(1, 1), new Shape(1, 1), 1)
              .singletonOrThrow();
      NDArray v = manager.randomNormal(y.getShape());
      NDArray adjoint = Autograd.vjp(y, v, new NDList(x), false).get(0);
      NDArray transposed = TensorOps.convTranspose2d(v, w, 2, 1, 0, 1);
      assertThat(adjoint.sub(transposed).abs().max().getFloat()).isLessThan(ROUNDING);
    }
  }

  @Test
  void namesOfArgumentsSurviveACall() {
    NDArray x = variable(1);
    x.setName("layer.weight");
    try (Autograd.Mode recording = Autograd.record()) {
      Autograd.grad(x.square().sum(), new NDList(x), false);
    }
    assertThat(x.getName()).isEqualTo("layer.weight");
  }

  @Test
  void recordingEndsWithItsScope() {
    NDArray x = variable(1);
    try (Autograd.Mode recording = Autograd.record();
        Autograd.Mode paused = Autograd.pause()) {
      NDArray y = x.square().sum();
      assertThatThrownBy(() -> Autograd.grad(y, new NDList(x), false))
          .hasMessageContaining("does not require grad");
    }
  }

  @Test
  void aVectorIsRefusedWithItsShape() {
    NDArray x = variable(1, 2);
    assertThatThrownBy(() -> Autograd.grad(x, new NDList(x), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(2)");
  }

  @Test
  void bilinearResizeOfARampKeepsItsMean() {
    NDArray ramp = manager.arange(0f, 16f).reshape(1, 1, 4, 4);
    NDArray resized = TensorOps.resizeBilinear(ramp, 8, 8);
    assertThat(resized.getShape()).isEqualTo(new Shape(1, 1, 8, 8));
    assertThat(resized.mean().getFloat()).isCloseTo(7.5f, within(ROUNDING));
    assertThat(TensorOps.channelsLast(ramp)).isEqualTo(ramp);
  }

  @Test
  void normsAreThoseOfEachArrayAndTellWhatIsNoNumber() {
    NDArray matrix = manager.create(new float[] {1, 2, 2, 4}, new Shape(2, 2));
    NDArray scalar = manager.create(-3f);
    scalar.setRequiresGradient(true);
    NDArray bad = manager.create(new float[] {1, Float.NaN});
    NDArray large = manager.create(new float[] {1e30f, 1}); // its square is no float32
    float[] norms = TensorOps.norms(new NDList(matrix, scalar, bad, large));
    assertThat(norms).containsExactly(5, 3, Float.NaN, Float.POSITIVE_INFINITY);
  }

  /** As of a critic without a curve. */
  @Test
  void productsOfWhatIsLinearOrConstantAreZeros() {
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray x = manager.create(new float[] {2, -1});
      x.setRequiresGradient(true);
      NDArray slope = manager.create(new float[] {3, 4});
      NDArray other = manager.create(new float[] {3, 4});
      other.setRequiresGradient(true);
      NDArray v = manager.create(new float[] {1, 2});
      NDList hv = Autograd.hvp(x.mul(slope).sum(), new NDList(x), new NDList(v), false);
      assertThat(hv.get(0).toFloatArray()).containsExactly(0, 0);
      assertThat(Autograd.jvp(other.mul(2), x, v, false).toFloatArray()).containsExactly(0, 0);
    }
  }
}
