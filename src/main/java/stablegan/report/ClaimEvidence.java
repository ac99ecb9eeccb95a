package stablegan.report;

import java.util.List;
import stablegan.experiment.Cell;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;

/**
 * A claim with the runs that decide it. Claims that are shown, and corrected for being tested,
 * together may rest on several comparisons, each on its own data.
 *
 * @param runs of the claim's method, one for each seed
 * @param baseline the runs they are compared with, of the same seeds in the same order
 */
public record ClaimEvidence(Claim claim, List<Cell> runs, List<Cell> baseline) {

  public ClaimEvidence {
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
  public static ClaimEvidence of(Results results, String baseline, Claim claim) {
    return new ClaimEvidence(claim, results.cells(claim.method()), results.cells(baseline));
  }

  /** A claim about a method against the first of a comparison. */
  public static ClaimEvidence of(Results results, Claim claim) {
    return of(results, results.methods().get(0), claim);
  }

  /** The test of these runs, without correction. */
  public PairedComparison comparison() {
    Criterion criterion = claim.criterion();
    return PairedComparison.of(runs, baseline, criterion.number(), criterion.lowerIsBetter());
  }
}
