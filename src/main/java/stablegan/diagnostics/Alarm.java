package stablegan.diagnostics;

import java.util.List;
import stablegan.training.History;
import stablegan.training.Outcome;

/**
 * Something that went wrong with a run.
 *
 * @param step the generator step at which it could be told, from what was measured up to it
 * @param message in plain words, with the numbers
 */
public record Alarm(Cause cause, long step, String message) {

  /** What went wrong with a run, at most once for each cause, in the order of the steps. */
  public static List<Alarm> of(History history, Outcome outcome) {
    return Detectors.alarms(history, outcome);
  }

  /** "D saturation at step 400: …". */
  @Override
  public String toString() {
    return cause.text() + " at step " + step + ": " + message;
  }
}
