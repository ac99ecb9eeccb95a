package stablegan.internal.network;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import stablegan.internal.description.LayerDescription;

/**
 * One layer's call in TorchScript.
 *
 * @param layer what is called
 * @param path of the layer in the module, empty or with a dot at its end
 * @param shapes of the layer's tensors by PyTorch's names
 * @param x the variable that it is called with
 */
record TorchCall(LayerDescription layer, String path, Map<String, Shape> shapes, String x) {

  /** The variable of the samples' classes. */
  static final String CLASSES = "classes";

  /** One of the layer's tensors, nothing if it has none of this name. */
  String tensor(String name) {
    return shapes.containsKey(name) ? "getattr(self, \"%s%s\")".formatted(path, name) : "None";
  }

  /** A setting of several whole numbers. */
  String sizes(String setting) {
    return Arrays.toString(layer.sizes(setting));
  }

  /** The lengths of one of the layer's tensors. */
  String shape(String name) {
    return Arrays.toString(shapes.get(name).getShape());
  }
}
