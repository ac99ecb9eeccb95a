package stablegan;

import picocli.CommandLine;
import stablegan.internal.cli.StableGan;

/** The command line: {@code java -cp 'lib/*' stablegan.Main run|score|table|data …}. */
public final class Main {

  private Main() {}

  /** Runs a command and exits with its status: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return StableGan.commandLine();
  }
}
