package stablegan.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import stablegan.autograd.TensorOps;

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
    boolean doubles = output.getDataType() == DataType.FLOAT64;
    NDArray distance = doubles ? output.sub(target) : output.sub((float) target);
    return TensorOps.times(distance.square().mean(), 0.5);
  }

  @Override
  public OptionalDouble optimum(double dataDensity, double generatorDensity) {
    return OptionalDouble.of(labels.optimum(dataDensity, generatorDensity));
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
