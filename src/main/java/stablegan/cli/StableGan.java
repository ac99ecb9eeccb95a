package stablegan.cli;

import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command with its subcommands. */
@Command(
    name = "stablegan",
    description = "Trains GANs stably, and scores them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RunCommand.class,
      AblationCommand.class,
      ScoreCommand.class,
      StatisticsCommand.class,
      TableCommand.class,
      DataCommand.class
    })
public final class StableGan {

  private StableGan() {}

  /** The command line. An expected failure prints its message, anything else its trace. */
  public static CommandLine commandLine() {
    return new CommandLine(new StableGan())
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              if (expected(e)) {
                commandLine.getErr().println("stablegan: " + e.getMessage());
              } else {
                e.printStackTrace(commandLine.getErr());
              }
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static boolean expected(Exception e) {
    return e instanceof IllegalArgumentException
        || e instanceof UncheckedIOException
        || e instanceof CancellationException;
  }
}
