package stablegan.lipschitz;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Deconvolution;
import java.util.List;
import java.util.Optional;

/**
 * A layer that holds one weight and says how it applies it: what normalizations of weights, counts
 * of multiply-adds, measurements of σ and {@link Certificate} need to know. All layers of this
 * library implement it, the engine's linear, convolution and embedding layers are known; a layer of
 * one's own that holds a weight implements it too, or is refused there.
 *
 * <p>A dense layer whose weight is (in, out), not (out, in):
 *
 * <pre>{@code
 * public int outputAxis() {
 *   return 1;
 * }
 *
 * public long places(Shape input) {
 *   return 1;
 * }
 *
 * public Optional<ConvGeometry> geometry(Shape input) {
 *   return Optional.of(ConvGeometry.dense());
 * }
 * }</pre>
 */
public interface WeightedLayer {

  /**
   * The weight's axis that the layer's outputs, units or channels, lie on: 0 for (out, in, …), 1
   * for (in, out, …). Known before the layer is initialized.
   */
  int outputAxis();

  /**
   * At how many places of one sample the whole weight is applied: 1 for a dense layer, the pixels
   * of the output for a convolution, 0 for a table that rows are only looked up in.
   *
   * @param input shape of the layer's input with a batch dimension
   */
  long places(Shape input);

  /**
   * Where the weight acts as a kernel, for its largest singular value as a linear map: {@link
   * ConvGeometry#dense()} for a dense layer. Empty, as unless overridden, if that is not known; the
   * layer then has no certificate.
   *
   * @param input shape of the layer's input with a batch dimension
   * @throws IllegalArgumentException for a convolution that no geometry describes, such as a
   *     dilated one
   */
  default Optional<ConvGeometry> geometry(Shape input) {
    return Optional.empty();
  }

  /**
   * The layer's certificate, given that of its weight's linear map. The same unless overridden, as
   * by a layer that also pools.
   */
  default Certificate certified(Certificate linear) {
    return linear;
  }

  /** The one parameter of type weight that a layer holds itself. */
  static Parameter weight(Block layer) {
    List<Parameter> weights =
        layer.getDirectParameters().values().stream()
            .filter(p -> p.getType() == Parameter.Type.WEIGHT)
            .toList();
    if (weights.size() != 1) {
      throw new IllegalArgumentException(
          layer.getClass().getSimpleName()
              + " holds "
              + weights.size()
              + " weights of its own; wrap a single linear, convolution or embedding layer");
    }
    return weights.get(0);
  }

  /** What a layer says of its weight; empty if nobody does. */
  static Optional<WeightedLayer> find(Block layer) {
    return layer instanceof WeightedLayer known ? Optional.of(known) : EngineLayers.find(layer);
  }

  /**
   * What a layer says of its weight.
   *
   * @throws IllegalArgumentException if nobody does
   */
  static WeightedLayer of(Block layer) {
    return find(layer)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    layer instanceof Deconvolution
                        ? layer.getClass().getName() + EngineLayers.NOT_IMPLEMENTED
                        : layer.getClass().getName()
                            + " holds a weight but doesn't say how it applies it: let it implement "
                            + WeightedLayer.class.getName()
                            + " (the axis of its outputs, the places that its weight is applied at)"));
  }
}
