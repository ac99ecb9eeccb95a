package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;

/**
 * Estimators that look at a circular convolution frequency by frequency: the Fourier transform
 * makes it block diagonal, and σ is the largest of the blocks' σ.
 *
 * <p>For {@link SigmaEstimator.Padding#CIRCULAR} the torus has the input's size, rounded up to a
 * multiple of the stride. For {@link SigmaEstimator.Padding#ZERO} it is larger by the padding: on
 * that torus both sides' zeros coincide and the zero-padded convolution is a part of the circular
 * one, so that the circular σ bounds it from above.
 */
abstract class FrequencyEstimator extends NormalizedEstimator {

  FrequencyEstimator(String name, Kind kind, Padding padding) {
    super(name, kind, padding);
    if (padding == Padding.ANY) {
      throw new IllegalArgumentException(
          "a size of the torus belongs to one padding: choose ZERO or CIRCULAR, not ANY");
    }
  }

  @Override
  final double sigmaOfNormalized(NDArray kernel, ConvGeometry geometry) {
    int zeros = padding() == Padding.ZERO ? geometry.padding() : 0;
    int height = Polyphase.torus(geometry.height(), zeros, geometry.stride());
    int width = Polyphase.torus(geometry.width(), zeros, geometry.stride());
    double largest = 0;
    for (NDArray group : Polyphase.kernels(kernel, geometry)) {
      FrequencyResponse response = new FrequencyResponse(group, height, width);
      largest = Math.max(largest, response.maximum(this::sigmaOfBlocks));
    }
    return largest;
  }

  /** The largest σ, or bound of it, of the transfer matrices with these Gram matrices. */
  abstract double sigmaOfBlocks(HermitianBatch grams);
}
