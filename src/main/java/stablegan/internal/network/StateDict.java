package stablegan.internal.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.formats.Safetensors;
import stablegan.lipschitz.WeightedLayer;
import stablegan.nn.Reparametrization;

/**
 * A state dictionary with the weights that layers apply: where PyTorch's spectral or weight norm
 * keeps a raw weight and what is derived of it, the weight that our layer derives of these.
 */
final class StateDict {

  /** PyTorch's names for a raw weight and, by our name, for what goes with it. */
  private record Raw(String weight, Map<String, String> state) {}

  private static final List<Raw> NAMES =
      List.of(
          new Raw(
              "parametrizations.weight.original",
              Map.of("u", "parametrizations.weight.0._u", "v", "parametrizations.weight.0._v")),
          new Raw("weight_orig", Map.of("u", "weight_u", "v", "weight_v")),
          new Raw(
              "parametrizations.weight.original1",
              Map.of("gain", "parametrizations.weight.original0")),
          new Raw("weight_v", Map.of("gain", "weight_g")));

  private final Safetensors stored;
  private final Set<String> names;
  private final Map<String, NDArray> derived = new LinkedHashMap<>();

  private StateDict(Safetensors stored) {
    this.stored = stored;
    this.names = new LinkedHashSet<>(stored.names());
  }

  /**
   * What a file holds for a network.
   *
   * @param network whose layers derive their weights; they get the file's raw ones
   */
  static StateDict of(Safetensors stored, GeneratorNetwork network) {
    StateDict dict = new StateDict(stored);
    Map<String, Parameter> found = new LinkedHashMap<>();
    TorchModule.of(network.block())
        .derived()
        .forEach(
            (path, layer) ->
                NAMES.stream()
                    .filter(raw -> dict.take(path, raw, layer))
                    .findFirst()
                    .ifPresent(raw -> found.put(path + "weight", layer.weight())));
    if (!found.isEmpty()) {
      network.inference(
          weights ->
              found.forEach(
                  (name, weight) -> {
                    NDArray value =
                        weights.getValue(weight, weight.getArray().getDevice(), false).duplicate();
                    value.attach(network.manager());
                    NDScope.unregister(value);
                    dict.derived.put(name, value);
                  }));
      dict.names.addAll(found.keySet());
    }
    return dict;
  }

  /** Fills a layer, if the file has all that it is derived of, in our sizes. */
  private boolean take(String path, Raw raw, Reparametrization layer) {
    Map<String, NDArray> targets = new LinkedHashMap<>();
    targets.put(path + raw.weight(), layer.weight().getArray());
    raw.state()
        .forEach(
            (ours, theirs) -> {
              Parameter state = layer.getDirectParameters().get(ours);
              if (state != null) {
                targets.put(path + theirs, state.getArray());
              }
            });
    int axis = WeightedLayer.of(layer.layer()).outputAxis();
    boolean fits =
        targets.size() == 1 + raw.state().size()
            && targets.entrySet().stream().allMatch(t -> fits(t.getKey(), t.getValue(), axis));
    if (fits) {
      try (NDManager scope = ComputeDevice.newManager()) {
        targets.forEach(
            (name, to) -> TensorOps.copy(stored.array(name, scope).reshape(to.getShape()), to));
      }
      names.removeAll(targets.keySet());
    }
    return fits;
  }

  /** A gain of PyTorch's has the weight's axes, and is none of ours along another of them. */
  private boolean fits(String name, NDArray target, int axis) {
    if (!names.contains(name)) {
      return false;
    }
    Shape shape = stored.shape(name);
    boolean gain = shape.dimension() > 1 && target.getShape().dimension() == 1;
    return gain
        ? shape.get(axis) == target.size() && shape.size() == target.size()
        : shape.equals(target.getShape());
  }

  Set<String> names() {
    return names;
  }

  Shape shape(String name) {
    return derived.containsKey(name) ? derived.get(name).getShape() : stored.shape(name);
  }

  NDArray array(String name, NDManager scope) {
    return derived.containsKey(name) ? derived.get(name) : stored.array(name, scope);
  }
}
