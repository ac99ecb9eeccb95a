package stablegan.diagnostics;

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
  /** The generator makes less variety than it did, or than there is. */
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
