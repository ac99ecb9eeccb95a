package stablegan.internal.identity;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.loss.AdversarialLoss;
import stablegan.optim.Optimizer;
import stablegan.optim.Schedule;

/** What the small parts of a method do, in numbers. */
public final class PartProbes {

  private static final double[] SIZES = {1, 6};

  /** How long the run is that a schedule is asked for, a power of two. */
  private static final int STEPS = 1 << 17;

  /** Stands for the factors of a schedule that has none so late, such as one from a table. */
  private static final double NONE = -1;

  private static final int DENSE = 1 << 16;

  /** Factors of three updates: the last one so large that weight decay shows beside a parameter. */
  private static final double[] FACTORS = {1, 0.5, 1000};

  /** Updates of a rule whose code isn't known. */
  private static final int MANY = 50;

  private PartProbes() {}

  /** Both players' losses on n small and on n large logits, and their gradients. */
  public static List<Double> of(AdversarialLoss loss, int n) {
    List<Double> numbers = new ArrayList<>();
    try (NDManager manager = ComputeDevice.newManager();
        NDScope scope = new NDScope();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      for (double size : SIZES) {
        NDArray real = logits(manager, n, 1, size);
        NDArray fake = logits(manager, n, 2, size);
        addWithGradients(numbers, loss.discriminator(real, fake), real, fake);
        addWithGradients(numbers, loss.generator(fake, () -> real), real, fake);
      }
    }
    return numbers;
  }

  private static NDArray logits(NDManager manager, int n, long salt, double size) {
    NDArray logits = Pattern.of(manager, salt, new Shape(n, 1)).mul(size);
    logits.setRequiresGradient(true);
    return logits;
  }

  private static void addWithGradients(
      List<Double> numbers, NDArray loss, NDArray real, NDArray fake) {
    if (loss == null || loss.size() != 1) {
      throw new IllegalArgumentException(
          "a loss must be one number, the mean over the batch, but "
              + (loss == null ? "is null" : "has shape " + loss.getShape()));
    }
    numbers.addAll(Pattern.all(loss));
    // a loss that depends on neither has gradients of zero, as it has beside the networks' own
    NDArray attached = loss.add(TensorOps.times(real.sum().add(fake.sum()), 0));
    Autograd.grad(attached, new NDList(real, fake), false)
        .forEach(gradient -> numbers.addAll(Pattern.all(gradient)));
  }

  /**
   * Refuses a loss without a gradient, as one has that was computed outside the engine, or through
   * {@code toType}.
   *
   * @param penalized whether something else is added to the discriminator's loss
   */
  public static void requireSlope(AdversarialLoss loss, int n, boolean penalized) {
    try (NDManager manager = ComputeDevice.newManager();
        NDScope scope = new NDScope();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      NDArray shift = manager.zeros(new Shape(1));
      shift.setRequiresGradient(true);
      NDArray real = logits(manager, n, 1, 1).add(shift);
      NDArray fake = logits(manager, n, 2, 1).add(shift);
      if (!penalized) {
        requireSlope("discriminator", loss.discriminator(real, fake), shift);
      }
      requireSlope("generator", loss.generator(fake, () -> real), shift);
    }
  }

  private static void requireSlope(String whose, NDArray loss, NDArray shift) {
    try {
      Autograd.grad(loss, new NDList(shift), false);
    } catch (EngineException e) {
      throw new IllegalArgumentException(
          ("the %s's loss has no gradient: compute it from the logits by the engine's operations,"
                  + " without toType, toDevice, duplicate and stopGradient")
              .formatted(whose),
          e);
    }
  }

  /**
   * Refuses a schedule whose factor at any step of a run is negative or no number; of a run of many
   * steps, at some hundred thousand of them.
   */
  public static void requireFactors(Schedule schedule, long steps) {
    points(steps)
        .forEach(
            step -> {
              double factor = schedule.factor(step, steps);
              if (!(factor >= 0 && factor <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                    "its factor at step %d of %d is %s, but must be at least 0 and finite"
                        .formatted(step, steps, factor));
              }
            });
  }

  /** All steps of a run, or of a run of many some, evenly spaced, and the last. */
  private static LongStream points(long steps) {
    long stride = Math.max(1, steps / DENSE);
    return LongStream.concat(
        LongStream.rangeClosed(0, (steps - 1) / stride).map(n -> n * stride),
        LongStream.of(steps - 1));
  }

