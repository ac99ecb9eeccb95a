package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import stablegan.autograd.Autograd;

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
   * Every linear, convolution and embedding layer of a network, plain or reparametrized, in order.
   * Nothing is changed: no power iteration advances. Costs two eigenproblems a layer.
   */
  public static List<LayerSigma> of(Block network) {
    List<LayerSigma> layers = new ArrayList<>();
    collect(network, layers);
    return layers;
  }

  /** |estimate − exact| / exact, 0 for a zero weight, NaN without an estimate. */
  public double error() {
    double difference = Math.abs(estimate - exact);
    return difference == 0 ? 0 : difference / exact;
  }

  private static void collect(Block block, List<LayerSigma> layers) {
    if (block instanceof Reparametrization outer) {
      layers.add(measure(layers.size() + 1, outer.layer(), block));
    } else if (hasWeight(block)) {
      layers.add(measure(layers.size() + 1, block, block));
    } else {
      block.getChildren().values().forEach(child -> collect(child, layers));
    }
  }

  private static boolean hasWeight(Block block) {
    return block.getDirectParameters().values().stream()
        .anyMatch(p -> p.getType() == Parameter.Type.WEIGHT);
  }

  private static LayerSigma measure(int number, Block layer, Block outer) {
    try (NDScope arrays = new NDScope();
        Autograd.Mode paused = Autograd.pause()) {
      arrays.suppressNotUsedWarning();
      NDArray raw = Weights.of(layer).getArray();
      int axis = Weights.outputAxis(layer);
      double exact = exact(raw, axis);
      double effective = exact;
      if (outer instanceof Reparametrization reparametrization) {
        effective = exact(reparametrization.effective(raw, false), axis);
      }
      double estimate = outer instanceof SpectralNorm norm ? norm.sigma() : Double.NaN;
      String name = number + " " + layer.getClass().getSimpleName() + " " + raw.getShape();
      return new LayerSigma(name, exact, estimate, effective);
    }
  }

  private static double exact(NDArray weight, int axis) {
    NDArray matrix = Weights.asMatrix(weight.stopGradient(), axis);
    return Spectrum.largestSingularValue(matrix.toType(DataType.FLOAT64, true));
  }
}
