package stablegan.training;

import ai.djl.nn.Block;

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

  @Override
  public void close() {
    release.run();
  }
}
