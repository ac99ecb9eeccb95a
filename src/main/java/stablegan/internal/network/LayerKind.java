package stablegan.internal.network;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import stablegan.internal.description.LayerDescription;

/**
 * How one kind of layer is made again from its description, and what it is in PyTorch.
 *
 * @param isLeaf whether no other layers are described inside it
 * @param make a new layer without weights around those inside it
 * @param tensors PyTorch's names of its parameters, by ours
 * @param code its value in TorchScript; of layers around others there is none
 */
record LayerKind(
    boolean isLeaf,
    BiFunction<LayerDescription, List<Block>, Block> make,
    Map<String, String> tensors,
    Function<TorchCall, String> code) {

  /** A layer without others inside it. */
  static LayerKind leaf(
      Function<LayerDescription, Block> make,
      Map<String, String> tensors,
      Function<TorchCall, String> code) {
    return new LayerKind(true, (layer, none) -> make.apply(layer), tensors, code);
  }

  /** A layer around others. */
  static LayerKind around(Function<List<Block>, Block> make) {
    return around((layer, parts) -> make.apply(parts));
  }

  /** A layer that derives the weight of the one inside it. */
  static LayerKind wrapper(Function<LayerDescription, UnaryOperator<Block>> make) {
    return around((layer, parts) -> make.apply(layer).apply(parts.get(0)));
  }

  private static LayerKind around(BiFunction<LayerDescription, List<Block>, Block> make) {
    return new LayerKind(
        false,
        make,
        Map.of(),
        call -> {
          throw new IllegalStateException(call.layer().kind() + " is not called by itself");
        });
  }
}
