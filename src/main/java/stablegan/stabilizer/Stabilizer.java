package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;
import stablegan.random.Purpose;

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
public interface Stabilizer {

  /**
   * Starts on a run. All that is to last from step to step is remembered by the setup, as
   * checkpoints save that alone; one that keeps more is refused before anything is trained. For
   * that it is tried on two small networks, so it can't count on how many weights there are.
   */
  Hooks start(Setup setup);

  /** The same stabiliser under a name of one's own. */
  static Stabilizer named(String name, Stabilizer stabilizer) {
    return new NamedStabilizer(name, stabilizer);
  }

  /** The stabiliser's name in tables, with its settings. */
  default String name() {
    return "custom stabilizer";
  }

  /**
   * What its random numbers are for. Stabilisers of one method with the same purpose draw from
   * streams that are told apart by their order.
   */
  default Purpose purpose() {
    return Purpose.STABILIZERS;
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

    /** The generator's loss, likewise. */
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
  }
}
