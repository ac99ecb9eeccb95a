package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One line for each method of a comparison. */
record SummaryTable(Results results) {

  private static final double MILLIS = 1000;

  Table table() {
    List<String> methods = results.methods();
    Table table = Table.create("summary");
    table.addColumns(column("method", floor(), method -> method));
    for (Score floor : results.floor()) {
      String name = floor.name();
      table.addColumns(
          column(
              name,
              SpreadText.of(floor.value()),
              method -> SpreadText.of(results.score(method, name))));
    }
    table.addColumns(
        column("D saturation", "", method -> percent(settled(method, "d_saturation"))),
        column("D gradient", "", method -> SpreadText.of(settled(method, "d_grad_norm"))),
        column("G gradient", "", method -> SpreadText.of(settled(method, "g_grad_norm"))),
        column("ms / step", "", method -> SpreadText.of(milliseconds(method))),
        column("cost", "", method -> relative(method, methods.get(0))),
        column("diverged", "", this::diverged),
        column("went wrong", "", method -> AlarmText.of(results.cells(method))));
    return table;
  }

  /** Says of how many images the floor is, where they aren't those of a generator. */
  private String floor() {
    Protocol real = results.floor().get(0).protocol();
    return real.fakeCount() == results.ablation().evaluation().generated()
        ? "real images"
        : "real images (%d against %d)".formatted(real.fakeCount(), real.realCount());
  }

  private StringColumn column(String name, String real, Function<String, String> cell) {
    List<String> cells = new ArrayList<>(List.of(real));
    results.methods().forEach(method -> cells.add(cell.apply(method)));
    return StringColumn.create(name, cells);
  }

  private Results.Spread settled(String method, String series) {
    return results.over(method, cell -> cell.settled(series));
  }

  private double milliseconds(String method) {
    return results.over(method, Cell::secondsPerStep).mean() * MILLIS;
  }

  private String relative(String method, String base) {
    return String.format(Locale.ROOT, "%.2f×", milliseconds(method) / milliseconds(base));
  }

  private String diverged(String method) {
    return results.diverged(method) + " of " + results.cells(method).size();
  }

  private static String percent(Results.Spread share) {
    return share.n() == 0 ? "" : SpreadText.percent(share.mean());
  }
}
