package stablegan.experiment;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import stablegan.diagnostics.Alarm;
import stablegan.experiment.PairedComparison.Verdict;
import stablegan.internal.statistics.SpreadFlip;
import stablegan.internal.text.NumberText;
import stablegan.metrics.Score;

/**
 * A claim about a method, against the first of the comparison unless said.
 *
 * @param text in words: "fewer collapses"
 * @param claimed better or worse
 * @param baseline the method it is compared with, if that isn't the comparison's first
 * @param margin the least difference worth speaking of, as a share of the baseline's number, if one
 *     was stated, see {@link #margin(double)}
 */
public record Claim(
    String method,
    String text,
    Criterion criterion,
    Verdict claimed,
    Optional<String> baseline,
    OptionalDouble margin) {

  public Claim {
    if (claimed == Verdict.INDISTINGUISHABLE) {
      throw new IllegalArgumentException(
          "'" + text + "' must claim better or worse: a test never shows that two are the same");
    }
    if (margin.isPresent()) {
      criterion.requireMean("margin");
      double share = margin.getAsDouble();
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException(
            "a margin is a share of the baseline's number between 0 and 1, such as 0.1, not "
                + share);
      }
    }
  }

  /** The method is better. */
  public static Claim better(String method, String text, Criterion criterion) {
    return new Claim(
        method, text, criterion, Verdict.BETTER, Optional.empty(), OptionalDouble.empty());
  }

  /** The method is worse. */
  public static Claim worse(String method, String text, Criterion criterion) {
    return new Claim(
        method, text, criterion, Verdict.WORSE, Optional.empty(), OptionalDouble.empty());
  }

  /**
   * Refuses a claim about methods that aren't there, or about a method against itself.
   *
   * @return the method that it is compared with
   */
  String requireAmong(List<String> methods) {
    String other = baseline.orElse(methods.get(0));
    if (!methods.contains(method) || !methods.contains(other) || method.equals(other)) {
      throw new IllegalArgumentException(
          "'%s' compares %s with %s; the methods are %s".formatted(text, method, other, methods));
    }
    return other;
  }

  /** The same against another method of the comparison than its first. */
  public Claim against(String method) {
    return new Claim(this.method, text, criterion, claimed, Optional.of(method), margin);
  }

  /**
   * The same with the least difference worth speaking of, to be stated before there are runs. Where
   * no difference is shown, a second test asks whether one of this size can be ruled out ({@link
   * Finding#BELOW_MARGIN}): the same test against the baseline's numbers moved by the margin, a
   * test of non-superiority, exact where differences scatter symmetrically. No true difference
   * makes both tests err, so that the second costs the first nothing; where several claims are
   * tested together it is corrected for as many as the first tests leave open.
   *
   * <p>A number with a bound, such as a share, may leave no room for a difference of this size;
   * that is ruled out then whatever the runs are like.
   *
   * @param share of the baseline's number, between 0 and 1: 0.1 for a tenth
   * @throws IllegalStateException unless means are compared
   */
  public Claim margin(double share) {
    return new Claim(method, text, criterion, claimed, baseline, OptionalDouble.of(share));
  }

  /**
   * What became of claims that are tested together, in their order.
   *
   * @param corrected the claims' comparisons, see {@link PairedComparison#corrected}
   * @param margins see {@link #margins}
   */
  public static List<Finding> findings(
      List<Evidence> evidence,
      List<PairedComparison> corrected,
      List<Optional<PairedComparison>> margins) {
    return found(claimed(evidence), first(claimed(evidence), corrected), margins);
  }

  /**
   * The tests against the baseline's numbers moved by the margins, corrected for as many claims as
   * are open without them: of those that are open and have a margin, in the claims' order.
   *
   * @param corrected the claims' comparisons, see {@link PairedComparison#corrected}
   */
  public static List<Optional<PairedComparison>> margins(
      List<Evidence> evidence, List<PairedComparison> corrected) {
    return margins(first(claimed(evidence), corrected), i -> evidence.get(i).marginComparison());
  }

  /**
   * What became of claims, from what was compared.
   *
   * @param margin with the baseline's numbers moved by the margin, without correction, if there is
   *     one; asked of claims that are open by the first test alone
   */
  static List<Finding> findings(
      List<Verdict> claimed,
      List<PairedComparison> corrected,
      IntFunction<Optional<PairedComparison>> margin) {
    List<Finding> first = first(claimed, corrected);
    return found(claimed, first, margins(first, margin));
  }

  private static List<Finding> found(
      List<Verdict> claimed, List<Finding> first, List<Optional<PairedComparison>> margins) {
    return IntStream.range(0, first.size())
        .mapToObj(
            i ->
                margins.get(i).filter(isAgainst(claimed.get(i))).isPresent()
                    ? Finding.BELOW_MARGIN
                    : first.get(i))
        .toList();
  }

  private static List<Verdict> claimed(List<Evidence> evidence) {
    return evidence.stream().map(e -> e.claim().claimed()).toList();
  }

  private static List<Finding> first(List<Verdict> claimed, List<PairedComparison> corrected) {
    return IntStream.range(0, corrected.size())
        .mapToObj(i -> Finding.of(claimed.get(i), corrected.get(i).verdict()))
        .toList();
  }

  private static List<Optional<PairedComparison>> margins(
      List<Finding> first, IntFunction<Optional<PairedComparison>> margin) {
    int open = Collections.frequency(first, Finding.OPEN);
    return IntStream.range(0, first.size())
        .mapToObj(
            i ->
                first.get(i) == Finding.OPEN
                    ? margin.apply(i).map(test -> test.correctedFor(open))
                    : Optional.<PairedComparison>empty())
        .toList();
  }

  private static Predicate<PairedComparison> isAgainst(Verdict claimed) {
    return test -> Finding.of(claimed, test.verdict()) == Finding.FAILS;
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

    /**
     * A claim with the runs of a comparison, of the seeds that both methods have.
     *
     * @throws IllegalArgumentException if there are no such methods, they are one, or they have no
     *     seed in common; if there is no such score, the criterion takes more of it for better
     *     where less is or the other way round, or no run recorded the series that it is of
     */
    public static Evidence of(Results results, Claim claim) {
      claim.criterion().requireMeasured(results);
      String baseline = claim.requireAmong(results.methods());
      results.requirePairs(claim.method(), baseline);
      return new Evidence(
          claim,
          results.paired(claim.method(), baseline),
          results.paired(baseline, claim.method()),
          results.setup().looks());
    }

    /** The test of these runs, without correction. */
    public PairedComparison comparison() {
      return claim.criterion().compared(runs, baseline, looks, 0);
    }

    /** The test against the baseline's numbers moved by the margin, if the claim has one. */
    Optional<PairedComparison> marginComparison() {
      if (claim.margin().isEmpty()) {
        return Optional.empty();
      }
      boolean less = (claim.claimed() == Verdict.BETTER) == claim.criterion().lowerIsBetter();
      double share = less ? -claim.margin().getAsDouble() : claim.margin().getAsDouble();
      return Optional.of(claim.criterion().compared(runs, baseline, looks, share));
    }
  }

  /** What became of a claim when it was measured. */
  public enum Finding {
    HOLDS("holds"),
    FAILS("doesn't hold"),
    /** No difference was shown, but that the claim isn't true by its margin. */
    BELOW_MARGIN("below the margin"),
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
    public static Finding of(Verdict claimed, Verdict found) {
      if (found == Verdict.INDISTINGUISHABLE) {
        return OPEN;
      }
      return found == claimed ? HOLDS : FAILS;
    }
  }

  /**
   * Something that methods are compared by.
   *
   * @param name its column or line
   * @param number of one run
   * @param lowerIsBetter whether less of it is better
   * @param by what is made of the numbers of all runs
   */
  public record Criterion(
      String name, ToDoubleFunction<Cell> number, boolean lowerIsBetter, By by) {

    private static final ToDoubleBiFunction<Cell, String> SETTLED = Cell::settled;

    /** What is made of the numbers of a method's runs. */
    public enum By {
      /** Their mean; a run that diverged is worse than any other. */
      MEAN,
      /** Their mean absolute deviation from the median; runs that diverged have no part in it. */
      SPREAD,
      /** The share of runs with 1; others, diverged or not, have 0. */
      SHARE
    }

    /** A score, known by its name before anything is measured. */
    private record ScoreNumber(String score) implements ToDoubleFunction<Cell> {

      @Override
      public double applyAsDouble(Cell cell) {
        return cell.score(score).map(Score::value).orElse(Double.NaN);
      }
    }

    /** A number made of a series of the history, which is known by its name once there are runs. */
    private record SeriesNumber(String series, ToDoubleBiFunction<Cell, String> number)
        implements ToDoubleFunction<Cell> {

      @Override
      public double applyAsDouble(Cell cell) {
        return number.applyAsDouble(cell, series);
      }
    }

    /** Whether a run failed: 1 if it diverged, has no number or one beyond a bound. */
    private record Failure(ToDoubleFunction<Cell> number, double bound, boolean lowerIsBetter)
        implements ToDoubleFunction<Cell> {

      @Override
      public double applyAsDouble(Cell cell) {
        double value = cell.outcome().isCompleted() ? number.applyAsDouble(cell) : Double.NaN;
        boolean good = lowerIsBetter ? value <= bound : value >= bound;
        return good ? 0 : 1;
      }
    }

    /** A criterion whose mean is compared. */
    public Criterion(String name, ToDoubleFunction<Cell> number, boolean lowerIsBetter) {
      this(name, number, lowerIsBetter, By.MEAN);
    }

    /**
     * How far this number scatters over runs, of which less is better: what a claim of stability is
     * about. It is measured by the mean absolute deviation from the median and tested by a paired
     * permutation test that is exact but for the medians, which are estimated: its 5 % are about 4
     * % in simulations, up to 7 % for very skewed numbers. Where seeds were looked at several times
     * it is looked at with them, like a mean.
     *
     * @throws IllegalStateException unless this compares means
     */
    public Criterion spread() {
      requireMean("spread");
      return new Criterion("spread of " + name, number, true, By.SPREAD);
    }

    /**
     * The share of runs that fail: that diverge, or whose number is worse than a bound, which
     * should be stated before there are any. Tested exactly (McNemar 1947).
     *
     * @param bound such as three times what real images score
     * @throws IllegalArgumentException if the bound is NaN
     * @throws IllegalStateException unless this compares means
     */
    public Criterion fails(double bound) {
      requireMean("share of failures");
      if (Double.isNaN(bound)) {
        throw new IllegalArgumentException(
            "a run fails beyond a number of %s, such as three times what real images have, not beyond NaN"
                .formatted(name));
      }
      String sign = lowerIsBetter ? ">" : "<";
      return new Criterion(
          "failed, %s %s %s".formatted(name, sign, NumberText.alone(bound)),
          new Failure(number, bound, lowerIsBetter),
          true,
          By.SHARE);
    }

    private void requireMean(String what) {
      if (by != By.MEAN) {
        throw new IllegalStateException("'%s' has no %s of its own".formatted(name, what));
      }
    }

    /** What it is over some runs, of how many of them; with a deviation only if it is a mean. */
    public Results.Spread over(List<Cell> runs) {
      if (by != By.SPREAD) {
        Results.Spread all = Results.Spread.over(runs, number);
        return by == By.MEAN ? all : new Results.Spread(all.mean(), Double.NaN, all.n());
      }
      double[] values = Arrays.stream(ended(runs)).filter(Double::isFinite).toArray();
      return new Results.Spread(SpreadFlip.deviation(values), Double.NaN, values.length);
    }

    /** Numbers, NaN where a run diverged. */
    private double[] ended(List<Cell> runs) {
      return runs.stream()
          .mapToDouble(c -> c.outcome().isCompleted() ? number.applyAsDouble(c) : Double.NaN)
          .toArray();
    }

    /**
     * The test of runs against the baseline's of the same seeds, without correction.
     *
     * @param share of its size by which each of the baseline's numbers is moved, if means are
     *     compared
     */
    PairedComparison compared(
        List<Cell> runs, List<Cell> baseline, Optional<Looks> looks, double share) {
      String method = runs.get(0).method();
      if (by == By.SPREAD) {
        return PairedComparison.ofSpread(method, ended(runs), ended(baseline), looks);
      }
      PairedComparison pairs =
          by == By.MEAN
              ? PairedComparison.ofMoved(runs, baseline, number, lowerIsBetter, share)
              : PairedComparison.of(
                  method,
                  runs.stream().mapToDouble(number).toArray(),
                  baseline.stream().mapToDouble(number).toArray(),
                  lowerIsBetter);
      return looks.map(pairs::lookedAt).orElse(pairs);
    }

    /**
     * Refuses a score that wasn't measured or whose better side is the other one, and a series that
     * no run recorded; a method alone may lack it, as a critic has no saturation.
     */
    void requireMeasured(Results results) {
      requireMeasured(results.kinds());
      if (measured() instanceof SeriesNumber asked) {
        results.requireSeries(asked.series());
        results
            .findKind(asked.series())
            .filter(kind -> asked.number() == SETTLED)
            .ifPresent(kind -> requireDirection(asked.series(), kind));
      }
    }

    private ToDoubleFunction<Cell> measured() {
      return number instanceof Failure failure ? failure.number() : number;
    }

    /** Refuses a score that isn't among those that will be measured, or whose better side isn't. */
    void requireMeasured(Map<String, Score.Kind> scores) {
      if (measured() instanceof ScoreNumber asked) {
        Score.Kind kind = scores.get(asked.score());
        if (kind == null) {
          throw new IllegalArgumentException(
              "%s isn't measured; there are %s".formatted(asked.score(), scores.keySet()));
        }
        requireDirection(asked.score(), kind);
      }
    }

    private void requireDirection(String score, Score.Kind kind) {
      boolean less = number instanceof Failure failure ? failure.lowerIsBetter() : lowerIsBetter;
      if (by != By.SPREAD && less != kind.lowerIsBetter()) {
        throw new IllegalArgumentException(
            "of %s %s is better, but the criterion says that %s is: its lowerIsBetter must be %s"
                .formatted(score, less ? "more" : "less", less ? "less" : "more", !less));
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
      return new Criterion(name, new SeriesNumber(name, SETTLED), lowerIsBetter);
    }

    /** Powers of ten between the smallest and the largest value of a series over a run. */
    public static Criterion decades(String name, String series) {
      return new Criterion(name, new SeriesNumber(series, SeriesNumbers::decades), true);
    }

    /**
     * How restless a series is: its mean change from one record to the next in the second half of
     * the run, relative to its mean size.
     */
    public static Criterion unrest(String name, String series) {
      return new Criterion(name, new SeriesNumber(series, SeriesNumbers::unrest), true);
    }

    /** The standard deviation of a series over its mean, in the second half of the run. */
    public static Criterion relativeDeviation(String name, String series) {
      return new Criterion(name, new SeriesNumber(series, SeriesNumbers::relativeDeviation), true);
    }

    /** Share of runs that diverged, tested exactly (McNemar 1947), as that of alarms. */
    public static Criterion diverged() {
      return new Criterion(
          "diverged", cell -> cell.outcome().isCompleted() ? 0 : 1, true, By.SHARE);
    }

    /** Share of runs with one of these alarms. */
    public static Criterion alarms(String name, Alarm.Cause... causes) {
      List<Alarm.Cause> asked = Arrays.asList(causes);
      return new Criterion(
          name,
          cell -> cell.alarms().stream().anyMatch(alarm -> asked.contains(alarm.cause())) ? 1 : 0,
          true,
          By.SHARE);
    }

    /**
     * Milliseconds for a generator step with its discriminator steps. In a test a run that diverged
     * counts as slower than any other.
     */
    public static Criterion milliseconds() {
      return new Criterion("ms / step", cell -> 1000 * cell.secondsPerStep(), true);
    }
  }
}
