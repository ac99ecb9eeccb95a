package stablegan.cost;

import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import stablegan.data.ImageSet;
import stablegan.internal.files.Shutdown;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.TrainingData;

/**
 * What training by a method takes in memory.
 *
 * @param method its name
 * @param state bytes of the arrays that training carries from step to step: weights of both
 *     players, the optimizers' moments, averages, what stabilisers remember, vectors of power
 *     iterations
 * @param peak by how many bytes the resident memory of the process rises at most during a generator
 *     step with its discriminator steps, above what it is between steps: activations, gradients,
 *     the engine's own buffers; the median of several. Empty on systems other than Linux with the
 *     GNU C library, and if the engine works on a GPU
 */
public record StepMemory(String method, long state, OptionalLong peak) {

  private static final int ROUNDS = 3;
  private static final long SEED = 0;

  /**
   * Measures a method on these images, after a step that is not counted.
   *
   * <p>Whatever else the process does meanwhile is measured too, and so is what Java allocates,
   * about a mebibyte: differences below that mean nothing.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public static StepMemory of(Method method, ImageSet images) {
    TrainingData data = TrainingData.of(images);
    try (Shutdown.Region region = Shutdown.region();
        GanTrainer.Steps steps = GanTrainer.Steps.of(method, data, SEED)) {
      steps.generator(0);
      return new StepMemory(method.name(), steps.stateBytes(), peak(steps));
    }
  }

  private static OptionalLong peak(GanTrainer.Steps steps) {
    if (steps.onGpu()) {
      return OptionalLong.empty();
    }
    long[] rises = LongStream.rangeClosed(1, ROUNDS).flatMap(step -> rise(steps, step)).toArray();
    return LongStream.of(rises).sorted().skip(ROUNDS / 2).findFirst();
  }

  private static LongStream rise(GanTrainer.Steps steps, long step) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while memory was measured");
    }
    return ResidentMemory.rise(() -> steps.generator(step)).stream();
  }
}
