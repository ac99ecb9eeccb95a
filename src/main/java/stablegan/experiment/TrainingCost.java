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
public record TrainingCost(double discriminatorSteps, double images, double seconds, double flops) {

  static TrainingCost of(Method method, Shape sample, double seconds) {
    int criticSteps = method.optimization().criticSteps();
    return new TrainingCost(
        criticSteps,
        (double) criticSteps * method.optimization().batch(),
        seconds,
        StepFlops.of(method, sample).together());
  }

  /** The cost of so many generator steps. */
  public TrainingCost times(long steps) {
    return new TrainingCost(
        discriminatorSteps * steps, images * steps, seconds * steps, flops * steps);
  }

  TrainingCost plus(TrainingCost other) {
    return new TrainingCost(
        discriminatorSteps + other.discriminatorSteps,
        images + other.images,
        seconds + other.seconds,
        flops + other.flops);
  }

  /** What methods can be given equal amounts of. */
  public enum Unit {
    DISCRIMINATOR_STEPS("D steps") {
      @Override
      public double of(TrainingCost cost) {
        return cost.discriminatorSteps();
      }
    },
    IMAGES("images") {
      @Override
      public double of(TrainingCost cost) {
        return cost.images();
      }
    },
    SECONDS("seconds") {
      @Override
      public double of(TrainingCost cost) {
        return cost.seconds();
      }
    },
    FLOPS("FLOPs") {
      @Override
      public double of(TrainingCost cost) {
        return cost.flops();
      }
    };

    private final String text;

    Unit(String text) {
      this.text = text;
    }

    /** Its name in tables. */
    public String text() {
      return text;
    }

    /** How much of it was spent. */
    public abstract double of(TrainingCost cost);
  }
}
