package stablegan.report;

import stablegan.experiment.Verdict;

/**
 * A claim about a method, against the first of the comparison.
 *
 * @param text in words: "fewer collapses"
 * @param claimed better or worse
 */
public record Claim(String method, String text, Criterion criterion, Verdict claimed) {

  public Claim {
    if (claimed == Verdict.INDISTINGUISHABLE) {
      throw new IllegalArgumentException(
          "'" + text + "' must claim better or worse: a test never shows that two are the same");
    }
  }

  /** The method is better. */
  public static Claim better(String method, String text, Criterion criterion) {
    return new Claim(method, text, criterion, Verdict.BETTER);
  }

  /** The method is worse. */
  public static Claim worse(String method, String text, Criterion criterion) {
    return new Claim(method, text, criterion, Verdict.WORSE);
  }
}
