package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stabiliser starts on: the weights of both players, and the memory that is saved with them.
 */
public final class Setup {

  private final NDManager manager;
  private final NDList discriminator;
  private final NDList generator;
  private final Map<String, NDArray> memory = new LinkedHashMap<>();
  private boolean started;

  /**
   * A setup with an empty memory.
   *
   * @param manager of the memory, as long as the run
   * @param discriminator its trained parameters, at least one
   * @param generator likewise
   */
  public Setup(NDManager manager, NDList discriminator, NDList generator) {
    this.manager = manager;
    this.discriminator = discriminator;
    this.generator = generator;
  }

  /**
   * Starts a stabiliser on this; nothing more is remembered afterwards.
   *
   * @throws IllegalArgumentException if it gives no hooks
   */
  public Stabilizer.Hooks start(Stabilizer stabilizer) {
    Stabilizer.Hooks hooks = stabilizer.start(this);
    if (hooks == null) {
      throw new IllegalArgumentException(
          "the stabilizer \"%s\" must give hooks when it starts, but gave null"
              .formatted(stabilizer.name()));
    }
    started = true;
    return hooks;
  }

  /** All parameters of the discriminator that are trained: the arrays themselves, to be read. */
  public NDList discriminator() {
    return discriminator;
  }

  /** All parameters of the generator that are trained: the arrays themselves, to be read. */
  public NDList generator() {
    return generator;
  }

  /**
   * An array that the run remembers from step to step: it is saved in checkpoints, resumed, and
   * watched for numbers that are none. Change it in place ({@code muli}, {@code addi}, {@code
   * TensorOps.copy}), in the hooks after a step alone. Nothing else that a stabiliser keeps is
   * saved.
   *
   * @param name unique within the stabiliser
   * @param initial its value at the start of the run, which is copied; float32 or whole numbers
   * @throws IllegalArgumentException if the name is taken or the type is another
   * @throws IllegalStateException after the start: what a hook adds, a resumed run would not find
   */
  public NDArray remember(String name, NDArray initial) {
    if (started) {
      throw new IllegalStateException(
          "a stabilizer can remember \"" + name + "\" only when it starts: not in a hook");
    }
    if (initial.getDataType().isFloating() && initial.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "a stabilizer remembers float32 or whole numbers, but \"%s\" is %s: convert it"
              .formatted(name, initial.getDataType()));
    }
    if (memory.containsKey(name)) {
      throw new IllegalArgumentException(
          "a stabilizer remembers \"" + name + "\" twice: give each array a name of its own");
    }
    try (NDArray values = initial.stopGradient()) {
      NDArray own = values.duplicate();
      own.attach(manager);
      NDScope.unregister(own);
      memory.put(name, own);
      return own;
    }
  }

  /** One float32 number that the run remembers, of shape (1). */
  public NDArray remember(String name, double initial) {
    try (NDArray number = manager.create(new float[] {(float) initial})) {
      return remember(name, number);
    }
  }

  /** All that is remembered, by name; the arrays themselves. */
  public Map<String, NDArray> memory() {
    return Collections.unmodifiableMap(memory);
  }
}
