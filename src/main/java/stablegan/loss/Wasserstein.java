package stablegan.loss;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

record Wasserstein() implements AdversarialLoss {

  @Override
  public NDArray discriminator(NDArray real, NDArray fake) {
    return fake.mean().sub(real.mean());
  }

  @Override
  public NDArray generator(NDArray fake, Supplier<NDArray> real) {
    return fake.mean().neg();
  }

  @Override
  public String name() {
    return "Wasserstein";
  }
}
