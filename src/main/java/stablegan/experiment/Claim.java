package stablegan.experiment;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import stablegan.diagnostics.Alarm;
import stablegan.metrics.Score;

/**
 * A claim about a method, against the first of the comparison unless said.
 *
 * @param text in words: "fewer collapses"
 * @param claimed better or worse
 * @param baseline the method it is compared with, if that isn't the comparison's first
 */
public record Claim(
    String method,
    String text,
    Criterion criterion,
    PairedComparison.Verdict claimed,
    Optional<String> baseline) {

  public Claim {
    if (claimed == PairedComparison.Verdict.INDISTINGUISHABLE) {
      throw new IllegalArgumentException(
          "'" + text + "' must claim better or worse: a test never shows that two are the same");
    }
  }

  /** The method is better. */
  public static Claim better(String method, String text, Criterion criterion) {
    return new Claim(method, text, criterion, PairedComparison.Verdict.BETTER, Optional.empty());
  }

  /** The method is worse. */
  public static Claim worse(String method, String text, Criterion criterion) {
    return new Claim(method, text, criterion, PairedComparison.Verdict.WORSE, Optional.empty());
  }

  /** The same against another method of the comparison than its first. */
  public Claim against(String method) {
    return new Claim(this.method, text, criterion, claimed, Optional.of(method));
  }

  /**
   * A claim with the runs that decide it. Claims that are shown, and corrected for being tested,
   * together may rest on several comparisons, each on its own data.
   *
   * @param runs of the claim's method, one for each seed
   * @param baseline the runs they are compared with, of the same seeds in the same order
   * @param looks when the seeds were looked at, if that was more than once
   */
  public record Evidence(Claim claim, List<Cell> runs, List<Cell> baseline, Optional<Looks> looks) {

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

    /** Runs whose seeds were looked at once. */
    public Evidence(Claim claim, List<Cell> runs, List<Cell> baseline) {
      this(claim, runs, baseline, Optional.empty());
    }

    /** A claim about a method against another one of the same comparison. */
    public static Evidence of(Results results, String baseline, Claim claim) {
      return of(results, claim.against(baseline));
    }

    /** A claim with the runs of a comparison, of the seeds that both methods have. */
    public static Evidence of(Results results, Claim claim) {
      String baseline = claim.baseline().orElse(results.methods().get(0));
      return new Evidence(
          claim,
          results.paired(claim.method(), baseline),
          results.paired(baseline, claim.method()),
          results.setup().looks());
    }

    /** The test of these runs, without correction. */
    public PairedComparison comparison() {
      Criterion criterion = claim.criterion();
      PairedComparison pairs =
          PairedComparison.of(runs, baseline, criterion.number(), criterion.lowerIsBetter());
      return looks.map(pairs::lookedAt).orElse(pairs);
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
    public static Finding of(PairedComparison.Verdict claimed, PairedComparison.Verdict found) {
      if (found == PairedComparison.Verdict.INDISTINGUISHABLE) {
        return OPEN;
      }
      return found == claimed ? HOLDS : FAILS;
    }
  }

  /**
   * Something that methods are compared by.
   *
   * @param name its column or line
   * @param number of one run; the mean over runs is shown
   * @param lowerIsBetter whether less of it is better
   */
  public record Criterion(String name, ToDoubleFunction<Cell> number, boolean lowerIsBetter) {

    /** A score, known by its name before anything is measured. */
    private record ScoreNumber(String score) implements ToDoubleFunction<Cell> {

      @Override
      public double applyAsDouble(Cell cell) {
        return cell.score(score).map(Score::value).orElse(Double.NaN);
      }
    }

    /** Refuses a score that isn't among those that will be measured. */
    void requireMeasured(Collection<String> scores) {
      if (number instanceof ScoreNumber asked && !scores.contains(asked.score())) {
        throw new IllegalArgumentException(
            "%s isn't measured; there are %s".formatted(asked.score(), scores));
      }
    }

    /** A score of the evaluation. */
    public static Criterion score(Results results, String name) {
      return score(name, results.lowerIsBetter(name));
    }

    /** A score of an evaluation that is yet to be made. */
    public static Criterion score(String name, boolean lowerIsBetter) {
      return new Criterion(name, new ScoreNumber(name), lowerIsBetter);
    }

    /** A series of the history, averaged over the second half of the run. */
    public static Criterion series(String name, boolean lowerIsBetter) {
      return new Criterion(name, cell -> cell.settled(name), lowerIsBetter);
    }

    /** Share of runs that diverged. */
    public static Criterion diverged() {
      return new Criterion("diverged", cell -> cell.outcome().isCompleted() ? 0 : 1, true);
    }

    /** Share of runs with one of these alarms. */
    public static Criterion alarms(String name, Alarm.Cause... causes) {
      List<Alarm.Cause> asked = Arrays.asList(causes);
      return new Criterion(
          name,
          cell -> cell.alarms().stream().anyMatch(alarm -> asked.contains(alarm.cause())) ? 1 : 0,
          true);
    }

    /** Milliseconds for a generator step with its discriminator steps. */
    public static Criterion milliseconds() {
      return new Criterion("ms / step", cell -> 1000 * cell.secondsPerStep(), true);
    }
  }
}
