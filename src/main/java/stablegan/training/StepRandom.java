package stablegan.training;

import stablegan.random.Purpose;
import stablegan.random.RandomStream;

/**
 * The random numbers of one player's step, a stream for each purpose, so that instance noise or a
 * penalty doesn't shift the latent vectors. The parts of a batch draw from them one after the
 * other.
 *
 * @param layers what the layers of both networks draw in this step's passes
 */
record StepRandom(
    RandomStream latents,
    RandomStream classes,
    RandomStream noise,
    RandomStream penalties,
    RandomStream layers) {

  /**
   * Of a step of the discriminator.
   *
   * @param step the discriminator steps made before
   */
  static StepRandom discriminator(long seed, long step) {
    return of(seed, 2 * step);
  }

  /**
   * Of a step of the generator.
   *
   * @param step the generator steps made before
   */
  static StepRandom generator(long seed, long step) {
    return of(seed, 2 * step + 1);
  }

  private static StepRandom of(long seed, long number) {
    return new StepRandom(
        RandomStream.of(seed, Purpose.LATENTS, number),
        RandomStream.of(seed, Purpose.CLASSES, number),
        RandomStream.of(seed, Purpose.NOISE, number),
        RandomStream.of(seed, Purpose.PENALTIES, number),
        RandomStream.of(seed, Purpose.LAYERS, number));
  }
}
