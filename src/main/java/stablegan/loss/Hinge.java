package stablegan.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.OptionalDouble;
import java.util.function.Supplier;

record Hinge() implements AdversarialLoss {

  @Override
  public NDArray discriminator(NDArray real, NDArray fake) {
    return Activation.relu(real.neg().add(1)).mean().add(Activation.relu(fake.add(1)).mean());
  }

  @Override
  public NDArray generator(NDArray fake, Supplier<NDArray> real) {
    return fake.mean().neg();
  }

  @Override
  public OptionalDouble optimum(double dataDensity, double generatorDensity) {
    return OptionalDouble.of(Math.signum(dataDensity - generatorDensity));
  }

  @Override
  public String name() {
    return "hinge";
  }
}
