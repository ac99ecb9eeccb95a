package stablegan.nn;

import ai.djl.ndarray.NDArray;

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
    NDArray norms = current.norms().maximum(SMALLEST_NORM);
    NDArray logarithms = norms.log();
    for (int i = 1; i < iterations; i++) {
      current = current.div(norms).square();
      norms = current.norms().maximum(SMALLEST_NORM);
      logarithms = logarithms.mul(2).add(norms.log());
    }
    return Math.exp(logarithms.max().getDouble() / Math.scalb(1.0, iterations));
  }
}
