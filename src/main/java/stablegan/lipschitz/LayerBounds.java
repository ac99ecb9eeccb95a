package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;

/**
 * Between which bounds the norm of a network's layer lies as a linear map, with zeros as padding,
 * beside the norm of its reshaped kernel, which spectral normalization takes for it: of a
 * transposed convolution it takes another reshape, by output channels.
 *
 * @param number of the layer among those with a weight, from 1
 * @param kernel shape of its kernel
 * @param reshape the norm of the kernel reshaped to its first axis and all others: (out, in · kh ·
 *     kw), of a transposed convolution (in, out · kh · kw)
 * @param atLeast by power iteration with the layer itself
 * @param atMost by Fourier transform on a torus that is larger by the padding
 * @param ceiling the largest norm that a layer with such a reshape can have: √(kh·kw) times as much
 *     at stride 1, √(⌈kh/s⌉·⌈kw/s⌉) times at stride s, where fewer taps meet at a pixel
 */
public record LayerBounds(
    int number, Shape kernel, double reshape, double atLeast, double atMost, double ceiling) {

  private static final SigmaEstimator RESHAPE = SigmaEstimators.reshape();
  private static final SigmaEstimator BELOW = SigmaEstimators.convPowerIteration(200, 0);
  private static final SigmaEstimator ABOVE = SigmaEstimators.fourier(SigmaEstimator.Padding.ZERO);

  /**
   * The layers of a network with a weight as they run in inference, in their order.
   *
   * @param sample shape of one sample, (channels, height, width) for images
   * @throws IllegalArgumentException if a block is not understood, see {@link Certificate#of}
   */
  public static List<LayerBounds> of(Block network, Shape sample) {
    List<LayerBounds> layers = new ArrayList<>();
    Certificate.of(network, sample, new Recorder(layers));
    return List.copyOf(layers);
  }

  private static LayerBounds measure(int number, NDArray kernel, ConvGeometry geometry) {
    Shape shape = geometry.kernelShape(kernel.getShape());
    double reshape = RESHAPE.sigma(kernel, geometry);
    double taps = taps(shape.get(2), geometry.stride()) * taps(shape.get(3), geometry.stride());
    return new LayerBounds(
        number,
        kernel.getShape(),
        reshape,
        BELOW.sigma(kernel, geometry),
        ABOVE.sigma(kernel, geometry),
        Math.sqrt(taps) * reshape);
  }

  private static double taps(long kernel, int stride) {
    return Math.ceil((double) kernel / stride);
  }

  /** Notes each layer that the walk over a network comes to. */
  private record Recorder(List<LayerBounds> layers) implements SigmaEstimator {

    @Override
    public double sigma(NDArray kernel, ConvGeometry geometry) {
      LayerBounds bounds = measure(layers.size() + 1, kernel, geometry);
      layers.add(bounds);
      return bounds.atMost();
    }

    @Override
    public Kind kind() {
      return ABOVE.kind();
    }

    @Override
    public Padding padding() {
      return ABOVE.padding();
    }

    @Override
    public String name() {
      return "bounds";
    }
  }
}
