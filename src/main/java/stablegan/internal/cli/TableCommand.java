package stablegan.internal.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.report.Comparison;
import stablegan.report.Tables;
import tech.tablesaw.api.Table;

@Command(
    name = "table",
    description = "Prints the table of a comparison, finished or running.",
    mixinStandardHelpOptions = true)
final class TableCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMPARISON", description = Opened.WHAT)
  private String name;

  @Option(
      names = "--format",
      defaultValue = "MARKDOWN",
      description =
          "${COMPLETION-CANDIDATES}; MARKDOWN if not given. CSV is for programs: a row for each"
              + " method and score, every digit.")
  private Tables.Format format;

  @Option(names = "--runs", description = "One line for each run instead of each method.")
  private boolean runs;

  @Override
  public void run() {
    Opened opened = Opened.of(name);
    Table table = table(Comparison.of(opened.results()));
    spec.commandLine().getOut().println(format.render(table));
    opened.standing().ifPresent(spec.commandLine().getErr()::println);
  }

  private Table table(Comparison comparison) {
    if (runs) {
      return comparison.runs();
    }
    return format == Tables.Format.CSV ? comparison.scores() : comparison.summary();
  }
}
