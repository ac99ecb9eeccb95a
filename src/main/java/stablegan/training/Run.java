package stablegan.training;

import ai.djl.nn.Block;
import java.util.List;

/**
 * A run that has ended. It holds the networks' memory until it is closed.
 *
 * @param seed of the run: weights, latent vectors, order of the data
 * @param discriminator samples (N, …) in, with their classes (N) if it is conditional, logits (N,
 *     1) out; pass {@code StepWeights.fixed}
 */
public record Run(
    Method method,
    long seed,
    Outcome outcome,
    History history,
    Generator generator,
    Block discriminator,
    Runnable release)
    implements AutoCloseable {

  /** What went wrong, in the order of the steps; empty for a healthy run. */
  public List<Alarm> alarms() {
    return Detectors.alarms(history, outcome);
  }

  @Override
  public void close() {
    release.run();
  }
}
