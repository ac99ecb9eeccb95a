package stablegan.report;

import stablegan.experiment.Verdict;

/** What became of a claim when it was measured. */
public enum ClaimFinding {
  HOLDS("holds"),
  FAILS("doesn't hold"),
  OPEN("can't tell");

  private final String text;

  ClaimFinding(String text) {
    this.text = text;
  }

  /** As tables say it. */
  public String text() {
    return text;
  }

  /** It holds if the verdict is what was claimed, and stays open without a verdict. */
  static ClaimFinding of(Verdict claimed, Verdict found) {
    if (found == Verdict.INDISTINGUISHABLE) {
      return OPEN;
    }
    return found == claimed ? HOLDS : FAILS;
  }
}
