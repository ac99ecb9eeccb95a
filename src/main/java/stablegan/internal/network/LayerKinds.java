package stablegan.internal.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.internal.description.LayerDescription;
import stablegan.internal.layers.AveragePool;
import stablegan.internal.layers.ConvTranspose2d;
import stablegan.internal.layers.Embedding;
import stablegan.internal.layers.GlobalPool;
import stablegan.internal.layers.PooledConv2d;
import stablegan.internal.layers.Reshape;
import stablegan.internal.layers.ResidualBlock;
import stablegan.internal.layers.UpsampledConv2d;
import stablegan.nn.Clock;
import stablegan.nn.Conditional;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;

/** The layers that generators are made of, by what they are called in descriptions. */
final class LayerKinds {

  private static final Map<String, String> WEIGHT_AND_BIAS =
      Map.of("weight", "weight", "bias", "bias");
  private static final Map<String, LayerKind> KINDS = kinds();

  private LayerKinds() {}

  /**
   * The kind of a layer that is described.
   *
   * @throws IllegalArgumentException if there is none of its name
   */
  static LayerKind of(LayerDescription layer) {
    LayerKind kind = KINDS.get(layer.kind());
    if (kind == null) {
      throw new IllegalArgumentException(
          "this version of the library makes no layer \"%s\", only %s"
              .formatted(layer.kind(), String.join(", ", KINDS.keySet())));
    }
    return kind;
  }

  /** A new network without weights. */
  static Block make(LayerDescription layer) {
    List<Block> parts = layer.parts().stream().map(LayerKinds::make).toList();
    return of(layer).make().apply(layer, parts);
  }

  private static Map<String, LayerKind> kinds() {
    Map<String, LayerKind> kinds = new LinkedHashMap<>();
    for (NamedFunction function : NamedFunction.values()) {
      kinds.put(
          function.kind(),
          LayerKind.leaf(function::block, Map.of(), call -> function.code(call.layer(), call.x())));
    }
    addContainers(kinds);
    addWeighted(kinds);
    addNorms(kinds);
    kinds.put(
        "reshape",
        LayerKind.leaf(
            layer -> new Reshape(new Shape(layer.sizes("sample"))), Map.of(), LayerCode::reshape));
    kinds.put(
        "average_pool",
        LayerKind.leaf(
            layer -> new AveragePool(layer.whole("side")), Map.of(), LayerCode::averagePool));
    kinds.put(
        "global_pool",
        LayerKind.leaf(
            layer -> layer.flag("mean") ? GlobalPool.mean() : GlobalPool.sum(),
            Map.of(),
            LayerCode::globalPool));
    return kinds;
  }

  private static void addContainers(Map<String, LayerKind> kinds) {
    kinds.put("sequence", LayerKind.around(parts -> new SequentialBlock().addAll(parts)));
    kinds.put("conditional_sequence", LayerKind.around(Conditional::sequence));
    kinds.put("residual", LayerKind.around(parts -> new ResidualBlock(parts.get(0), parts.get(1))));
    kinds.put(
        "spectral_norm",
        LayerKind.wrapper(layer -> inside -> SpectralNorm.of(inside, spectral(layer))));
    kinds.put(
        "weight_norm",
        LayerKind.wrapper(
            layer ->
                inside ->
                    Normalizations.weightNorm().apply(inside, Normalization.Position.HIDDEN)));
  }

  private static SpectralNorm.Settings spectral(LayerDescription layer) {
    return new SpectralNorm.Settings(
        layer.whole("iterations"),
        layer.number("eps"),
        layer.number("coefficient"),
        layer.flag("only_above"),
        new Clock(layer.flag("each_pass"), layer.whole("every")));
  }

  private static void addWeighted(Map<String, LayerKind> kinds) {
    kinds.put("linear", LayerKind.leaf(LayerKinds::linear, WEIGHT_AND_BIAS, LayerCode::linear));
    kinds.put("conv2d", LayerKind.leaf(LayerKinds::conv2d, WEIGHT_AND_BIAS, LayerCode::conv2d));
    kinds.put(
        "conv_transpose2d",
        LayerKind.leaf(
            layer ->
                new ConvTranspose2d(
                    layer.whole("filters"),
                    layer.whole("kernel"),
                    layer.whole("stride"),
                    layer.whole("padding")),
            WEIGHT_AND_BIAS,
            LayerCode::convTranspose2d));
    kinds.put(
        "upsampled_conv2d",
        LayerKind.leaf(
            layer -> new UpsampledConv2d(layer.whole("filters"), layer.whole("kernel")),
            WEIGHT_AND_BIAS,
            LayerCode::upsampledConv2d));
    kinds.put(
        "pooled_conv2d",
        LayerKind.leaf(
            layer -> new PooledConv2d(layer.whole("filters"), layer.whole("kernel")),
            WEIGHT_AND_BIAS,
            LayerCode::pooledConv2d));
    kinds.put(
        "embedding",
        LayerKind.leaf(
            layer -> new Embedding(layer.whole("classes"), layer.whole("dimension")),
            Map.of("weight", "weight"),
            LayerCode::embedding));
  }

  private static Block linear(LayerDescription layer) {
    return Linear.builder().setUnits(layer.whole("units")).optBias(layer.flag("bias")).build();
  }

  private static Block conv2d(LayerDescription layer) {
    return Conv2d.builder()
        .setFilters(layer.whole("filters"))
        .setKernelShape(new Shape(layer.sizes("kernel")))
        .optStride(new Shape(layer.sizes("stride")))
        .optPadding(new Shape(layer.sizes("padding")))
        .optDilation(new Shape(layer.sizes("dilation")))
        .optGroups(layer.whole("groups"))
        .optBias(layer.flag("bias"))
        .build();
  }

  private static void addNorms(Map<String, LayerKind> kinds) {
    kinds.put(
        "batch_norm",
        LayerKind.leaf(
            layer -> BatchNorm.builder().optEpsilon((float) layer.number("epsilon")).build(),
            Map.of(
                "gamma", "weight",
                "beta", "bias",
                "runningMean", "running_mean",
                "runningVar", "running_var"),
            LayerCode::batchNorm));
    kinds.put(
        "conditional_batch_norm",
        LayerKind.leaf(
            layer -> Normalizations.batchNorm().conditional(layer.whole("classes")).features(),
            Map.of(
                "01norm_runningMean", "norm.running_mean",
                "01norm_runningVar", "norm.running_var",
                "gain", "gain",
                "shift", "shift"),
            LayerCode::conditionalBatchNorm));
    kinds.put(
        "layer_norm",
        LayerKind.leaf(
            layer -> LayerNorm.builder().optEpsilon((float) layer.number("epsilon")).build(),
            Map.of("gamma", "weight", "beta", "bias"),
            LayerCode::layerNorm));
  }
}
