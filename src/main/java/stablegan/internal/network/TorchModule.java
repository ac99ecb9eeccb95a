package stablegan.internal.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.internal.description.LayerDescription;
import stablegan.nn.Reparametrization;

/**
 * A network as PyTorch has it, layers that derive their weight being plain ones: its parameters by
 * name and its code. A sequence names its layers 0, 1, …, those without parameters counted and
 * sequences inside it taken apart, as one {@code nn.Sequential} of them all; a convolution that
 * also resamples is two of them, and a residual block has a {@code branch} and a {@code shortcut}.
 */
final class TorchModule {

  private static final String SEQUENCE = "sequence";
  private static final String RESIDUAL = "residual";

  /** Layers that are two in PyTorch, and which of the two has the weight. */
  private static final Map<String, Integer> WEIGHTED =
      Map.of("upsampled_conv2d", 1, "pooled_conv2d", 0);

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Reparametrization> derived = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final String result;

  private TorchModule(LayerDescription folded, Block network, String input) {
    result = call(folded, network, "", input);
  }

  /** The module of an initialized network. */
  static TorchModule of(Block network) {
    return new TorchModule(Describer.folded(network), network, "z");
  }

  /** The parameters by PyTorch's names, in the order of the layers. */
  Map<String, Parameter> parameters() {
    return parameters;
  }

  /** The layers that derive a weight, by PyTorch's name of the layer inside, a dot at its end. */
  Map<String, Reparametrization> derived() {
    return derived;
  }

  /** The statements of a method of z, and of classes if it is conditional. */
  String body() {
    return String.join("", lines) + "    return " + result + "\n";
  }

  private String call(LayerDescription layer, Block block, String path, String x) {
    return isSequence(layer) || WEIGHTED.containsKey(layer.kind())
        ? new Sequence(path).append(layer, block, x)
        : single(layer, block, path, x);
  }

  private String single(LayerDescription layer, Block block, String path, String x) {
    if (block instanceof Reparametrization outer) {
      derived.put(path, outer);
      return single(layer, outer.layer(), path, x);
    }
    if (layer.kind().equals(RESIDUAL)) {
      List<Block> parts = block.getChildren().values();
      String branch = call(layer.parts().get(0), parts.get(0), path + "branch.", x);
      String shortcut = call(layer.parts().get(1), parts.get(1), path + "shortcut.", x);
      return assigned("torch.add(%s, %s)".formatted(branch, shortcut));
    }
    return assigned(LayerKinds.of(layer).code().apply(leaf(layer, block, path, x)));
  }

  private TorchCall leaf(LayerDescription layer, Block block, String path, String x) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Map<String, String> names = LayerKinds.of(layer).tensors();
    block
        .getParameters()
        .forEach(
            entry -> {
              String name = names.get(entry.getKey());
              if (name != null) {
                shapes.put(name, entry.getValue().getArray().getShape());
                parameters.put(path + name, entry.getValue());
              }
            });
    return new TorchCall(layer, path, shapes, x);
  }

  private String assigned(String value) {
    String variable = "x" + lines.size();
    lines.add("    %s = %s\n".formatted(variable, value));
    return variable;
  }

  private static boolean isSequence(LayerDescription layer) {
    return layer.kind().endsWith(SEQUENCE);
  }

  /** Counts the layers of one sequence and of those inside it. */
  private final class Sequence {

    private final String path;
    private int count;

    Sequence(String path) {
      this.path = path;
    }

    String append(LayerDescription layer, Block block, String input) {
      if (isSequence(layer)) {
        List<Block> blocks = block.getChildren().values();
        String x = input;
        for (int i = 0; i < blocks.size(); i++) {
          x = append(layer.parts().get(i), blocks.get(i), x);
        }
        return x;
      }
      Integer weighted = WEIGHTED.get(layer.kind());
      String name = path + (count + (weighted == null ? 0 : weighted)) + ".";
      count += weighted == null ? 1 : 2;
      return single(layer, block, name, input);
    }
  }
}
