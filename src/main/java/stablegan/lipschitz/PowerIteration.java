package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import stablegan.autograd.TensorOps;

/** Power iteration on Aᵀ A for a linear map that is given by itself and its adjoint. */
final class PowerIteration {

  private PowerIteration() {}

  static int checked(int iterations) {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, but are " + iterations);
    }
    return iterations;
  }

  /**
   * The vector after some iterations v ← Aᵀ A v / ‖Aᵀ A v‖ from a start. σ ≥ ‖A v‖ / ‖v‖.
   *
   * @param start usually Gaussian; closed; its precision is kept
   */
  static NDArray run(
      NDArray start, UnaryOperator<NDArray> map, UnaryOperator<NDArray> adjoint, int iterations) {
    NDArray v = start;
    for (int i = 0; i < iterations; i++) {
      // both maps may leave their arrays with the kernel's manager
      try (NDScope iteration = new NDScope()) {
        NDArray image = adjoint.apply(map.apply(v));
        double norm = norm(image);
        if (norm == 0) {
          return v;
        }
        NDArray next = TensorOps.times(image, 1 / norm);
        NDScope.unregister(next);
        v.close();
        v = next;
      }
    }
    return v;
  }

  static NDArray gaussian(NDManager manager, Shape shape, long seed) {
    Random random = new Random(seed);
    double[] values = new double[Math.toIntExact(shape.size())];
    Arrays.setAll(values, i -> random.nextGaussian());
    return manager.create(values, shape);
  }

  /** ‖image‖ / ‖v‖. */
  static double gain(NDArray image, NDArray v) {
    return norm(image) / norm(v);
  }

  private static double norm(NDArray x) {
    NDArray square = x.square().sum();
    return Math.sqrt(square.toType(DataType.FLOAT64, false).getDouble());
  }
}
