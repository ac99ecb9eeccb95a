package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import stablegan.autograd.Autograd;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.ConvGeometry;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.lipschitz.WeightedLayer;

/**
 * The largest singular value of one layer's weight, read as a matrix of one row for each output as
 * spectral normalization reads it, beside that normalization's own estimate. Of a convolution this
 * is not the norm as a linear map: see {@link Certificate} for that.
 *
 * @param layer its number in the network, from 1, with its type and the weight's shape
 * @param exact of the raw weight, by an eigenproblem in double precision
 * @param estimate spectral normalization's σ = uᵀWv as it stands; NaN for any other layer
 * @param effective of the weight that the layer applies in inference, exactly
 */
public record LayerSigma(String layer, double exact, double estimate, double effective) {

  /**
   * Every layer of a network with a weight, plain or reparametrized, in order, one that stands at
   * several places once. Nothing is changed: no power iteration advances. Costs two eigenproblems a
   * layer.
   *
   * @throws IllegalArgumentException if a layer doesn't say how it applies its weight, see {@link
   *     WeightedLayer}
   */
  public static List<LayerSigma> of(Block network) {
    List<LayerSigma> layers = new ArrayList<>();
    layers(network).forEach(block -> layers.add(measure(layers.size() + 1, block)));
    return layers;
  }

  /** The raw weights of the same layers in the same order: (out, in, kh, kw) of a convolution. */
  public static List<NDArray> weights(Block network) {
    return layers(network).stream().map(LayerSigma::weight).toList();
  }

  /**
   * The largest relative error over the layers of σ from a power iteration that starts from a new
   * Gaussian vector, as if none had been kept.
   *
   * @param iterations at least 1
   * @param seed of the vectors
   */
  public static double coldError(Block network, int iterations, long seed) {
    SigmaEstimator cold = SigmaEstimators.reshapePowerIteration(iterations, seed);
    return layers(network).stream()
        .mapToDouble(layer -> coldError(layer, cold))
        .max()
        .orElse(Double.NaN);
  }

  private static double coldError(Block layer, SigmaEstimator cold) {
    try (NDScope arrays = new NDScope();
        Autograd.Mode paused = Autograd.pause()) {
      arrays.suppressNotUsedWarning();
      NDArray matrix = Weights.asMatrix(weight(layer).stopGradient(), axis(layer));
      double exact = SigmaEstimators.reshape().sigma(matrix, ConvGeometry.dense());
      return exact == 0 ? 0 : 1 - cold.sigma(matrix, ConvGeometry.dense()) / exact;
    }
  }

  /** |estimate − exact| / exact, 0 for a zero weight, NaN without an estimate. */
  public double error() {
    double difference = Math.abs(estimate - exact);
    return difference == 0 ? 0 : difference / exact;
  }

  private static Set<Block> layers(Block network) {
    Set<Block> found = new LinkedHashSet<>();
    collect(network, found);
    return found;
  }

  private static Block inner(Block layer) {
    return layer instanceof Reparametrization reparametrization ? reparametrization.layer() : layer;
  }

  private static NDArray weight(Block layer) {
    return WeightedLayer.weight(inner(layer)).getArray();
  }

  private static int axis(Block layer) {
    return WeightedLayer.of(inner(layer)).outputAxis();
  }

  private static void collect(Block block, Set<Block> found) {
    if (block instanceof Reparametrization || hasWeight(block)) {
      found.add(block);
    } else {
      block.getChildren().values().forEach(child -> collect(child, found));
    }
  }

  private static boolean hasWeight(Block block) {
    return block.getDirectParameters().values().stream()
        .anyMatch(p -> p.getType() == Parameter.Type.WEIGHT);
  }

  private static LayerSigma measure(int number, Block outer) {
    try (NDScope arrays = new NDScope();
        Autograd.Mode paused = Autograd.pause()) {
      arrays.suppressNotUsedWarning();
      NDArray raw = weight(outer);
      int axis = axis(outer);
      double exact = exact(raw, axis);
      double effective = exact;
      if (outer instanceof Reparametrization reparametrization) {
        effective = exact(reparametrization.effective(raw, false), axis);
      }
      double estimate = outer instanceof SpectralNorm norm ? norm.sigma() : Double.NaN;
      String name = number + " " + inner(outer).getClass().getSimpleName() + " " + raw.getShape();
      return new LayerSigma(name, exact, estimate, effective);
    }
  }

  private static double exact(NDArray weight, int axis) {
    return SigmaEstimators.largestSingularValue(Weights.asMatrix(weight.stopGradient(), axis));
  }
}
