package stablegan.loss;

import ai.djl.ndarray.NDArray;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** A loss under another name. */
record NamedLoss(String name, AdversarialLoss loss) implements AdversarialLoss {

  @Override
  public NDArray discriminator(NDArray real, NDArray fake) {
    return loss.discriminator(real, fake);
  }

  @Override
  public NDArray generator(NDArray fake, Supplier<NDArray> real) {
    return loss.generator(fake, real);
  }

  @Override
  public boolean probabilistic() {
    return loss.probabilistic();
  }

  @Override
  public OptionalDouble optimum(double dataDensity, double generatorDensity) {
    return loss.optimum(dataDensity, generatorDensity);
  }

  @Override
  public AdversarialLoss with(LabelSmoothing labels) {
    return new NamedLoss(name, loss.with(labels));
  }
}
