package stablegan.report;

import java.util.List;
import stablegan.experiment.Cell;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;

/**
 * A claim about a method, against the first of the comparison.
 *
 * @param text in words: "fewer collapses"
 * @param claimed better or worse
 */
public record Claim(
    String method, String text, Criterion criterion, PairedComparison.Verdict claimed) {

  public Claim {
    if (claimed == PairedComparison.Verdict.INDISTINGUISHABLE) {
      throw new IllegalArgumentException(
          "'" + text + "' must claim better or worse: a test never shows that two are the same");
    }
  }

  /** The method is better. */
  public static Claim better(String method, String text, Criterion criterion) {
    return new Claim(method, text, criterion, PairedComparison.Verdict.BETTER);
  }

  /** The method is worse. */
  public static Claim worse(String method, String text, Criterion criterion) {
    return new Claim(method, text, criterion, PairedComparison.Verdict.WORSE);
  }

  /**
   * A claim with the runs that decide it. Claims that are shown, and corrected for being tested,
   * together may rest on several comparisons, each on its own data.
   *
   * @param runs of the claim's method, one for each seed
   * @param baseline the runs they are compared with, of the same seeds in the same order
   */
  public record Evidence(Claim claim, List<Cell> runs, List<Cell> baseline) {

    public Evidence {
      runs = List.copyOf(runs);
      baseline = List.copyOf(baseline);
      List<Long> seeds = runs.stream().map(Cell::seed).toList();
      List<Long> others = baseline.stream().map(Cell::seed).toList();
      if (seeds.isEmpty() || !seeds.equals(others)) {
        throw new IllegalArgumentException(
            "'%s' needs runs that are paired by their seeds, not seeds %s against %s"
                .formatted(claim.text(), seeds, others));
      }
    }

    /** A claim about a method against another one of the same comparison. */
    public static Evidence of(Results results, String baseline, Claim claim) {
      return new Evidence(claim, results.cells(claim.method()), results.cells(baseline));
    }

    /** A claim about a method against the first of a comparison. */
    public static Evidence of(Results results, Claim claim) {
      return of(results, results.methods().get(0), claim);
    }

    /** The test of these runs, without correction. */
    public PairedComparison comparison() {
      Criterion criterion = claim.criterion();
      return PairedComparison.of(runs, baseline, criterion.number(), criterion.lowerIsBetter());
    }
  }

  /** What became of a claim when it was measured. */
  public enum Finding {
    HOLDS("holds"),
    FAILS("doesn't hold"),
    OPEN("can't tell");

    private final String text;

    Finding(String text) {
      this.text = text;
    }

    /** As tables say it. */
    public String text() {
      return text;
    }

    /** It holds if the verdict is what was claimed, and stays open without a verdict. */
    static Finding of(PairedComparison.Verdict claimed, PairedComparison.Verdict found) {
      if (found == PairedComparison.Verdict.INDISTINGUISHABLE) {
        return OPEN;
      }
      return found == claimed ? HOLDS : FAILS;
    }
  }
}
