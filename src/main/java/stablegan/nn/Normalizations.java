package stablegan.nn;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
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
    return NamedNormalization.of("none", (layer, position) -> layer);
  }

  /** Spectral normalization of every layer, the last one included. */
  public static Normalization spectralNorm() {
    return spectralNorm(SpectralNorm.Settings.DEFAULT);
  }

  /**
   * Spectral normalization of every layer to another norm than 1.
   *
   * @param coefficient c of W_SN = c·W/σ(W), positive and finite
   */
  public static Normalization spectralNorm(double coefficient) {
    return spectralNorm(SpectralNorm.Settings.DEFAULT.withCoefficient(coefficient));
  }

  /** Spectral normalization with the given settings. */
  public static Normalization spectralNorm(SpectralNorm.Settings settings) {
    List<String> choices = choices(settings);
    String name = choices.isEmpty() ? "SN" : "SN(" + String.join(", ", choices) + ")";
    return NamedNormalization.of(name, (layer, position) -> SpectralNorm.of(layer, settings));
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
   * Batch normalization after every layer but a discriminator's first and any network's last, and
   * of the sums that enter residual blocks. The layers before it have no bias.
   */
  public static Normalization batchNorm() {
    return batchNorm("batch norm", () -> BatchNorm.builder().build());
  }

  /** Batch normalization in the same places with a gain and a shift for each class. */
  static Normalization conditionalBatchNorm(int classes) {
    return batchNorm("conditional batch norm", () -> new ConditionalBatchNorm(classes));
  }

  private static Normalization batchNorm(String name, NamedNormalization.Features norm) {
    return new NamedNormalization(
        name,
        (layer, position) ->
            switch (position) {
              case HIDDEN -> ConditionalSequence.of(withoutBias(layer), norm.create());
              case RESIDUAL -> withoutBias(layer);
              case FIRST, LAST -> layer;
            },
        norm,
        Normalizations::conditionalBatchNorm);
  }

  /**
   * Keeps a bias at zero: batch norm subtracts it, and its gradient is rounding, which Adam scales.
   */
  private static Block withoutBias(Block layer) {
    layer.freezeParameters(true, parameter -> parameter.getType() == Parameter.Type.BIAS);
    return layer;
  }

  /**
   * Layer normalization (Ba et al. 2016) after every hidden layer, over all axes but the batch's,
   * with gain and shift.
   */
  public static Normalization layerNorm() {
    return NamedNormalization.of(
        "layer norm",
        (layer, position) ->
            position == Normalization.Position.HIDDEN
                ? new SequentialBlock().add(layer).add(LayerNorm.builder().build())
                : layer,
        () -> LayerNorm.builder().build());
  }

  /** Weight normalization (Salimans and Kingma 2016) of every layer. */
  public static Normalization weightNorm() {
    return NamedNormalization.of("weight norm", (layer, position) -> WeightNorm.of(layer));
  }
}
