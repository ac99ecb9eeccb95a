package stablegan.penalty;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import stablegan.autograd.Autograd;
import stablegan.random.RandomStream;

/** The discriminator's gradient with respect to its input, one norm for each sample. */
final class InputGradient {

  /** Under the root, so that the norm has a gradient where the input's gradient is zero. */
  private static final float EPS = 1e-12f;

  private InputGradient() {}

  /**
   * Squared norms ‖∇ₓD(x)‖² of each sample, differentiable.
   *
   * @param x samples (N, …); treated as constants
   * @return shape (N)
   */
  static NDArray squaredNorms(Critic critic, NDArray x) {
    NDArray points = x.stopGradient();
    points.setRequiresGradient(true);
    NDArray slope = Autograd.grad(critic.logits(points).sum(), new NDList(points), true).get(0);
    // a view of what has two axes already would be differentiated twice for nothing
    NDArray rows = x.getShape().dimension() == 2 ? slope : slope.reshape(x.getShape().get(0), -1);
    return rows.square().sum(new int[] {1});
  }

  /** Norms ‖∇ₓD(x)‖ of each sample, differentiable also at zero; shape (N). */
  static NDArray norms(Critic critic, NDArray x) {
    return squaredNorms(critic, x).add(EPS).sqrt();
  }

  /** Random points between pairs: x̂ = αx + (1 − α)y with one α ~ U(0, 1) for each sample. */
  static NDArray between(RandomStream random, NDArray x, NDArray y) {
    long[] perSample = new long[x.getShape().dimension()];
    Arrays.fill(perSample, 1);
    perSample[0] = x.getShape().get(0);
    NDArray alpha = random.uniform(x.getManager(), new Shape(perSample));
    return y.add(x.sub(y).mul(alpha));
  }
}
