package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.identity.Pattern;

/** What training data gives, found out by asking it. */
final class DataProbe {

  private DataProbe() {}

  /** A first batch, with its classes. */
  static List<Double> of(TrainingData data, int n) {
    List<Double> numbers = new ArrayList<>();
    try (NDManager manager = ComputeDevice.newManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray batch = data.batch(manager, 0, 0, n);
      Shape expected = new Shape(n).addAll(data.sample());
      if (!batch.getShape().equals(expected)) {
        throw new IllegalArgumentException(
            "%s must give a batch of shape %s but gave %s"
                .formatted(data.id(), expected, batch.getShape()));
      }
      numbers.addAll(Pattern.summary(batch));
      data.labels().ifPresent(l -> numbers.addAll(Pattern.all(l.batch(manager, 0, 0, n))));
    }
    return numbers;
  }
}
