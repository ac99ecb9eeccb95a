package stablegan.loss;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

record Hinge() implements AdversarialLoss {

  @Override
  public NDArray discriminator(NDArray real, NDArray fake) {
    return real.neg().add(1).maximum(0).mean().add(fake.add(1).maximum(0).mean());
  }

  @Override
  public NDArray generator(NDArray fake, Supplier<NDArray> real) {
    return fake.mean().neg();
  }

  @Override
  public String name() {
    return "hinge";
  }
}
