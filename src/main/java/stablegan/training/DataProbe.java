package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.identity.Pattern;

/** What training data gives, found out by asking it. */
final class DataProbe {

  private DataProbe() {}

  /**
   * A first batch, with its classes.
   *
   * @param used whether networks are given the classes
   * @throws IllegalArgumentException if a batch isn't what {@link TrainingData} says
   */
  static List<Double> of(TrainingData data, boolean used, int n) {
    List<Double> numbers = new ArrayList<>();
    try (NDManager manager = ComputeDevice.newManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray batch = data.batch(manager, 0, 0, n);
      require(data, "a batch", batch, new Shape(n).addAll(data.sample()), DataType.FLOAT32);
      numbers.addAll(Pattern.summary(batch));
      for (TrainingData.Labels labels : data.labels().stream().toList()) {
        NDArray classes = labels.batch(manager, 0, 0, n);
        if (used) {
          require(data, classes, n, labels.classes());
        }
        numbers.addAll(Pattern.all(classes));
      }
    }
    return numbers;
  }

  private static void require(TrainingData data, NDArray given, int n, int classes) {
    require(data, "the classes of a batch", given, new Shape(n), DataType.INT64);
    for (long label : given.toLongArray()) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "%s must give classes from 0 to %d but gave %d"
                .formatted(data.id(), classes - 1, label));
      }
    }
  }

  private static void require(
      TrainingData data, String what, NDArray given, Shape shape, DataType type) {
    if (!given.getShape().equals(shape) || given.getDataType() != type) {
      throw new IllegalArgumentException(
          "%s must give %s of shape %s, %s, but gave %s, %s"
              .formatted(data.id(), what, shape, type, given.getShape(), given.getDataType()));
    }
  }
}
