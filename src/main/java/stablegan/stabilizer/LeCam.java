package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;
import stablegan.autograd.TensorOps;

/** See {@link Stabilizers#leCam(double, double, long)}. */
record LeCam(double coefficient, double decay, long start) implements Stabilizer {

  LeCam {
    Stabilizers.requirePositive("LeCam regularization's coefficient", coefficient);
    if (!(0 <= decay && decay < 1)) {
      throw new IllegalArgumentException(
          "the decay of LeCam regularization's averages must be in [0, 1) but is " + decay);
    }
    if (start < 0) {
      throw new IllegalArgumentException(
          "LeCam regularization can't start at step " + start + ": choose 0 or later");
    }
  }

  @Override
  public Hooks start(Stabilizer.Setup setup) {
    NDArray real = setup.remember("real", 0);
    NDArray fake = setup.remember("fake", 0);
    return new Hooks() {
      @Override
      public NDArray discriminatorLoss(NDArray loss, DiscriminatorPass pass) {
        if (!started(pass.step())) {
          return loss;
        }
        NDArray ofReal = pass.realLogits().sub(fake).square().mean();
        NDArray ofFake = pass.fakeLogits().sub(real).square().mean();
        return loss.add(TensorOps.times(ofReal.add(ofFake), coefficient));
      }

      @Override
      public void afterDiscriminatorStep(NDArray realLogits, NDArray fakeLogits, Step step) {
        double kept = started(step) ? decay : 0;
        average(real, realLogits, kept);
        average(fake, fakeLogits, kept);
      }
    };
  }

  /** Whether there is an average of earlier steps that counts. */
  private boolean started(Hooks.Step step) {
    return step.number().discriminator() > 0 && step.number().generator() >= start;
  }

  private static void average(NDArray average, NDArray logits, double kept) {
    average.muli(kept).addi(logits.mean().mul(1 - kept));
  }

  @Override
  public String name() {
    return "LeCam (× %s, decay %s%s)"
        .formatted(coefficient, decay, start == 0 ? "" : ", from step " + start);
  }
}
