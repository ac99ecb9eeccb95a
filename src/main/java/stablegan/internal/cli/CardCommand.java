package stablegan.internal.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.report.RunCard;

@Command(
    name = "card",
    description = "Writes all that is known of a run into its folder, as a page and as JSON.",
    mixinStandardHelpOptions = true)
final class CardCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      description = "The folder of a run, or of a comparison's cell: cells/METHOD/seed-0.")
  private Path folder;

  @Override
  public void run() {
    spec.commandLine().getOut().println(RunCard.of(folder).save());
  }
}
