package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The smallest of the four unfoldings' σ, times the root of the number of taps. */
final class FourUnfoldings extends NormalizedEstimator {

  FourUnfoldings() {
    super("four reshapes", Kind.UPPER_BOUND, Padding.ANY);
  }

  @Override
  double sigmaOfNormalized(NDArray kernel, ConvGeometry geometry) {
    double largest = 0;
    for (NDArray group : Polyphase.kernels(kernel, geometry)) {
      double smallest = Double.POSITIVE_INFINITY;
      for (Unfolding unfolding : Unfolding.values()) {
        smallest = Math.min(smallest, Spectrum.largestSingularValue(unfolding.of(group)));
      }
      long taps = group.getShape().get(2) * group.getShape().get(3);
      largest = Math.max(largest, Math.sqrt((double) taps) * smallest);
    }
    return largest;
  }

  /** Of one pixel, the four are the same matrix. */
  @Override
  public Kind kindFor(Shape kernel, ConvGeometry geometry) {
    return geometry.isPointwise(kernel) ? Kind.EXACT : Kind.UPPER_BOUND;
  }
}
