package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;
import java.util.Objects;
import java.util.Optional;
import stablegan.autograd.TensorOps;
import stablegan.optim.Schedule;
import stablegan.random.RandomStream;

/**
 * See {@link Stabilizers#instanceNoise(double, Schedule)}.
 *
 * @param std at the start of the run
 */
record InstanceNoise(double std, Schedule annealing) implements Stabilizer {

  InstanceNoise {
    Objects.requireNonNull(annealing, "annealing");
    if (!(std > 0) || Double.isInfinite(std)) {
      throw new IllegalArgumentException(
          "the noise's standard deviation must be positive and finite but is " + std);
    }
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
  public Optional<Schedule> schedule() {
    return Optional.of(annealing);
  }

  @Override
  public RandomStream.Purpose purpose() {
    return RandomStream.Purpose.NOISE;
  }
}