  /**
   * A schedule's factors at all steps of a run of fixed length: of 1, 1, 2, 4, 8, … steps each the
   * mean and, by their place among these, a weighted mean. So it shows if a drop comes a step
   * earlier.
   *
   * @param needed steps that are made; where it fails later, that is one of its properties
   */
  public static List<Double> of(Schedule schedule, long needed) {
    double[] factors = factors(schedule, needed);
    List<Double> numbers = new ArrayList<>();
    for (int from = 0, to = 1; from < STEPS; from = to, to *= 2) {
      double sum = 0;
      double weighted = 0;
      for (int step = from; step < to; step++) {
        sum += factors[step];
        weighted += factors[step] * (step - from + 1) / (to - from);
      }
      numbers.add(sum / (to - from));
      numbers.add(weighted / (to - from));
    }
    return numbers;
  }

  private static double[] factors(Schedule schedule, long needed) {
    double[] factors = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      try {
        factors[step] = schedule.factor(step, STEPS);
      } catch (RuntimeException e) {
        if (step < needed) {
          throw e;
        }
        Arrays.fill(factors, step, STEPS, NONE);
        break;
      }
    }
    return factors;
  }

  /** Whether a schedule's factor at any step of a run depends on how many steps there will be. */
  public static boolean dependsOnLength(Schedule schedule, long steps) {
    return points(steps)
        .anyMatch(
            step -> {
              double factor = schedule.factor(step, steps);
              return factor != schedule.factor(step, times(2, steps))
                  || factor != schedule.factor(step, times(10, steps));
            });
  }

  public static long times(int n, long steps) {
    return steps > Long.MAX_VALUE / n ? Long.MAX_VALUE : n * steps;
  }

  /**
   * Three updates: of parameters that start at zero, without a gradient, and free of scale; of a
   * user's own rule, which may change later, some dozens.
   */
  public static List<Double> of(Optimizer optimizer) {
    return updates(optimizer, false);
  }

  /** The same of a rule that is started anew before each update, from its state. */
  public static List<Double> resumed(Optimizer optimizer) {
    return updates(optimizer, true);
  }

  private static List<Double> updates(Optimizer optimizer, boolean resuming) {
    int updates = IdentityDraft.isOwn(optimizer) ? MANY : FACTORS.length;
    List<Double> numbers = new ArrayList<>();
    try (NDManager manager = ComputeDevice.newManager();
        NDScope scope = new NDScope();
        Autograd.Mode paused = Autograd.pause()) {
      scope.suppressNotUsedWarning();
      Shape shape = new Shape(3);
      List<Parameter> parameters = parameters(manager, shape);
      Optimizer.Stepper stepper = optimizer.over(parameters, Set.of(parameters.get(2)));
      for (int k = 0; k < updates; k++) {
        if (resuming) {
          // as a run is: made anew from its seed, then brought to where it was
          List<Parameter> anew = parameters(manager, shape);
          Optimizer.Stepper fresh = optimizer.over(anew, Set.of(anew.get(2)));
          for (int i = 0; i < anew.size(); i++) {
            TensorOps.copy(parameters.get(i).getArray(), anew.get(i).getArray());
          }
          copyState(stepper, fresh);
          parameters = anew;
          stepper = fresh;
        }
        NDArray gradient = Pattern.of(manager, 5 + k, shape);
        double factor = k < FACTORS.length ? FACTORS[k] : 1;
        stepper.step(new NDList(gradient, manager.zeros(shape), gradient.neg()), factor);
        numbers.addAll(Pattern.all(parameters.get(0).getArray()));
      }
      numbers.addAll(Pattern.all(parameters.get(1).getArray()));
      numbers.addAll(Pattern.all(parameters.get(2).getArray()));
    }
    return numbers;
  }

  private static List<Parameter> parameters(NDManager manager, Shape shape) {
    return List.of(
        parameter("moving", manager.zeros(shape)),
        parameter("decaying", Pattern.of(manager, 3, shape).add(2)),
        parameter("scale free", Pattern.of(manager, 4, shape).add(2)));
  }

  private static void copyState(Optimizer.Stepper from, Optimizer.Stepper to) {
    Map<String, NDArray> state = from.state();
    if (!to.state().keySet().equals(state.keySet())) {
      throw new IllegalArgumentException(
          "its state has %s at the start and %s after a step: have all that steps depend on in state() from the start, so that runs can be resumed"
              .formatted(to.state().keySet(), state.keySet()));
    }
    to.state().forEach((name, array) -> TensorOps.copy(state.get(name), array));
  }

  private static Parameter parameter(String name, NDArray array) {
    Parameter parameter = Parameter.builder().setName(name).setType(Parameter.Type.WEIGHT).build();
    parameter.setArray(array);
    return parameter;
  }
}
