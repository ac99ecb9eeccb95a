package stablegan.loss;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/** Binary cross entropy on logits: −t·log σ(x) − (1 − t)·log(1 − σ(x)) = softplus(x) − t·x. */
record CrossEntropy(boolean saturating, LabelSmoothing labels) implements AdversarialLoss {

  @Override
  public NDArray discriminator(NDArray real, NDArray fake) {
    return entropy(real, labels.real()).add(entropy(fake, labels.fake()));
  }

  @Override
  public NDArray generator(NDArray fake, Supplier<NDArray> real) {
    return saturating ? entropy(fake, 0).neg() : entropy(fake, 1);
  }

  private static NDArray entropy(NDArray logits, double target) {
    return Losses.softplus(logits).sub(logits.mul((float) target)).mean();
  }

  @Override
  public String name() {
    return saturating ? "minimax" : "non-saturating";
  }

  @Override
  public boolean probabilistic() {
    return true;
  }

  @Override
  public AdversarialLoss with(LabelSmoothing targets) {
    return new CrossEntropy(saturating, targets);
  }
}
