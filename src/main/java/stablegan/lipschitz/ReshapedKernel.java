package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.Stream;

/** σ of a kernel that is written as a matrix, among them spectral normalization's. */
final class ReshapedKernel {

  private ReshapedKernel() {}

  /** Whether the kernel, of one pixel and one group, is the matrix of the layer. */
  static boolean isLayersMatrix(Shape kernel, ConvGeometry geometry) {
    return geometry.isPointwise(kernel) && geometry.groups() == 1;
  }

  /** The mean of the matrices' σ. */
  static double mean(NDArray kernel, Unfolding... unfoldings) {
    double sum = 0;
    for (Unfolding unfolding : unfoldings) {
      sum += sigma(kernel, unfolding);
    }
    return sum / unfoldings.length;
  }

  /** Power iteration on the kernel reshaped to (out, in · kh · kw). */
  static double byPowerIteration(NDArray kernel, int iterations, long seed) {
    NDArray matrix = Unfolding.FILTERS.of(kernel);
    NDArray transposed = matrix.transpose();
    Shape input = new Shape(matrix.getShape().get(1), 1);
    NDArray start = PowerIteration.gaussian(matrix.getManager(), input, seed);
    NDArray v = PowerIteration.run(start, matrix::matMul, transposed::matMul, iterations);
    return PowerIteration.gain(matrix.matMul(v), v);
  }

  /** The smallest of the four unfoldings' σ, times the root of the number of taps. */
  static double fourUnfoldings(NDArray kernel, ConvGeometry geometry) {
    return Polyphase.kernels(kernel, geometry).stream()
        .mapToDouble(
            group -> {
              Stream<Unfolding> four = Arrays.stream(Unfolding.values());
              double smallest = four.mapToDouble(u -> sigma(group, u)).min().orElseThrow();
              return Math.sqrt((double) group.getShape().slice(2).size()) * smallest;
            })
        .max()
        .orElseThrow();
  }

  private static double sigma(NDArray kernel, Unfolding unfolding) {
    return Spectrum.largestSingularValue(unfolding.of(kernel));
  }
}
