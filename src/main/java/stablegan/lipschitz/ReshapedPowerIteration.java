package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Power iteration on the kernel reshaped to (out, in · kh · kw). */
final class ReshapedPowerIteration extends NormalizedEstimator {

  private final int iterations;
  private final long seed;

  ReshapedPowerIteration(int iterations, long seed) {
    super("reshape, power iteration", Kind.ESTIMATE, Padding.ANY);
    this.iterations = PowerIteration.checked(iterations);
    this.seed = seed;
  }

  @Override
  double sigmaOfNormalized(NDArray kernel, ConvGeometry geometry) {
    NDArray matrix = Unfolding.FILTERS.of(kernel);
    NDArray transposed = matrix.transpose();
    Shape input = new Shape(matrix.getShape().get(1), 1);
    NDArray start = PowerIteration.gaussian(matrix.getManager(), input, seed);
    NDArray v = PowerIteration.run(start, matrix::matMul, transposed::matMul, iterations);
    return PowerIteration.gain(matrix.matMul(v), v);
  }

  /** Of one pixel and one group, the kernel is the matrix of the layer. */
  @Override
  public Kind kindFor(Shape kernel, ConvGeometry geometry) {
    boolean matrix = geometry.isPointwise(kernel) && geometry.groups() == 1;
    return matrix ? Kind.LOWER_BOUND : Kind.ESTIMATE;
  }
}
