package stablegan.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import stablegan.autograd.TensorOps;
import stablegan.random.RandomStream;

/**
 * The weights that all passes of one optimizer step share.
 *
 * <p>A reparametrized layer derives its weight (W/σ) once and every further pass of the step finds
 * it here, so real, fake and penalty passes see the same function, and the power iteration advances
 * once a step. Any other {@link ParameterStore} makes a layer derive its weight anew in each pass,
 * as PyTorch does. A raw weight can also be {@linkplain #override overridden}, as an exponential
 * moving average does, without touching the parameter.
 */
public final class StepWeights extends ParameterStore {

  private static final long NONE = -1;
  private static final Set<Parameter.Type> ROUNDED =
      EnumSet.of(Parameter.Type.WEIGHT, Parameter.Type.BIAS);

  private final long step;
  private final boolean mixed;
  private final Map<Parameter, NDArray> overrides;
  private final Map<Parameter, NDArray> derived;
  private final Map<Parameter, NDArray> rounded;
  private final RandomStream random;

  private StepWeights(
      NDManager manager,
      long step,
      boolean mixed,
      Map<Parameter, NDArray> overrides,
      Map<Parameter, NDArray> derived,
      Map<Parameter, NDArray> rounded,
      RandomStream random) {
    super(manager, false);
    this.step = step;
    this.mixed = mixed;
    this.overrides = overrides;
    this.derived = derived;
    this.rounded = rounded;
    this.random = random;
  }

  private static StepWeights of(NDManager manager, long step) {
    return new StepWeights(
        manager,
        step,
        false,
        new IdentityHashMap<>(),
        new IdentityHashMap<>(),
        new IdentityHashMap<>(),
        RandomStream.of(0, RandomStream.Purpose.LAYERS, step));
  }

  /**
   * Weights of a step that trains this network: power iterations advance.
   *
   * @param step how many such steps came before, not negative
   */
  public static StepWeights updating(NDManager manager, long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step must not be negative but is " + step);
    }
    return of(manager, step);
  }

  /** Weights of a step that trains another network, or none: power iterations stand still. */
  public static StepWeights fixed(NDManager manager) {
    return of(manager, NONE);
  }

  /**
   * The same weights for passes in mixed precision: layers get weights and biases rounded to
   * bfloat16, once a step. What is derived is derived in float32, gradients flow back to float32,
   * gains, shifts and statistics of normalizations stay float32.
   */
  public StepWeights bfloat16() {
    return new StepWeights(getManager(), step, true, overrides, derived, rounded, random);
  }

  /** The same weights for passes whose layers draw their random numbers from a stream. */
  public StepWeights drawing(RandomStream stream) {
    return new StepWeights(getManager(), step, mixed, overrides, derived, rounded, stream);
  }

  /**
   * Where a layer draws its random numbers from in a forward pass. In a run these are the run's,
   * one stream for all passes of a step, so that real, fake and penalty passes get numbers of their
   * own. The engine's generator, which its dropout uses, is one for the whole process: runs side by
   * side draw from each other's numbers there, and none is reproducible.
   *
   * @param store what the layer is given
   * @return the stream of the step's weights; for an ordinary store, which belongs to no run, a
   *     stream that starts anew in each pass
   */
  public static RandomStream random(ParameterStore store) {
    return over(store).random;
  }

  /** The store itself, or one for a single pass if the caller gave an ordinary store. */
  static StepWeights over(ParameterStore store) {
    return store instanceof StepWeights s ? s : updating(store.getManager(), 0);
  }

  /** Uses {@code value} in place of a parameter's own array. */
  public void override(Parameter parameter, NDArray value) {
    overrides.put(parameter, value);
  }

  /** Whether this step trains the network and is one of those that {@code clock} counts. */
  boolean due(Clock clock) {
    return step != NONE && step % clock.every() == 0;
  }

  /** Derives a weight from its raw value, unless this step has done so and {@code anew} is not. */
  void derive(Parameter weight, boolean anew, Function<NDArray, NDArray> function) {
    if (anew || !derived.containsKey(weight)) {
      derived.put(weight, function.apply(overridden(weight)));
      rounded.remove(weight);
    }
  }

  /** A parameter's own array, or what stands in its place. */
  NDArray overridden(Parameter parameter) {
    NDArray value = overrides.get(parameter);
    return value == null ? parameter.getArray() : value;
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    if (parameter == null) {
      return null;
    }
    boolean rounding = mixed && ROUNDED.contains(parameter.getType());
    return rounding
        ? rounded.computeIfAbsent(parameter, p -> TensorOps.bfloat16(full(p)))
        : full(parameter);
  }

  private NDArray full(Parameter parameter) {
    NDArray value = derived.get(parameter);
    return value == null ? overridden(parameter) : value;
  }
}
