package stablegan.loss;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

record LeastSquares(LabelSmoothing labels) implements AdversarialLoss {

  @Override
  public NDArray discriminator(NDArray real, NDArray fake) {
    return halfSquare(real, labels.real()).add(halfSquare(fake, labels.fake()));
  }

  @Override
  public NDArray generator(NDArray fake, Supplier<NDArray> real) {
    return halfSquare(fake, 1);
  }

  private static NDArray halfSquare(NDArray output, double target) {
    return output.sub((float) target).square().mean().mul(0.5f);
  }

  @Override
  public String name() {
    return "least squares";
  }

  @Override
  public AdversarialLoss with(LabelSmoothing targets) {
    return new LeastSquares(targets);
  }
}
