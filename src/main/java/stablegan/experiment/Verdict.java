package stablegan.experiment;

/** What a comparison of two methods says. */
public enum Verdict {
  BETTER("better"),
  WORSE("worse"),
  INDISTINGUISHABLE("not distinguishable");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** As a table or a sentence says it. */
  public String text() {
    return text;
  }
}
