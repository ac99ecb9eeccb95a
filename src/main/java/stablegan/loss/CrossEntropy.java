package stablegan.loss;

import ai.djl.ndarray.NDArray;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import stablegan.autograd.TensorOps;

/**
 * Binary cross entropy on logits: t·softplus(−x) + (1 − t)·softplus(x), which is −t·log σ(x) − (1 −
 * t)·log(1 − σ(x)).
 */
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
    if (target == 0) {
      return Losses.softplus(logits).mean();
    }
    NDArray real = Losses.softplus(logits.neg()).mean();
    if (target == 1) {
      return real;
    }
    // not softplus(x) − t·x: where D is sure, that is a small difference of large numbers
    NDArray fake = Losses.softplus(logits).mean();
    return TensorOps.times(real, target).add(TensorOps.times(fake, 1 - target));
  }

  /** The logit of {@link LabelSmoothing#optimum}. */
  @Override
  public OptionalDouble optimum(double dataDensity, double generatorDensity) {
    double probability = labels.optimum(dataDensity, generatorDensity);
    return OptionalDouble.of(Math.log(probability / (1 - probability)));
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
