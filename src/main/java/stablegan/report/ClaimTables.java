package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stablegan.experiment.Claim;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Claims beside what was measured: means, spreads ({@link Claim.Criterion#spread}) or shares of
 * failures. All claims of a table are tested together: exact paired tests over the seeds with
 * Holm's correction.
 */
public record ClaimTables(Results results) {

  /** Evidence with its test. */
  private record Tested(Claim.Evidence evidence, PairedComparison comparison) {

    Claim claim() {
      return evidence.claim();
    }

    Claim.Finding finding() {
      return Claim.Finding.of(claim().claimed(), comparison.verdict());
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
   * One line for each claim: criterion, claim, what baseline and method measure, the mean paired
   * difference with its 95 % bootstrap interval, on how many seeds the method is better, adjusted
   * p, finding. All are corrected together.
   */
  public static Table of(List<Claim.Evidence> evidence) {
    List<Tested> tested = tested(evidence);
    Set<String> baselines =
        evidence.stream().map(e -> e.baseline().get(0).method()).collect(Collectors.toSet());
    String baseline = baselines.size() == 1 ? baselines.iterator().next() : "baseline";
    Table table =
        Table.create("claims")
            .addColumns(
                column("criterion", tested, t -> t.claim().criterion().name()),
                column("claim", tested, t -> t.claim().method() + ": " + t.claim().text()));
    add(
        table,
        ColumnGroup.spreads(
            baseline,
            tested,
            t -> t.claim().criterion().over(t.evidence().baseline()),
            t -> t.evidence().baseline().size()));
    add(
        table,
        ColumnGroup.spreads(
            "method",
            tested,
            t -> t.claim().criterion().over(t.evidence().runs()),
            t -> t.evidence().runs().size()));
    add(
        table,
        ColumnGroup.intervals(
            "difference", tested, t -> t.comparison().interval(), t -> t.comparison().seeds()));
    add(
        table,
        ColumnGroup.counts(
            "better on", tested, t -> (int) t.comparison().wins(), t -> t.comparison().seeds()));
    return table.addColumns(
        DoubleColumn.create("p", tested.stream().mapToDouble(t -> t.comparison().adjusted())),
        column("finding", tested, t -> t.finding().text()));
  }

  /** One line for each method: what it measures. */
  public Table methods(List<Claim.Criterion> criteria) {
    List<String> methods = results.methods();
    Table table = Table.create("methods");
    table.addColumns(column("method", methods, method -> method));
    for (Claim.Criterion criterion : criteria) {
      add(
          table,
          ColumnGroup.spreads(
              criterion.name(),
              methods,
              method -> criterion.over(results.cells(method)),
              method -> results.cells(method).size()));
    }
    return table;
  }

  /**
   * One line for each method: what it measures, then what became of its pros and cons.
   *
   * @param pros claims, any number for a method
   * @param cons likewise; "costs more" claims worse
   */
  public Table methods(List<Claim.Criterion> criteria, List<Claim> pros, List<Claim> cons) {
    List<Tested> tested = tested(evidence(Stream.concat(pros.stream(), cons.stream()).toList()));
    List<String> methods = results.methods();
    List<Tested> forPros = tested.subList(0, pros.size());
    List<Tested> forCons = tested.subList(pros.size(), tested.size());
    return methods(criteria)
        .addColumns(
            column("pro", methods, method -> findings(method, forPros)),
            column("con", methods, method -> findings(method, forCons)));
  }

  private List<Claim.Evidence> evidence(List<Claim> claims) {
    return claims.stream().map(claim -> Claim.Evidence.of(results, claim)).toList();
  }

  private static List<Tested> tested(List<Claim.Evidence> evidence) {
    List<PairedComparison> comparisons =
        PairedComparison.corrected(evidence.stream().map(Claim.Evidence::comparison).toList());
    return IntStream.range(0, evidence.size())
        .mapToObj(i -> new Tested(evidence.get(i), comparisons.get(i)))
        .toList();
  }

  private static void add(Table table, List<Column<?>> columns) {
    columns.forEach(table::addColumns);
  }

  private static String findings(String method, List<Tested> tested) {
    return tested.stream()
        .filter(t -> t.claim().method().equals(method))
        .map(t -> t.claim().text() + ": " + t.finding().text())
        .collect(Collectors.joining("; "));
  }

  private static <T> StringColumn column(String name, List<T> rows, Function<T, String> cell) {
    List<String> cells = new ArrayList<>();
    rows.forEach(row -> cells.add(cell.apply(row)));
    return StringColumn.create(name, cells);
  }
}
