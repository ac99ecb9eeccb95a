package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import java.util.function.ToDoubleFunction;
import stablegan.autograd.TensorOps;
import stablegan.lipschitz.SigmaEstimator.Kind;
import stablegan.lipschitz.SigmaEstimator.Padding;

/**
 * Estimators that look at a circular convolution frequency by frequency: the Fourier transform
 * makes it block diagonal, and σ is the largest of the blocks' σ.
 *
 * <p>For {@link SigmaEstimator.Padding#CIRCULAR} the torus has the input's size, rounded up to a
 * multiple of the stride. For {@link SigmaEstimator.Padding#ZERO} it is larger by the padding: on
 * that torus both sides' zeros coincide and the zero-padded convolution is a part of the circular
 * one, so that the circular σ bounds it from above.
 */
final class FrequencyEstimator {

  /** Keeps the logarithm of a zero block's norm finite. */
  private static final double SMALLEST_NORM = 1e-300;

  private FrequencyEstimator() {}

  /** Eigenvalues of the Gram matrices at all frequencies. */
  static SigmaEstimator fourier(Padding padding) {
    Kind kind = padding == Padding.CIRCULAR ? Kind.EXACT : Kind.UPPER_BOUND;
    return of("Fourier blocks", kind, padding, grams -> Spectrum.largestRoot(grams.embedded()));
  }

  /** Gram iteration at all frequencies. */
  static SigmaEstimator gramIteration(int iterations, Padding padding) {
    PowerIteration.checked(iterations);
    return of("Gram iteration", Kind.UPPER_BOUND, padding, grams -> bound(grams, iterations));
  }

  /** An estimator by the largest σ, or a bound of it, of the transfer matrices with these Grams. */
  private static SigmaEstimator of(
      String name, Kind kind, Padding padding, ToDoubleFunction<HermitianBatch> sigmaOfBlocks) {
    if (padding == Padding.ANY) {
      throw new IllegalArgumentException(
          "a size of the torus belongs to one padding: choose ZERO or CIRCULAR, not ANY");
    }
    return new NormalizedEstimator(
        name,
        kind,
        padding,
        (kernel, geometry) -> {
          int zeros = padding == Padding.ZERO ? geometry.padding() : 0;
          int height = Polyphase.torus(geometry.height(), zeros, geometry.stride());
          int width = Polyphase.torus(geometry.width(), zeros, geometry.stride());
          return Polyphase.kernels(kernel, geometry).stream()
              .map(group -> new FrequencyResponse(group, height, width))
              .mapToDouble(response -> response.maximum(sigmaOfBlocks))
              .max()
              .orElseThrow();
        });
  }

  /**
   * With G₁ = H H* and Gₖ₊₁ = Gₖ Gₖ*, σ(H) = σ(Gₖ)^(2⁻ᵏ) ≤ ‖Gₖ‖_F^(2⁻ᵏ). Each G is divided by its
   * norm, and the logarithms of the norms are added up.
   */
  private static double bound(HermitianBatch grams, int iterations) {
    HermitianBatch current = grams;
    NDArray norms = TensorOps.atLeast(current.norms(), SMALLEST_NORM);
    NDArray logarithms = norms.log();
    for (int i = 1; i < iterations; i++) {
      current = current.div(norms).square();
      norms = TensorOps.atLeast(current.norms(), SMALLEST_NORM);
      logarithms = TensorOps.times(logarithms, 2).add(norms.log());
    }
    return Math.exp(logarithms.max().getDouble() / Math.scalb(1.0, iterations));
  }
}
