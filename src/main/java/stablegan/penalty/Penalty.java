package stablegan.penalty;

import ai.djl.ndarray.NDArray;

/**
 * A term added to the discriminator's loss. It is called while operations are recorded; the result
 * is one number that already includes its coefficient.
 */
@FunctionalInterface
public interface Penalty {

  /**
   * The penalty on one batch.
   *
   * @param critic the discriminator with the weights of this step
   * @param real real samples (N, …), not attached to any graph
   * @param fake generated samples of the same shape, not attached to any graph
   */
  NDArray of(Critic critic, NDArray real, NDArray fake);

  /** The penalty's name in tables, with its effective coefficient. */
  default String name() {
    return "custom penalty";
  }
}
