package stablegan.random;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.TruncatedNormalInitializer;
import java.lang.reflect.Field;

/** Initializes networks with random numbers of a stream. */
final class Initialization {

  private Initialization() {}

  static void of(
      Block network, NDManager manager, DataType type, Shape[] inputs, RandomStream random) {
    for (Parameter parameter : network.getParameters().values()) {
      if (parameter.getInitializer() instanceof TruncatedNormalInitializer truncated) {
        parameter.setInitializer(truncated(sigma(truncated)));
      }
    }
    try {
      network.initialize(DrawingManager.of(manager, random), type, inputs);
    } catch (ClassCastException e) {
      throw new IllegalStateException(
          "a layer of the network took its manager for one of the engine's own classes, but it"
              + " stands between, so that random numbers are the run's: in initialize(), call"
              + " manager.attachAll(array) in place of array.attach(manager)",
          e);
    }
  }

  /** The same distribution; the engine's class attaches its array to what must be its own class. */
  private static Initializer truncated(float sigma) {
    return (manager, shape, type) -> manager.truncatedNormal(0, sigma, shape, type);
  }

  private static float sigma(TruncatedNormalInitializer initializer) {
    try {
      Field sigma = TruncatedNormalInitializer.class.getDeclaredField("sigma");
      sigma.setAccessible(true);
      return sigma.getFloat(initializer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another TruncatedNormalInitializer than DJL 0.36's", e);
    }
  }
}
