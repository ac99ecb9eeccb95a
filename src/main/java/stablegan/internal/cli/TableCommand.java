package stablegan.internal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.report.Tables;

@Command(
    name = "table",
    description = "Prints the table of a finished comparison.",
    mixinStandardHelpOptions = true)
final class TableCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(description = "The folder of the comparison, such as runs/sn-vs-rivals-quick.")
  private Path folder;

  @Option(
      names = "--format",
      defaultValue = "MARKDOWN",
      description = "${COMPLETION-CANDIDATES}; MARKDOWN if not given.")
  private Tables.Format format;

  @Option(names = "--runs", description = "One line for each run instead of each method.")
  private boolean runs;

  @Override
  public void run() {
    Path file = folder.resolve(runs ? "runs.csv" : "results.csv");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "there is no " + file + ": name the folder of a comparison that has ended");
    }
    spec.commandLine().getOut().println(format.render(Tables.read(file)));
  }
}
