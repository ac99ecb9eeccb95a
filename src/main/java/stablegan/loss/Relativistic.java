package stablegan.loss;

import ai.djl.ndarray.NDArray;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Logistic losses of differences between real and generated logits. */
record Relativistic(boolean average) implements AdversarialLoss {

  @Override
  public NDArray discriminator(NDArray real, NDArray fake) {
    return preferring(real, fake);
  }

  @Override
  public NDArray generator(NDArray fake, Supplier<NDArray> real) {
    return preferring(fake, real.get());
  }

  /** The loss of whoever wants the logits of one kind above those of the other. */
  private NDArray preferring(NDArray high, NDArray low) {
    return average
        ? surprise(high.sub(low.mean())).add(surprise(high.mean().sub(low)))
        : surprise(high.sub(low));
  }

  /** The mean loss of claiming that a margin is positive. */
  private static NDArray surprise(NDArray margin) {
    return Losses.softplus(margin.neg()).mean();
  }

  @Override
  public OptionalDouble optimum(double dataDensity, double generatorDensity) {
    return average
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.log(dataDensity / generatorDensity));
  }

  @Override
  public String name() {
    return average ? "relativistic average" : "relativistic pairing";
  }
}
