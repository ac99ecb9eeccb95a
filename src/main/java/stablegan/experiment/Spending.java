package stablegan.experiment;

import ai.djl.ndarray.types.Shape;
import stablegan.cost.StepFlops;
import stablegan.training.Method;

/**
 * What one generator step of a method costs, with its discriminator steps.
 *
 * @param discriminatorSteps how many there are
 * @param images real images that the discriminator sees
 * @param seconds on the machine of the run, without scores and checkpoints
 * @param flops floating-point operations, see {@link StepFlops}
 */
public record Spending(double discriminatorSteps, double images, double seconds, double flops) {

  static Spending of(Method method, Shape sample, double seconds) {
    int criticSteps = method.optimization().criticSteps();
    return new Spending(
        criticSteps,
        (double) criticSteps * method.optimization().batch(),
        seconds,
        StepFlops.of(method, sample).together());
  }

  /** The cost of so many generator steps. */
  public Spending times(long steps) {
    return new Spending(discriminatorSteps * steps, images * steps, seconds * steps, flops * steps);
  }

  Spending plus(Spending other) {
    return new Spending(
        discriminatorSteps + other.discriminatorSteps,
        images + other.images,
        seconds + other.seconds,
        flops + other.flops);
  }
}
