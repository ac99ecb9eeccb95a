package stablegan.lipschitz;

/** Eigenvalues of the Gram matrices at all frequencies. */
final class FourierEstimator extends FrequencyEstimator {

  FourierEstimator(Padding padding) {
    super("Fourier blocks", padding == Padding.CIRCULAR ? Kind.EXACT : Kind.UPPER_BOUND, padding);
  }

  @Override
  double sigmaOfBlocks(HermitianBatch grams) {
    return Spectrum.largestRoot(grams.embedded());
  }
}
