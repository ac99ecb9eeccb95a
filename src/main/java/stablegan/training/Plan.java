package stablegan.training;

/**
 * How long to train and how often to look.
 *
 * @param steps generator steps, at least 1
 * @param recordEvery steps between two points of the history, at least 1
 * @param checkpointEvery steps between two checkpoints, at least 1
 */
public record Plan(long steps, long recordEvery, long checkpointEvery) {

  private static final long RECORD_EVERY = 10;
  private static final long CHECKPOINT_EVERY = 500;

  public Plan {
    if (steps < 1 || recordEvery < 1 || checkpointEvery < 1) {
      throw new IllegalArgumentException(
          "a plan's numbers must be at least 1 but are %d steps, record every %d, checkpoint every %d"
              .formatted(steps, recordEvery, checkpointEvery));
    }
  }

  /** A plan of so many generator steps. */
  public static Plan steps(long steps) {
    return new Plan(steps, RECORD_EVERY, CHECKPOINT_EVERY);
  }

  /** The same with another distance between points of the history. */
  public Plan recordEvery(long n) {
    return new Plan(steps, n, checkpointEvery);
  }

  /** The same with another distance between checkpoints. */
  public Plan checkpointEvery(long n) {
    return new Plan(steps, recordEvery, n);
  }

  /** Whether the history has a point after so many steps: every so often, and at the end. */
  boolean records(long step) {
    return step % recordEvery == 0 || step == steps;
  }
}
