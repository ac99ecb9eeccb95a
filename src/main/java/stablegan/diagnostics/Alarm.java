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

  /** What can go wrong with a run. */
  public enum Cause {
    /** The discriminator is sure of nearly every sample, and right. */
    SATURATION("D saturation"),
    /** Gradients have become tiny against what they were. */
    VANISHING_GRADIENT("vanishing gradient"),
    /** Gradients have become huge against what they were. */
    EXPLODING_GRADIENT("exploding gradient"),
    /** Spectral norms run away, or spectral normalization's estimate does not follow them. */
    SIGMA_DRIFT("σ drift"),
    /**
     * The generator makes less variety than it did, or than there is: half as many modes, half the
     * recall or coverage, a quarter of the spread within a batch.
     */
    MODE_DROP("mode drop"),
    /** The players chase each other in circles. */
    LIMIT_CYCLE("limit cycle"),
    /** Steps change a player's weights too much: the learning rate is too high. */
    STEP_SIZE("steps too large"),
    /** A player's weights do not move. */
    FROZEN("frozen player"),
    /** Losses or gradients are no numbers: the run has ended. */
    NON_FINITE("no number");

    private final String text;

    Cause(String text) {
      this.text = text;
    }

    /** A few words for tables and charts. */
    public String text() {
      return text;
    }
  }
}
