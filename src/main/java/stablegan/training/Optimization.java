package stablegan.training;

import java.util.function.Consumer;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedule;
import stablegan.optim.Schedules;

/**
 * How the players minimize.
 *
 * @param batch real samples, and generated ones, in each discriminator step; at least 1
 * @param generatorBatch generated samples in each generator step; at least 1
 * @param gradientAccumulation how many equal parts of a batch are passed through the networks one
 *     after the other, their gradients averaged, where memory is short; a divisor of both batches
 * @param criticSteps discriminator steps for each generator step; at least 1
 * @param ema decay of the exponential moving average of the generator's weights that is sampled
 *     from, in [0, 1); 0 samples from the weights themselves
 * @param mixedPrecision whether networks are passed through in bfloat16
 */
public record Optimization(
    Optimizer discriminator,
    Optimizer generator,
    Schedule schedule,
    int batch,
    int generatorBatch,
    int gradientAccumulation,
    int criticSteps,
    double ema,
    boolean mixedPrecision) {

  public Optimization {
    if (batch < 1 || generatorBatch < 1 || criticSteps < 1) {
      throw new IllegalArgumentException(
          "batches and critic steps must be at least 1 but are %d, %d and %d"
              .formatted(batch, generatorBatch, criticSteps));
    }
    checkParts(batch, gradientAccumulation);
    checkParts(generatorBatch, gradientAccumulation);
    if (!(0 <= ema && ema < 1)) {
      throw new IllegalArgumentException(
          "the moving average's decay must be in [0, 1) but is " + ema);
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
    return with(
        fields -> {
          fields.discriminator = d;
          fields.generator = g;
        });
  }

  Optimization with(Schedule other) {
    return with(fields -> fields.schedule = other);
  }

  Optimization batch(int n) {
    return with(
        fields -> {
          fields.batch = n;
          fields.generatorBatch = n;
        });
  }

  Optimization generatorBatch(int n) {
    return with(fields -> fields.generatorBatch = n);
  }

  Optimization gradientAccumulation(int parts) {
    return with(fields -> fields.gradientAccumulation = parts);
  }

  Optimization criticSteps(int n) {
    return with(fields -> fields.criticSteps = n);
  }

  Optimization ema(double decay) {
    return with(fields -> fields.ema = decay);
  }

  Optimization inMixedPrecision() {
    return with(fields -> fields.mixedPrecision = true);
  }

  private Optimization with(Consumer<Fields> change) {
    Fields fields = new Fields(this);
    change.accept(fields);
    return fields.optimization();
  }

  /** A copy while it is changed. */
  private static final class Fields {

    private Optimizer discriminator;
    private Optimizer generator;
    private Schedule schedule;
    private int batch;
    private int generatorBatch;
    private int gradientAccumulation;
    private int criticSteps;
    private double ema;
    private boolean mixedPrecision;

    Fields(Optimization of) {
      discriminator = of.discriminator;
      generator = of.generator;
      schedule = of.schedule;
      batch = of.batch;
      generatorBatch = of.generatorBatch;
      gradientAccumulation = of.gradientAccumulation;
      criticSteps = of.criticSteps;
      ema = of.ema;
      mixedPrecision = of.mixedPrecision;
    }

    Optimization optimization() {
      return new Optimization(
          discriminator,
          generator,
          schedule,
          batch,
          generatorBatch,
          gradientAccumulation,
          criticSteps,
          ema,
          mixedPrecision);
    }
  }
}
