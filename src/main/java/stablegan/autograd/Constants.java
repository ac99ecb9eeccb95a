package stablegan.autograd;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import stablegan.internal.device.ComputeDevice;

/**
 * Numbers as arrays, which is how the engine takes them: made at their first use and kept, since to
 * make one costs as much as to multiply by it. Graphs and threads share them; nothing writes to
 * them.
 */
final class Constants {

  /** Where numbers never come again, as on a schedule, later ones are made for one use. */
  private static final int MOST = 1000;

  private static final NDManager MANAGER = ComputeDevice.newManager();
  private static final Map<Key, NDArray> KEPT = new ConcurrentHashMap<>();

  private record Key(List<Double> values, DataType type, Device device) {}

  private Constants() {}

  /** Lends one number, without axes, of a type and on the device of an array that it is to meet. */
  static <R> R number(NDArray x, double c, Function<NDArray, R> use) {
    // the engine can't make bfloat16 arrays; a number does not change the type of what it meets
    DataType type = TensorOps.isBfloat16(x) ? DataType.FLOAT32 : x.getDataType();
    return lend(new Key(List.of(c), type, x.getManager().getDevice()), Constants::number, use);
  }

  /** Lends numbers as one float64 array. */
  static <R> R numbers(Function<NDArray, R> use, double... values) {
    List<Double> list = DoubleStream.of(values).boxed().toList();
    Key key = new Key(list, DataType.FLOAT64, MANAGER.getDevice());
    return lend(key, k -> MANAGER.create(values), use);
  }

  private static <R> R lend(Key key, Function<Key, NDArray> maker, Function<NDArray, R> use) {
    NDArray kept = KEPT.get(key);
    if (kept == null && KEPT.size() < MOST) {
      kept = KEPT.computeIfAbsent(key, k -> outlasting(maker.apply(k)));
    }
    if (kept != null) {
      return use.apply(kept);
    }
    try (NDArray made = maker.apply(key)) {
      return use.apply(made);
    }
  }

  /**
   * In memory that belongs to the engine, as the result of an operation: a graph may outlast it.
   */
  private static NDArray number(Key key) {
    double c = key.values().get(0);
    Number value = key.type() == DataType.FLOAT64 ? (Number) c : (Number) (float) c;
    try (NDArray zero = MANAGER.zeros(new Shape(), key.type(), key.device())) {
      return zero.add(value);
    }
  }

  private static NDArray outlasting(NDArray constant) {
    NDScope.unregister(constant); // it outlives the scope of whoever calls first
    return constant;
  }
}
