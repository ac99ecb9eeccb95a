package stablegan.internal.cli;

import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import stablegan.cluster.Cluster;
import stablegan.internal.engine.OutOfMemory;
import stablegan.training.Generator;

/** The command with its subcommands. */
@Command(
    name = "stablegan",
    description = "Trains GANs stably, and scores them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RunCommand.class,
      AblationCommand.class,
      MethodsCommand.class,
      ScoreCommand.class,
      StatisticsCommand.class,
      TableCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      CardCommand.class,
      ReferenceCommand.class,
      DataCommand.class,
      SampleCommand.class,
      InterpolateCommand.class,
      ExportCommand.class
    })
public final class StableGan {

  private StableGan() {}

  /** The command line. An expected failure prints its message, anything else its trace. */
  public static CommandLine commandLine() {
    return new CommandLine(new StableGan())
        .registerConverter(Path.class, StableGan::path)
        .setExecutionStrategy(StableGan::execute)
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              expected(e)
                  .ifPresentOrElse(
                      message -> commandLine.getErr().println("stablegan: " + message),
                      () -> e.printStackTrace(commandLine.getErr()));
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  /** Java takes a blank path for the working directory; who gives one has an empty variable. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("it is blank; . is the working directory");
    }
    return Path.of(text);
  }

  private static int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      // no handler is asked about errors
      throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
    }
  }

  private static Optional<String> expected(Exception e) {
    if (e instanceof InvalidPathException) {
      return Optional.of(
          e.getMessage()
              + ": under this locale Java names files in "
              + System.getProperty("sun.jnu.encoding")
              + "; set the environment variable LC_ALL to one of UTF-8, such as C.UTF-8");
    }
    boolean told =
        e instanceof IllegalArgumentException
            || e instanceof UncheckedIOException
            || e instanceof CancellationException
            || e instanceof Cluster.FailedException
            || e instanceof Generator.DivergedException;
    return told ? Optional.ofNullable(e.getMessage()) : OutOfMemory.advice(e);
  }
}
