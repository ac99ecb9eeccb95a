package stablegan.internal.network;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.nn.Reparametrization;

/** Walks over a network and describes it. */
final class Describer {

  private final boolean folded;
  private final Set<Block> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Describer(boolean folded) {
    this.folded = folded;
  }

  /**
   * A network as it is.
   *
   * @throws UnknownLayerException if a layer can't be described
   */
  static LayerDescription of(Block network) {
    return new Describer(false).describe(network);
  }

  /** The same with the layers that derive their weight as plain ones, whatever derives it. */
  static LayerDescription folded(Block network) {
    return new Describer(true).describe(network);
  }

  private LayerDescription describe(Block block) {
    if (folded && block instanceof Reparametrization outer) {
      return describe(outer.layer());
    }
    if (!block.getParameters().isEmpty() && !seen.add(block)) {
      throw new UnknownLayerException(block.getClass().getName() + " at several of its places");
    }
    LayerDescription own = block instanceof Described known ? known.description() : engines(block);
    return LayerKinds.of(own).isLeaf()
        ? own
        : own.around(block.getChildren().values().stream().map(this::describe).toList());
  }

  private static LayerDescription engines(Block block) {
    if (block.getClass() == SequentialBlock.class
        && !((SequentialBlock) block).isReturnIntermediate()) {
      return LayerDescription.of("sequence");
    }
    if (block.getClass() == Linear.class) {
      return LayerDescription.of("linear")
          .with("units", EngineSettings.of(block, "units", Long.class))
          .with("bias", hasBias(block));
    }
    if (block.getClass() == Conv2d.class) {
      return convolution((Conv2d) block);
    }
    if (block.getClass() == BatchNorm.class && EngineSettings.is(block, "axis", 1)) {
      return LayerDescription.of("batch_norm").with("epsilon", epsilon(block));
    }
    if (block.getClass() == LayerNorm.class && EngineSettings.isMissing(block, "axis")) {
      return LayerDescription.of("layer_norm").with("epsilon", epsilon(block));
    }
    if (block instanceof LambdaBlock function) {
      return NamedFunction.describe(function);
    }
    throw new UnknownLayerException(block.getClass().getName());
  }

  private static LayerDescription convolution(Conv2d layer) {
    return LayerDescription.of("conv2d")
        .with("filters", layer.getFilters())
        .with("kernel", layer.getKernelShape().getShape())
        .with("stride", layer.getStride().getShape())
        .with("padding", layer.getPadding().getShape())
        .with("dilation", layer.getDilation().getShape())
        .with("groups", layer.getGroups())
        .with("bias", layer.isIncludeBias());
  }

  private static boolean hasBias(Block layer) {
    return layer.getDirectParameters().contains("bias");
  }

  private static float epsilon(Block norm) {
    return EngineSettings.of(norm, "epsilon", Float.class);
  }
}
