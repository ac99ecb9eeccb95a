package stablegan.training;

/**
 * A generator makes samples that are no numbers. Thrown where samples are drawn; while training it
 * ends the run as diverged, and a comparison makes it a row.
 */
public final class DivergedException extends RuntimeException {

  /** With what is not finite, in words. */
  public DivergedException(String cause) {
    super(cause);
  }
}
