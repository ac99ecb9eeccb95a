package stablegan.penalty;

import ai.djl.ndarray.NDArray;
import java.io.Serializable;
import java.math.BigInteger;
import stablegan.autograd.TensorOps;

/**
 * A term added to the discriminator's loss. It is called while operations are recorded; the result
 * is one number that already includes its coefficient. Multiply by numbers with {@link
 * stablegan.autograd.TensorOps#times}: the engine's own {@code mul(10)} loses its constant when
 * garbage is collected before the gradient is taken. Random numbers come from {@link
 * Critic#random}: those of the engine's own generator depend on what else the process draws.
 */
@FunctionalInterface
public interface Penalty extends Serializable {

  /**
   * The penalty on one batch.
   *
   * @param critic the discriminator with the weights of this step
   * @param real real samples (N, …), not attached to any graph
   * @param fake generated samples of the same shape, not attached to any graph
   */
  NDArray of(Critic critic, NDArray real, NDArray fake);

  /** The same penalty under another name. */
  static Penalty named(String name, Penalty penalty) {
    return Penalties.named(name, penalty.perSample(), penalty.interval(), penalty);
  }

  /** The penalty's name in tables, with its effective coefficient. */
  default String name() {
    return "custom penalty";
  }

  /**
   * Whether this takes the gradient of each sample's logit as if it depended on that sample alone,
   * so that batch norm and minibatch layers in the discriminator change what it means.
   */
  default boolean perSample() {
    return false;
  }

  /**
   * In one of how many discriminator steps it acts, beginning with the first; see {@link #every}.
   */
  default int interval() {
    return 1;
  }

  /**
   * The same penalty in one of {@code steps} discriminator steps, there times {@code steps}, so
   * that its strength over time is the same (lazy regularization, Karras et al. 2020, appendix B).
   * Of one that is lazy already it takes the steps in which both act.
   */
  default Penalty every(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1 but is " + steps);
    }
    int both = commonMultiple(steps, interval());
    int rarer = both / interval();
    return Penalties.named(
        name() + " every " + steps + " steps",
        perSample(),
        both,
        (critic, real, fake) ->
            critic.step() % steps == 0
                ? TensorOps.times(of(critic, real, fake), rarer)
                : real.getManager().create(0f));
  }

  private static int commonMultiple(int a, int b) {
    int divisor = BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue();
    return Math.multiplyExact(a / divisor, b);
  }
}
