package stablegan.training;

import ai.djl.engine.Engine;

/**
 * Seeds of the engine's random numbers. Each step starts from a seed of its own, so a run resumes
 * at any step with the same numbers and no saved state.
 */
final class Seeds {

  /** What the random numbers are for: the same step of another purpose draws others. */
  enum Purpose {
    WEIGHTS(1),
    STEP(2),
    SAMPLES(3);

    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }

  private Seeds() {}

  static void engine(long seed, Purpose purpose, long step) {
    long mixed = mix(mix(mix(seed) + purpose.salt) + step);
    Engine.getInstance().setRandomSeed((int) (mixed >>> 33));
  }

  /** The finalizer of SplitMix64 (Steele et al. 2014): neighbouring seeds become unrelated. */
  static long mix(long x) {
    long z = x + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
