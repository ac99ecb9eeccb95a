package stablegan.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How two comparisons differ: in what they are of and were made with, and in their numbers. */
record DifferenceTables(Results here, Results there) {

  private static final String TIME = "time";
  private static final String NOTHING = "nothing";

  /** A score of a method that both have, on the seeds that they have. */
  private record Pair(String method, String score, List<Cell> here, List<Cell> there) {

    private static Results.Spread spread(List<Cell> cells, String score) {
      return Results.Spread.over(cells, RunsTable.score(score));
    }

    private Results.Spread mine() {
      return spread(here, score);
    }

    private Results.Spread theirs() {
      return spread(there, score);
    }

    /** The score here and there, where both have the seed and one of them a score. */
    private List<double[]> common() {
      List<double[]> pairs = new ArrayList<>();
      for (Cell mine : here) {
        there.stream()
            .filter(theirs -> theirs.seed() == mine.seed())
            .forEach(theirs -> pairs.add(new double[] {value(mine), value(theirs)}));
      }
      pairs.removeIf(pair -> Double.isNaN(pair[0]) && Double.isNaN(pair[1]));
      return pairs;
    }

    private double value(Cell cell) {
      return RunsTable.score(score).applyAsDouble(cell);
    }

    private int equal() {
      return (int) common().stream().filter(p -> Double.compare(p[0], p[1]) == 0).count();
    }
  }

  Table settings() {
    List<Results.Difference> lines = new ArrayList<>(here.differences(there));
    lines.addAll(madeWith());
    return Table.create(
        "differences",
        column("what", lines, Results.Difference::what),
        column("here", lines, Results.Difference::here),
        column("there", lines, Results.Difference::there));
  }

  /** Versions and machines; the time of a run says nothing. */
  private List<Results.Difference> madeWith() {
    Set<String> names = new LinkedHashSet<>();
    for (Results side : List.of(here, there)) {
      side.cells().forEach(cell -> names.addAll(cell.provenance().keySet()));
    }
    names.remove(TIME);
    return names.stream()
        .map(name -> new Results.Difference("made with " + name, all(here, name), all(there, name)))
        .filter(line -> !line.here().equals(line.there()))
        .toList();
  }

  private static String all(Results results, String name) {
    Set<String> values =
        results.cells().stream()
            .map(cell -> cell.provenance().getOrDefault(name, NOTHING))
            .collect(Collectors.toCollection(TreeSet::new));
    return values.isEmpty() ? NOTHING : String.join(", ", values);
  }

  Table numbers() {
    List<Pair> pairs = pairs();
    Table table =
        Table.create(
            "numbers", column("method", pairs, Pair::method), column("score", pairs, Pair::score));
    ColumnGroup.spreads("here", pairs, Pair::mine).forEach(table::addColumns);
    ColumnGroup.spreads("there", pairs, Pair::theirs).forEach(table::addColumns);
    table.addColumns(
        DoubleColumn.create(
            "there − here", pairs.stream().mapToDouble(p -> p.theirs().mean() - p.mine().mean())));
    ColumnGroup.counts("equal", pairs, Pair::equal, pair -> pair.common().size())
        .forEach(table::addColumns);
    return table;
  }

  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (String method : here.methods()) {
      List<Cell> mine = cells(here, method);
      List<Cell> theirs = cells(there, method);
      for (String score : here.scores()) {
        if (!mine.isEmpty() && !theirs.isEmpty() && there.scores().contains(score)) {
          pairs.add(new Pair(method, score, mine, theirs));
        }
      }
    }
    return pairs;
  }

  private static List<Cell> cells(Results results, String method) {
    return results.cells().stream().filter(cell -> cell.method().equals(method)).toList();
  }

  private static <T> StringColumn column(String name, List<T> rows, Function<T, String> cell) {
    return StringColumn.create(name, rows.stream().map(cell));
  }
}
