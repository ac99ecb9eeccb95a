package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Claims beside what was measured. All claims of a table are tested together: exact paired tests
 * over the seeds with Holm's correction.
 */
public record ClaimTables(Results results) {

  /** A claim with its test. */
  private record Tested(Claim claim, PairedComparison comparison) {

    Finding finding() {
      return Finding.of(claim.claimed(), comparison.verdict());
    }
  }

  /** Of these results. */
  public static ClaimTables of(Results results) {
    return new ClaimTables(results);
  }

  /**
   * One line for each claim: trait, claim, what the first method and the claim's method measure,
   * adjusted p, finding.
   */
  public Table traits(List<Claim> claims) {
    List<Tested> tested = tested(claims);
    String baseline = results.methods().get(0);
    return Table.create("claims")
        .addColumns(
            column("trait", tested, t -> t.claim().trait().name()),
            column("claim", tested, t -> t.claim().method() + ": " + t.claim().text()),
            column(baseline, tested, t -> measured(baseline, t.claim().trait())),
            column("method", tested, t -> measured(t.claim().method(), t.claim().trait())),
            column("p", tested, t -> SpreadText.of(t.comparison().adjusted())),
            column("finding", tested, t -> t.finding().text()));
  }

  /**
   * One line for each method: its traits, then what became of its pros and cons.
   *
   * @param pros claims, any number for a method
   * @param cons likewise; "costs more" claims worse
   */
  public Table methods(List<Trait> traits, List<Claim> pros, List<Claim> cons) {
    List<Tested> tested = tested(Stream.concat(pros.stream(), cons.stream()).toList());
    List<String> methods = results.methods();
    Table table = Table.create("methods");
    table.addColumns(column("method", methods, method -> method));
    for (Trait trait : traits) {
      table.addColumns(column(trait.name(), methods, method -> measured(method, trait)));
    }
    List<Tested> forPros = tested.subList(0, pros.size());
    List<Tested> forCons = tested.subList(pros.size(), tested.size());
    return table.addColumns(
        column("pro", methods, method -> findings(method, forPros)),
        column("con", methods, method -> findings(method, forCons)));
  }

  private List<Tested> tested(List<Claim> claims) {
    List<PairedComparison> comparisons =
        PairedComparison.corrected(
            claims.stream()
                .map(
                    c ->
                        results.comparison(
                            c.method(), c.trait().number(), c.trait().lowerIsBetter()))
                .toList());
    return IntStream.range(0, claims.size())
        .mapToObj(i -> new Tested(claims.get(i), comparisons.get(i)))
        .toList();
  }

  private String measured(String method, Trait trait) {
    return SpreadText.of(results.over(method, trait.number()));
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
