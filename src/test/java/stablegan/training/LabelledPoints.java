package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import java.util.Optional;
import java.util.stream.IntStream;
import stablegan.internal.layers.Embedding;
import stablegan.internal.layers.ProjectionHead;
import stablegan.model.Architecture;
import stablegan.model.Layers;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;

/** The point (−1, 0) of class 0 and (1, 0) of class 1, taking turns. */
final class LabelledPoints implements TrainingData {

  /** Conditional networks of one hidden layer for them. */
  record Networks() implements Architecture {

    private static final int UNITS = 16;

    @Override
    public Block generator(Shape sample, Normalization normalization) {
      return Layers.sequence(
          linear(UNITS),
          Normalizations.batchNorm().conditional(2).features(),
          Activation.reluBlock(),
          linear(2));
    }

    @Override
    public Block discriminator(Shape sample, Normalization normalization) {
      return Layers.sequence(
          linear(UNITS),
          Activation.leakyReluBlock(0.2f),
          new ProjectionHead(2, linear(1), new Embedding(2, UNITS)));
    }

    private static Block linear(int units) {
      return Linear.builder().setUnits(units).build();
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public String name() {
      return "conditional MLP";
    }
  }

  @Override
  public Shape sample() {
    return new Shape(2);
  }

  @Override
  public String id() {
    return "two points";
  }

  @Override
  public NDArray batch(NDManager manager, long seed, long step, int n) {
    NDArray x = classes(manager, n).toType(DataType.FLOAT32, false).mul(2).sub(1).reshape(n, 1);
    return NDArrays.concat(new NDList(x, x.zerosLike()), 1);
  }

  @Override
  public Optional<Labels> labels() {
    return Optional.of(
        new Labels() {
          @Override
          public int classes() {
            return 2;
          }

          @Override
          public String id() {
            return "in turns";
          }

          @Override
          public NDArray batch(NDManager manager, long seed, long step, int n) {
            return LabelledPoints.classes(manager, n);
          }
        });
  }

  private static NDArray classes(NDManager manager, int n) {
    return manager.create(IntStream.range(0, n).mapToLong(i -> i % 2).toArray());
  }
}
