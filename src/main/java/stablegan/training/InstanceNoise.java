package stablegan.training;

import ai.djl.ndarray.NDArray;
import stablegan.autograd.TensorOps;
import stablegan.optim.Schedule;
import stablegan.optim.Schedules;
import stablegan.random.RandomStream;
import stablegan.stabilizer.Stabilizer;

/**
 * Instance noise (Sønderby et al. 2017, section 3; Arjovsky and Bottou 2017): everything that the
 * discriminator is shown in training, real or generated, in steps of either player, gets Gaussian
 * noise of its own, so that the two distributions overlap. Penalties see the noisy samples, and
 * take their gradients at or between these.
 *
 * @param std standard deviation at the start, in units of the samples, which for images lie in [−1,
 *     1]; positive and finite
 * @param annealing what the standard deviation is multiplied by over the run
 */
public record InstanceNoise(double std, Schedule annealing) implements Stabilizer {

  public InstanceNoise {
    if (!(std > 0) || Double.isInfinite(std)) {
      throw new IllegalArgumentException(
          "the noise's standard deviation must be positive and finite but is " + std);
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

  @Override
  public Hooks start(Stabilizer.Setup setup) {
    return new Hooks() {
      @Override
      public NDArray shown(NDArray samples, Step step) {
        return noisy(samples, step);
      }
    };
  }

  private NDArray noisy(NDArray x, Hooks.Step step) {
    double now = std * annealing.factor(step.number().generator(), step.steps());
    if (now == 0) {
      return x;
    }
    NDArray noise = step.random().normal(x.getManager(), x.getShape());
    return x.add(TensorOps.times(noise, now));
  }

  @Override
  public String name() {
    return "instance noise (" + std + ", " + annealing.name() + ")";
  }

  @Override
  public RandomStream.Purpose purpose() {
    return RandomStream.Purpose.NOISE;
  }
}
