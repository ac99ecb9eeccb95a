package stablegan.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stablegan.experiment.Claim;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import stablegan.internal.text.NumberText;
import tech.tablesaw.api.Table;

/**
 * Claims beside what was measured: means, spreads ({@link Claim.Criterion#spread}) or shares of
 * failures. All claims of a table are tested together: exact paired tests over the seeds with
 * Holm's correction.
 */
public record ClaimTables(Results results) {

  /** Evidence with its test. */
  private record Tested(
      Claim.Evidence evidence,
      PairedComparison comparison,
      Optional<PairedComparison> margin,
      Claim.Finding finding) {

    Claim claim() {
      return evidence.claim();
    }

    boolean inFavour() {
      return claim().claimed() == PairedComparison.Verdict.BETTER;
    }

    /** On how many seeds the difference points the way of the claim. */
    int agreeing() {
      boolean below = comparison.lowerIsBetter() == inFavour();
      return (int) comparison.differences().stream().filter(d -> below ? d < 0 : d > 0).count();
    }
  }

  /** Of these results. */
  public static ClaimTables of(Results results) {
    return new ClaimTables(results);
  }

  /** One line for each claim, against the first method: see {@link #of(List)}. */
  public Table claims(List<Claim> claims) {
    return of(evidence(claims));
  }

  /**
   * One line for each claim: criterion, claim, its margin where one has any, what baseline and
   * method measure, the mean paired difference with its 95 % bootstrap interval, on how many seeds
   * the method is better, adjusted p of there being no difference, and of one of the size of the
   * margin, finding. All are corrected together. What methods measure is over all runs that have a
   * number, the difference over pairs of which neither diverged.
   */
  public static Table of(List<Claim.Evidence> evidence) {
    List<Tested> tested = tested(evidence);
    Set<String> baselines =
        evidence.stream().map(e -> e.baseline().get(0).method()).collect(Collectors.toSet());
    String baseline = baselines.size() == 1 ? baselines.iterator().next() : "baseline";
    TableRows<Tested> start =
        Tables.of(tested)
            .text("criterion", t -> t.claim().criterion().name())
            .text("claim", t -> t.claim().method() + ": " + t.claim().text());
    TableRows<Tested> rows =
        withMargins(start, tested)
            .spread(
                baseline,
                t -> t.claim().criterion().over(t.evidence().baseline()),
                t -> t.evidence().baseline().size())
            .spread(
                "method",
                t -> t.claim().criterion().over(t.evidence().runs()),
                t -> t.evidence().runs().size())
            .interval("difference", t -> t.comparison().interval(), t -> t.comparison().seeds())
            .count("better on", t -> (int) t.comparison().wins(), t -> t.comparison().seeds());
    return withPs(rows, tested).text("finding", t -> t.finding().text()).titled("claims");
  }

  /** With a column of margins, where a claim has one. */
  private static TableRows<Tested> withMargins(TableRows<Tested> rows, List<Tested> tested) {
    return haveMargins(tested) ? rows.text("margin", t -> margin(t.claim())) : rows;
  }

  /** With p of there being no difference and, where a claim has a margin, of one of that size. */
  private static TableRows<Tested> withPs(TableRows<Tested> rows, List<Tested> tested) {
    TableRows<Tested> first = rows.number("p", t -> t.comparison().adjusted());
    return haveMargins(tested)
        ? first.number(
            "p of margin", t -> t.margin().map(PairedComparison::adjusted).orElse(Double.NaN))
        : first;
  }

  private static boolean haveMargins(List<Tested> tested) {
    return tested.stream().anyMatch(t -> t.claim().margin().isPresent());
  }

  private static String margin(Claim claim) {
    return claim.margin().isPresent()
        ? NumberText.alone(100 * claim.margin().getAsDouble()) + " %"
        : NumberText.MISSING;
  }

