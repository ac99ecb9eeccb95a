package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Means of exact singular values of unfolded kernels, among them spectral normalization's σ. */
final class ReshapedKernel extends NormalizedEstimator {

  private final List<Unfolding> unfoldings;

  ReshapedKernel(String name, List<Unfolding> unfoldings) {
    super(name, Kind.ESTIMATE, Padding.ANY);
    this.unfoldings = List.copyOf(unfoldings);
  }

  @Override
  double sigmaOfNormalized(NDArray kernel, ConvGeometry geometry) {
    double sum = 0;
    for (Unfolding unfolding : unfoldings) {
      sum += Spectrum.largestSingularValue(unfolding.of(kernel));
    }
    return sum / unfoldings.size();
  }

  /** Of one pixel and one group, the kernel is the matrix of the layer. */
  @Override
  public Kind kindFor(Shape kernel, ConvGeometry geometry) {
    boolean matrix = geometry.isPointwise(kernel) && geometry.groups() == 1;
    return matrix ? Kind.EXACT : Kind.ESTIMATE;
  }
}
