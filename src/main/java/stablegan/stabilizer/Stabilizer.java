package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import stablegan.optim.Schedule;
import stablegan.penalty.Critic;
import stablegan.random.RandomStream;

/**
 * A way to make training more stable that needs more than a term of one batch: a memory, both
 * players, or another look at the samples. It is a description; {@link #start} makes what is at
 * work in one run.
 *
 * <pre>{@code
 * // D's logits on real samples are held near their running mean
 * Stabilizer mine = setup -> {
 *   NDArray mean = setup.remember("mean", 0);
 *   return new Stabilizer.Hooks() {
 *     public NDArray discriminatorLoss(NDArray loss, DiscriminatorPass pass) {
 *       return loss.add(TensorOps.times(pass.realLogits().sub(mean).square().mean(), 0.1));
 *     }
 *     public void afterDiscriminatorStep(NDArray realLogits, NDArray fakeLogits, Step step) {
 *       mean.muli(0.9).addi(realLogits.mean().mul(0.1));
 *     }
 *   };
 * };
 * Method method = base.with(Stabilizer.named("mine", mine));
 * }</pre>
 */
@FunctionalInterface
public interface Stabilizer extends Serializable {

  /**
   * Starts on a run. All that is to last from step to step is remembered by the setup, as
   * checkpoints save that alone; one that keeps more is refused before anything is trained. For
   * that it is tried on two small networks, so it can't count on how many weights there are.
   */
  Hooks start(Setup setup);

  /** The same stabiliser under another name. */
  static Stabilizer named(String name, Stabilizer stabilizer) {
    return new NamedStabilizer(name, stabilizer);
  }

  /** The stabiliser's name in tables, with its settings. */
  default String name() {
    return "custom stabilizer";
  }

  /**
   * What its strength is multiplied by, if that changes over the run: asked at all steps, before
   * anything is trained.
   */
  default Optional<Schedule> schedule() {
    return Optional.empty();
  }

  /**
   * What its random numbers are for. Stabilisers of one method with the same purpose draw from
   * streams that are told apart by their order.
   */
  default RandomStream.Purpose purpose() {
    return RandomStream.Purpose.STABILIZERS;
  }

  /**
   * What a stabiliser does in the steps of one run; nothing, unless it says otherwise. Those that
   * return something are called while operations are recorded: there, multiply by numbers with
   * {@link stablegan.autograd.TensorOps#times}. Of a batch whose gradients are accumulated they are
   * called for each part; the hooks after a step are called once, while nothing is recorded.
   */
  interface Hooks {

    /**
     * What the discriminator is shown of some samples, real and generated alike, in either player's
     * step. The generator learns through it, and penalties see its result: it must be
     * differentiable. Of several stabilisers, each is given what the one before has made.
     *
     * @param samples (N, …)
     * @return samples of the same shape
     */
    default NDArray shown(NDArray samples, Step step) {
      return samples;
    }

    /**
     * The discriminator's loss.
     *
     * @param loss the adversarial loss, with what earlier stabilisers have added; penalties follow
     * @return the loss with a term of its own, one number
     */
    default NDArray discriminatorLoss(NDArray loss, DiscriminatorPass pass) {
      return loss;
    }

    /** The generator's loss, in the same way. */
    default NDArray generatorLoss(NDArray loss, GeneratorPass pass) {
      return loss;
    }

    /**
     * Acts after the discriminator's weights have changed.
     *
     * @param realLogits of the whole batch, before the change
     * @param fakeLogits likewise
     */
    default void afterDiscriminatorStep(NDArray realLogits, NDArray fakeLogits, Step step) {}

    /**
     * Acts after the generator's weights have changed.
     *
     * @param fakeLogits of the whole batch, before the change
     */
    default void afterGeneratorStep(NDArray fakeLogits, Step step) {}

    /**
     * One player's step as a stabiliser sees it.
     *
     * @param steps how many generator steps the run will have
     * @param random where this stabiliser draws from, the same stream in all hooks of the step;
     *     nobody else does, so that it shifts nobody's random numbers. The engine's own generator
     *     is one for the whole process, and none of its numbers are reproducible
     */
    record Step(StepNumber number, long steps, RandomStream random) {}

    /**
     * What a discriminator step has computed when its loss is put together; of a batch whose
     * gradients are accumulated, one part.
     *
     * @param real real samples (N, …) as the discriminator was shown them, constants
     * @param fake generated samples of the same shape as it was shown them, constants
     * @param realLogits its outputs for the real ones, one for each, differentiable
     * @param fakeLogits its outputs for the generated ones, likewise
     * @param critic the discriminator itself, for more passes with the weights of this step
     */
    record DiscriminatorPass(
        NDArray real,
        NDArray fake,
        NDArray realLogits,
        NDArray fakeLogits,
        Critic critic,
        Step step) {}

    /**
     * What a generator step has computed when its loss is put together; of a batch whose gradients
     * are accumulated, one part.
     *
     * @param latents what the generator was given, (N, size)
     * @param fake what it made of them (N, …), before any stabiliser changed it; differentiable
     * @param fakeLogits the discriminator's outputs for what it was shown of these, one for each,
     *     differentiable
     */
    record GeneratorPass(NDArray latents, NDArray fake, NDArray fakeLogits, Step step) {}
  }

  /**
   * What a stabiliser starts on: the weights of both players, and the memory that is saved with
   * them.
   */
  final class Setup {

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
    public Hooks start(Stabilizer stabilizer) {
      Hooks hooks = stabilizer.start(this);
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

  /**
   * Which step of a run it is. A generator step consists of its discriminator steps, one after the
   * other, and last of the generator's own.
   *
   * @param generator generator steps that were made before, at least 0
   * @param critic discriminator steps of this generator step that were made before; all of them in
   *     the generator's own step
   * @param criticSteps discriminator steps in each generator step, at least 1
   */
  record StepNumber(long generator, int critic, int criticSteps) {

    public StepNumber {
      if (generator < 0 || critic < 0 || critic > criticSteps || criticSteps < 1) {
        throw new IllegalArgumentException(
            "a step needs generator >= 0 and 0 <= critic <= criticSteps >= 1 but got %d, %d, %d"
                .formatted(generator, critic, criticSteps));
      }
    }

    /** The discriminator step that so many others of the run come before. */
    public static StepNumber ofDiscriminator(long step, int criticSteps) {
      return new StepNumber(step / criticSteps, (int) (step % criticSteps), criticSteps);
    }

    /** Discriminator steps of the whole run that were made before. */
    public long discriminator() {
      return generator * criticSteps + critic;
    }

    /** Whether it is the generator's own step. */
    public boolean isGenerator() {
      return critic == criticSteps;
    }

    /** Steps that the player whose step it is has made before. */
    public long ofPlayer() {
      return isGenerator() ? generator : discriminator();
    }

    /** The first discriminator step of this generator step. */
    public StepNumber first() {
      return new StepNumber(generator, 0, criticSteps);
    }
  }
}
