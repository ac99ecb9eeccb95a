package stablegan.training;

/**
 * A run that has ended. It holds the networks' memory until it is closed.
 *
 * @param seed of the run: weights, latent vectors, order of the data
 */
public record Run(
    Method method,
    long seed,
    Outcome outcome,
    History history,
    Generator generator,
    Runnable release)
    implements AutoCloseable {

  @Override
  public void close() {
    release.run();
  }
}
