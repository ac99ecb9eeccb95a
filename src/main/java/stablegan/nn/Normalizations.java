package stablegan.nn;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The normalizations of the literature. */
public final class Normalizations {

  private Normalizations() {}

  /** Layers as they are. */
  public static Normalization none() {
    return named("none", (layer, position) -> layer);
  }

  /** Spectral normalization of every layer, the last one included. */
  public static Normalization spectralNorm() {
    return spectralNorm(SpectralNorm.Settings.DEFAULT);
  }

  /** Spectral normalization with settings of one's own. */
  public static Normalization spectralNorm(SpectralNorm.Settings settings) {
    List<String> choices = choices(settings);
    String name = choices.isEmpty() ? "SN" : "SN(" + String.join(", ", choices) + ")";
    return named(name, (layer, position) -> SpectralNorm.of(layer, settings));
  }

  /** What differs from the default. */
  private static List<String> choices(SpectralNorm.Settings chosen) {
    SpectralNorm.Settings usual = SpectralNorm.Settings.DEFAULT;
    Map<String, Boolean> choices = new LinkedHashMap<>();
    choices.put("n=" + chosen.iterations(), chosen.iterations() != usual.iterations());
    choices.put("eps=" + chosen.eps(), chosen.eps() != usual.eps());
    choices.put("c=" + chosen.coefficient(), chosen.coefficient() != usual.coefficient());
    choices.put("only above c", chosen.onlyAbove());
    choices.put("each pass", chosen.clock().eachPass());
    choices.put("every " + chosen.clock().every() + " steps", chosen.clock().every() > 1);
    return choices.keySet().stream().filter(choices::get).toList();
  }

  /**
   * Batch normalization after every layer but a discriminator's first and any network's last. The
   * layers before it have no bias.
   */
  public static Normalization batchNorm() {
    return named(
        "batch norm",
        (layer, position) ->
            position == Normalization.Position.HIDDEN
                ? new SequentialBlock().add(withoutBias(layer)).add(BatchNorm.builder().build())
                : layer);
  }

  /**
   * Keeps a bias at zero: batch norm subtracts it, and its gradient is rounding, which Adam scales.
   */
  private static Block withoutBias(Block layer) {
    layer.freezeParameters(true, parameter -> parameter.getType() == Parameter.Type.BIAS);
    return layer;
  }

  /** Layer normalization (Ba et al. 2016) after every hidden layer, with gain and shift. */
  public static Normalization layerNorm() {
    return named(
        "layer norm",
        (layer, position) ->
            position == Normalization.Position.HIDDEN
                ? new SequentialBlock()
                    .add(layer)
                    .add(LayerNorm.builder().axis(axes(layer)).build())
                : layer);
  }

  /** All axes of a layer's output but the batch's. */
  private static int[] axes(Block layer) {
    Block inner = layer;
    while (inner instanceof Reparametrization outer) {
      inner = outer.layer();
    }
    return inner instanceof Linear ? new int[] {1} : new int[] {1, 2, 3};
  }

  /** Weight normalization (Salimans & Kingma 2016) of every layer. */
  public static Normalization weightNorm() {
    return named("weight norm", (layer, position) -> WeightNorm.of(layer));
  }

  static Normalization named(String name, Normalization normalization) {
    return new Normalization() {
      @Override
      public Block apply(Block layer, Position position) {
        return normalization.apply(layer, position);
      }

      @Override
      public String name() {
        return name;
      }
    };
  }
}
