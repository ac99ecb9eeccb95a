package stablegan.penalty;

import ai.djl.ndarray.NDArray;

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
}
