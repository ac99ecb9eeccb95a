package stablegan.penalty;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** A discriminator as a penalty sees it: one training step's weights, fixed for all its passes. */
@FunctionalInterface
public interface Critic {

  /**
   * The discriminator's raw outputs.
   *
   * @param x samples, first axis the batch
   * @return one logit for each sample, shape (N) or (N, 1)
   */
  NDArray logits(NDArray x);

  /**
   * The raw weights of its layers, without biases and normalization's scales.
   *
   * @throws UnsupportedOperationException if the critic is a bare function
   */
  default NDList weights() {
    throw new UnsupportedOperationException(
        "this critic is a function of samples and has no weights to penalize");
  }

  /** How many steps the discriminator has made before this one. */
  default long step() {
    return 0;
  }
}
