package stablegan.contract;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Random;
import stablegan.penalty.Critic;

/** A smooth critic of two layers in double precision, steep enough for a one-sided penalty. */
record SmoothCritic(NDArray first, NDArray second) implements Critic {

  private static final int HIDDEN = 7;

  static SmoothCritic of(NDManager manager, int dimension) {
    NDArray first = gaussian(manager, 1, dimension, HIDDEN);
    NDArray second = gaussian(manager, 2, HIDDEN, 1).mul(2);
    first.setRequiresGradient(true);
    second.setRequiresGradient(true);
    return new SmoothCritic(first, second);
  }

  static NDArray gaussian(NDManager manager, long seed, long... shape) {
    Random random = new Random(seed);
    double[] values = new double[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return manager.create(values, new Shape(shape));
  }

  @Override
  public NDArray logits(NDArray x) {
    return Activation.softPlus(x.matMul(first)).tanh().matMul(second);
  }

  @Override
  public NDList weights() {
    return new NDList(first, second);
  }
}
