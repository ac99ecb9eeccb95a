package stablegan.penalty;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import stablegan.random.RandomStream;

/** A discriminator as a penalty sees it: one training step's weights, fixed for all its passes. */
@FunctionalInterface
public interface Critic {

  /**
   * The discriminator's raw outputs. A conditional one is given the classes of the real samples in
   * their order, also at points between real and generated samples, as in the published code of
   * Gulrajani et al. 2017. There the generated end of a line is of that class too; here its class
   * is drawn by itself, and of both only the real one's is a fact of the data.
   *
   * @param x samples, first axis the batch; for a conditional discriminator as many as there are
   *     real ones
   * @return one logit for each sample, shape (N) or (N, 1)
   */
  NDArray logits(NDArray x);

  /**
   * Squared norms ‖∇ₓD(x)‖² of each sample's gradient with respect to the input, differentiable.
   *
   * @param x samples (N, …); treated as constants
   * @return shape (N)
   */
  default NDArray squaredGradientNorms(NDArray x) {
    return InputGradient.squaredNorms(this, x);
  }

  /** Norms ‖∇ₓD(x)‖ of each sample, differentiable also at zero; shape (N). */
  default NDArray gradientNorms(NDArray x) {
    return InputGradient.norms(this, x);
  }

  /** The same discriminator given the classes of the generated samples, in their order. */
  default Critic onFake() {
    return this;
  }

  /**
   * The raw weights of its layers, without biases and normalization's scales.
   *
   * @throws UnsupportedOperationException if the critic is a bare function
   */
  default NDList weights() {
    throw new UnsupportedOperationException(
        "this critic is a function of samples and has no weights to penalize");
  }

  /**
   * Where a penalty draws its random numbers from. In a run these are the run's, those of this
   * discriminator step, so that the run is the same bits alone or beside others, resumed or not, on
   * CPU or GPU. The engine's own generator ({@code manager.randomUniform}) is one for the whole
   * process: runs side by side draw from each other's numbers there, and none is reproducible.
   *
   * @return a stream that goes on from call to call within the step; of a critic that is a bare
   *     function, one that starts anew at each call, from seed 0 and {@link #step}
   */
  default RandomStream random() {
    return RandomStream.of(0, RandomStream.Purpose.PENALTIES, step());
  }

  /** How many steps the discriminator has made before this one. */
  default long step() {
    return 0;
  }
}
