package stablegan.training;

/**
 * Something that went wrong with a run.
 *
 * @param step the generator step at which it could be told, from what was measured up to it
 * @param message in plain words, with the numbers
 */
public record Alarm(Cause cause, long step, String message) {

  /** "D saturation at step 400: …". */
  @Override
  public String toString() {
    return cause.text() + " at step " + step + ": " + message;
  }
}
