package stablegan.internal.cli;

import java.nio.file.Path;
import stablegan.training.Method;

/** What {@code --method file} reads, for tests of all readers. */
public final class MethodFiles {

  private MethodFiles() {}

  public static Method read(Path file) {
    return MethodFile.read(file).method();
  }

  /** The usual method with every axis. */
  public static String usual() {
    return MethodFile.json(MethodWords.USUAL);
  }
}
