package stablegan.nn;

/**
 * When a spectrally normalized weight advances its power iteration.
 *
 * @param eachPass whether every training pass derives the weight anew, instead of all passes of an
 *     optimizer step sharing it
 * @param every the iteration advances at one of this many occasions; positive
 */
public record Clock(boolean eachPass, int every) {

  /** Once for each optimizer step; all its passes share W/σ. */
  public static final Clock EACH_STEP = new Clock(false, 1);

  /** Once for each training pass, as in PyTorch: real and fake batches see different weights. */
  public static final Clock EACH_PASS = new Clock(true, 1);

  public Clock {
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1 but is " + every);
    }
  }

  /** Once in every {@code steps} optimizer steps; σ itself is still computed in each step. */
  public static Clock everySteps(int steps) {
    return new Clock(false, steps);
  }
}