  /** What became of the claims, in a sentence, and what the seeds are too few to show. */
  public String inWords(List<Claim> claims) {
    if (claims.isEmpty()) {
      return "There is nothing claimed.";
    }
    List<Tested> tested = tested(evidence(claims));
    List<PairedComparison> comparisons = tested.stream().map(Tested::comparison).toList();
    return said(tested).counts() + new ComparisonText(results).limit(comparisons) + ".";
  }

  /**
   * One line for each claim, as lectures say it: for or against the method, what decides it, its
   * margin where one has any, the mean paired difference with its 95 % bootstrap interval, on how
   * many seeds the difference points the way of the claim, adjusted p of there being no difference,
   * and of one of the size of the margin, verdict. All are corrected together.
   */
  public Table verdicts(List<Claim> claims) {
    List<Tested> tested = tested(evidence(claims));
    TableRows<Tested> start =
        Tables.of(tested)
            .text("method", t -> t.claim().method())
            .text("said", t -> (t.inFavour() ? "for: " : "against: ") + t.claim().text())
            .text("criterion", t -> t.claim().criterion().name());
    TableRows<Tested> rows =
        withMargins(start, tested)
            .interval("difference", t -> t.comparison().interval(), t -> t.comparison().seeds())
            .count("seeds that agree", Tested::agreeing, t -> t.comparison().seeds());
    return withPs(rows, tested).text("verdict", t -> t.finding().text()).titled("verdicts");
  }

  /** What became of these claims, tested together: for a table of all that is said of a method. */
  public Verdicts found(List<Claim> claims) {
    return said(tested(evidence(claims)));
  }

  private static Verdicts said(List<Tested> tested) {
    return new Verdicts(
        tested.stream()
            .map(
                t ->
                    new Verdicts.Said(
                        t.claim().method(), t.inFavour(), t.claim().text(), t.finding()))
            .toList());
  }

  /** One line for each method: what it measures. */
  public Table methods(List<Claim.Criterion> criteria) {
    return rows(criteria).titled("methods");
  }

  private TableRows<String> rows(List<Claim.Criterion> criteria) {
    TableRows<String> rows = Tables.of(results.methods()).text("method", method -> method);
    criteria.forEach(
        criterion ->
            rows.spread(
                criterion.name(),
                method -> criterion.over(results.cells(method)),
                method -> results.cells(method).size()));
    return rows;
  }

  /**
   * One line for each method: what it measures, then what became of its pros and cons.
   *
   * @param pros claims, any number for a method
   * @param cons likewise; "costs more" claims worse
   */
  public Table methods(List<Claim.Criterion> criteria, List<Claim> pros, List<Claim> cons) {
    List<Tested> tested = tested(evidence(Stream.concat(pros.stream(), cons.stream()).toList()));
    List<Tested> forPros = tested.subList(0, pros.size());
    List<Tested> forCons = tested.subList(pros.size(), tested.size());
    return rows(criteria)
        .text("pro", method -> findings(method, forPros))
        .text("con", method -> findings(method, forCons))
        .titled("methods");
  }

  private List<Claim.Evidence> evidence(List<Claim> claims) {
    return claims.stream().map(claim -> Claim.Evidence.of(results, claim)).toList();
  }

  private static List<Tested> tested(List<Claim.Evidence> evidence) {
    List<PairedComparison> comparisons =
        PairedComparison.corrected(evidence.stream().map(Claim.Evidence::comparison).toList());
    List<Optional<PairedComparison>> margins = Claim.margins(evidence, comparisons);
    List<Claim.Finding> findings = Claim.findings(evidence, comparisons, margins);
    return IntStream.range(0, evidence.size())
        .mapToObj(
            i -> new Tested(evidence.get(i), comparisons.get(i), margins.get(i), findings.get(i)))
        .toList();
  }

  private static String findings(String method, List<Tested> tested) {
    return tested.stream()
        .filter(t -> t.claim().method().equals(method))
        .map(t -> t.claim().text() + ": " + t.finding().text())
        .collect(Collectors.joining("; "));
  }
}
