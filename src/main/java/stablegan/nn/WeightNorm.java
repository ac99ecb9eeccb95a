package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.function.Function;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.WeightedLayer;

/**
 * Weight normalization (Salimans and Kingma 2016, equation 2): W = g·V/‖V‖ for each output, V and
 * the gain g trained. g starts at ‖V‖, so the layer starts as it was.
 */
final class WeightNorm extends Reparametrization implements Described {

  private final int axis;
  private final Parameter gain =
      addParameter(Parameter.builder().setName("gain").setType(Parameter.Type.GAMMA).build());

  private WeightNorm(Block layer) {
    super(layer);
    axis = WeightedLayer.of(layer).outputAxis();
  }

  /**
   * Normalizes a layer.
   *
   * @throws IllegalArgumentException if it doesn't say how it applies its weight, see {@link
   *     WeightedLayer}
   */
  public static WeightNorm of(Block layer) {
    return new WeightNorm(layer);
  }

  @Override
  protected void weightChanged(NDManager manager, NDArray raw) {
    try (Autograd.Mode paused = Autograd.pause()) {
      NDArray norms = norms(raw);
      manager.attachAll(norms); // not norms.attach: a manager may stand for another one
      norms.setRequiresGradient(true);
      gain.setArray(norms);
    }
  }

  @Override
  protected NDArray effective(NDArray raw, boolean updating) {
    return effective(raw, Parameter::getArray, updating);
  }

  @Override
  protected NDArray effective(NDArray raw, Function<Parameter, NDArray> values, boolean updating) {
    NDArray scale = values.apply(gain).div(norms(raw));
    return raw.mul(Weights.alongAxis(scale, raw.getShape(), axis));
  }

  private NDArray norms(NDArray raw) {
    NDArray squares = Weights.asMatrix(raw, axis).square().sum(new int[] {1});
    // bounded under the root, whose slope at zero is infinite: a row of zeros has gradient zero
    return TensorOps.atLeast(squares, Float.MIN_NORMAL).sqrt();
  }

  @Override
  public LayerDescription description() {
    return LayerDescription.of("weight_norm");
  }
}
