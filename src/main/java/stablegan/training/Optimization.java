package stablegan.training;

import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedule;
import stablegan.optim.Schedules;

/**
 * How the players minimize.
 *
 * @param batch real samples, and generated ones, in each discriminator step; at least 1
 * @param generatorBatch generated samples in each generator step; at least 1
 * @param parts of a batch that are passed through the networks one after the other, their gradients
 *     summed up, where memory is short; a divisor of both batches
 * @param criticSteps discriminator steps for each generator step; at least 1
 * @param averaging decay of the exponential moving average of the generator's weights that is
 *     sampled from, in [0, 1); 0 samples from the weights themselves
 * @param mixedPrecision whether networks are passed through in bfloat16
 */
public record Optimization(
    Optimizer discriminator,
    Optimizer generator,
    Schedule schedule,
    int batch,
    int generatorBatch,
    int parts,
    int criticSteps,
    double averaging,
    boolean mixedPrecision) {

  public Optimization {
    if (batch < 1 || generatorBatch < 1 || criticSteps < 1) {
      throw new IllegalArgumentException(
          "batches and critic steps must be at least 1 but are %d, %d and %d"
              .formatted(batch, generatorBatch, criticSteps));
    }
    checkParts(batch, parts);
    checkParts(generatorBatch, parts);
    if (!(0 <= averaging && averaging < 1)) {
      throw new IllegalArgumentException(
          "the average's decay must be in [0, 1) but is " + averaging);
    }
  }

  private static void checkParts(int batch, int parts) {
    if (parts < 1 || batch % parts != 0) {
      throw new IllegalArgumentException(
          "a batch of %d can't be accumulated in %d equal parts: choose a divisor of the batch"
              .formatted(batch, parts));
    }
  }

  /** Adam 2e-4, betas 0.5 and 0.999, batch 64, one discriminator step, no average. */
  public static Optimization standard() {
    Optimizer adam = Optimizers.adam(2e-4, 0.5, 0.999);
    return new Optimization(adam, adam, Schedules.constant(), 64, 64, 1, 1, 0, false);
  }

  Optimization with(Optimizer d, Optimizer g) {
    return new Optimization(
        d, g, schedule, batch, generatorBatch, parts, criticSteps, averaging, mixedPrecision);
  }

  Optimization with(Schedule other) {
    return new Optimization(
        discriminator,
        generator,
        other,
        batch,
        generatorBatch,
        parts,
        criticSteps,
        averaging,
        mixedPrecision);
  }

  Optimization batch(int n) {
    return batches(n, n);
  }

  Optimization generatorBatch(int n) {
    return batches(batch, n);
  }

  private Optimization batches(int d, int g) {
    return new Optimization(
        discriminator, generator, schedule, d, g, parts, criticSteps, averaging, mixedPrecision);
  }

  Optimization accumulate(int k) {
    return new Optimization(
        discriminator,
        generator,
        schedule,
        batch,
        generatorBatch,
        k,
        criticSteps,
        averaging,
        mixedPrecision);
  }

  Optimization criticSteps(int n) {
    return new Optimization(
        discriminator,
        generator,
        schedule,
        batch,
        generatorBatch,
        parts,
        n,
        averaging,
        mixedPrecision);
  }

  Optimization averaging(double decay) {
    return new Optimization(
        discriminator,
        generator,
        schedule,
        batch,
        generatorBatch,
        parts,
        criticSteps,
        decay,
        mixedPrecision);
  }

  Optimization inMixedPrecision() {
    return new Optimization(
        discriminator,
        generator,
        schedule,
        batch,
        generatorBatch,
        parts,
        criticSteps,
        averaging,
        true);
  }
}
