package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Training data with something done to its batches. */
record AlteredData(TrainingData base, Alteration alteration) implements TrainingData {

  /** What is done to the batch of a step. */
  interface Alteration {
    NDArray of(NDArray batch, long step);
  }

  @Override
  public Shape sample() {
    return base.sample();
  }

  @Override
  public String id() {
    return "altered";
  }

  @Override
  public NDArray batch(NDManager manager, long seed, long step, int n) {
    return alteration.of(base.batch(manager, seed, step, n), step);
  }
}
