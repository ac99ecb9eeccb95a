package stablegan.training;

import ai.djl.ndarray.NDArray;
import stablegan.autograd.TensorOps;
import stablegan.stabilizer.Stabilizer;

/**
 * A stabiliser of one's own, as a notebook's cell would have it: the discriminator's logits on real
 * samples are held near their running mean.
 *
 * @param strength what the squared distance is multiplied by
 */
record OwnMemory(double strength) implements Stabilizer {

  @Override
  public Hooks start(Stabilizer.Setup setup) {
    NDArray mean = setup.remember("mean", 0);
    return new Hooks() {
      @Override
      public NDArray discriminatorLoss(NDArray loss, DiscriminatorPass pass) {
        NDArray distance = pass.realLogits().sub(mean).square().mean();
        return loss.add(TensorOps.times(distance, strength));
      }

      @Override
      public void afterDiscriminatorStep(NDArray realLogits, NDArray fakeLogits, Step step) {
        mean.muli(0.9).addi(realLogits.mean().mul(0.1));
      }
    };
  }
}
