package stablegan.training;

import stablegan.random.RandomStream;
import stablegan.stabilizer.Stabilizer;

/**
 * The random numbers of one player's step, a stream for each purpose, so that a stabiliser or a
 * penalty doesn't shift the latent vectors. The parts of a batch draw from them one after the
 * other.
 *
 * @param layers what the layers of both networks draw in this step's passes
 */
record StepRandom(
    RandomStream latents, RandomStream classes, RandomStream penalties, RandomStream layers) {

  /** Above the bits of any step's number. */
  private static final int RANK_SHIFT = 48;

  static StepRandom of(long seed, Stabilizer.StepNumber step) {
    return new StepRandom(
        stream(seed, RandomStream.Purpose.LATENTS, step, 0),
        stream(seed, RandomStream.Purpose.CLASSES, step, 0),
        stream(seed, RandomStream.Purpose.PENALTIES, step, 0),
        stream(seed, RandomStream.Purpose.LAYERS, step, 0));
  }

  /**
   * One stream of a step.
   *
   * @param rank tells apart several of one purpose, from 0
   */
  static RandomStream stream(
      long seed, RandomStream.Purpose purpose, Stabilizer.StepNumber step, int rank) {
    long number = 2 * step.ofPlayer() + (step.isGenerator() ? 1 : 0);
    return RandomStream.of(seed, purpose, ((long) rank << RANK_SHIFT) + number);
  }
}
