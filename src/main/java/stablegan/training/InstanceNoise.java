package stablegan.training;

import ai.djl.ndarray.NDArray;
import stablegan.autograd.TensorOps;
import stablegan.optim.Schedule;
import stablegan.optim.Schedules;
import stablegan.random.RandomStream;

/**
 * Instance noise (Sønderby et al. 2017, section 3; Arjovsky and Bottou 2017): everything that the
 * discriminator is shown in training, real or generated, in steps of either player, gets Gaussian
 * noise of its own, so that the two distributions overlap. Penalties see the noisy samples, and
 * take their gradients at or between these.
 *
 * @param std standard deviation at the start, in units of the samples, which for images lie in [−1,
 *     1]; not negative and finite, 0 for no noise
 * @param annealing what the standard deviation is multiplied by over the run
 */
public record InstanceNoise(double std, Schedule annealing) {

  /** No noise. */
  public static final InstanceNoise NONE = new InstanceNoise(0, Schedules.constant());

  public InstanceNoise {
    if (!(std >= 0) || Double.isInfinite(std)) {
      throw new IllegalArgumentException(
          "the noise's standard deviation must be at least 0 and finite but is " + std);
    }
  }

  /** Noise that falls linearly from this standard deviation to zero at the end of the run. */
  public static InstanceNoise annealed(double std) {
    return new InstanceNoise(std, Schedules.linearToZero());
  }

  /** Noise of the same standard deviation throughout. */
  public static InstanceNoise constant(double std) {
    return new InstanceNoise(std, Schedules.constant());
  }

  /** The standard deviation in a generator step. */
  double at(long step, long steps) {
    return std * annealing.factor(step, steps);
  }

  static NDArray added(NDArray x, double std, RandomStream random) {
    return std == 0 ? x : x.add(TensorOps.times(random.normal(x.getManager(), x.getShape()), std));
  }

  /** The noise in tables. */
  public String name() {
    return std == 0 ? "none" : std + ", " + annealing.name();
  }
}
