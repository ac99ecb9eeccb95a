package stablegan.training;

/**
 * How the players minimize.
 *
 * @param batch real samples, and generated ones, in each step of either player; at least 1
 * @param criticSteps discriminator steps for each generator step; at least 1
 * @param averaging decay of the exponential moving average of the generator's weights that is
 *     sampled from, in [0, 1); 0 samples from the weights themselves
 */
public record Optimization(
    Optimizer discriminator,
    Optimizer generator,
    Schedule schedule,
    int batch,
    int criticSteps,
    double averaging) {

  public Optimization {
    if (batch < 1 || criticSteps < 1) {
      throw new IllegalArgumentException(
          "batch and critic steps must be at least 1 but are " + batch + " and " + criticSteps);
    }
    if (!(0 <= averaging && averaging < 1)) {
      throw new IllegalArgumentException(
          "the average's decay must be in [0, 1) but is " + averaging);
    }
  }

  /** Adam 2e-4, betas 0.5 and 0.999, batch 64, one discriminator step, no average. */
  public static Optimization standard() {
    Optimizer adam = Adam.adam(2e-4, 0.5, 0.999);
    return new Optimization(adam, adam, Schedule.constant(), 64, 1, 0);
  }

  Optimization with(Optimizer d, Optimizer g) {
    return new Optimization(d, g, schedule, batch, criticSteps, averaging);
  }

  Optimization with(Schedule other) {
    return new Optimization(discriminator, generator, other, batch, criticSteps, averaging);
  }

  Optimization batch(int n) {
    return new Optimization(discriminator, generator, schedule, n, criticSteps, averaging);
  }

  Optimization criticSteps(int n) {
    return new Optimization(discriminator, generator, schedule, batch, n, averaging);
  }

  Optimization averaging(double decay) {
    return new Optimization(discriminator, generator, schedule, batch, criticSteps, decay);
  }
}
