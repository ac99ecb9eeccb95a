package stablegan.nn;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;

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
    String name =
        settings.equals(SpectralNorm.Settings.DEFAULT) ? "SN" : "SN(" + settings.brief() + ")";
    return named(name, (layer, position) -> SpectralNorm.of(layer, settings));
  }

  /** Batch normalization after every layer but a discriminator's first and any network's last. */
  public static Normalization batchNorm() {
    return named(
        "batch norm",
        (layer, position) ->
            position == Normalization.Position.HIDDEN
                ? new SequentialBlock().add(layer).add(BatchNorm.builder().build())
                : layer);
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
