package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import stablegan.autograd.TensorOps;

/** Gram iteration at all frequencies. */
final class GramEstimator extends FrequencyEstimator {

  /** Keeps the logarithm of a zero block's norm finite. */
  private static final double SMALLEST_NORM = 1e-300;

  private final int iterations;

  GramEstimator(int iterations, Padding padding) {
    super("Gram iteration", Kind.UPPER_BOUND, padding);
    this.iterations = PowerIteration.checked(iterations);
  }

  /**
   * With G₁ = H H* and Gₖ₊₁ = Gₖ Gₖ*, σ(H) = σ(Gₖ)^(2⁻ᵏ) ≤ ‖Gₖ‖_F^(2⁻ᵏ). Each G is divided by its
   * norm, and the logarithms of the norms are added up.
   */
  @Override
  double sigmaOfBlocks(HermitianBatch grams) {
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
