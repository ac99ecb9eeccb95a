package stablegan.internal.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import stablegan.internal.files.AtomicFile;

/**
 * Where commands write to: refused before anything is computed, and never over what isn't theirs.
 */
final class Outputs {

  private Outputs() {}

  /** Refuses a file that is there or can't be written. */
  static void requireFree(Path out) {
    if (Files.exists(out)) {
      throw new IllegalArgumentException(out + " is there already: delete it or choose another");
    }
    AtomicFile.requireWritable(out);
  }

  /** Refuses a file of another kind. */
  static void requireEnding(Path out, String what, String ending) {
    if (!out.toString().endsWith(ending)) {
      throw new IllegalArgumentException(
          "%s is to be %s, so it must end in %s".formatted(out, what, ending));
    }
  }

  /** Refuses a folder that is of something else, which one of these names is the mark of. */
  static void requireNot(Path out, String what, String... marks) {
    for (String mark : marks) {
      if (Files.exists(out.resolve(mark))) {
        throw new IllegalArgumentException(
            "%s is of %s, it has %s: choose a new or an empty folder".formatted(out, what, mark));
      }
    }
  }

  /**
   * Refuses a folder that holds files and none of what a command leaves there.
   *
   * @param marks names, of which one is enough
   */
  static void requireFolder(Path out, String... marks) {
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new IllegalArgumentException(out + " is a file: choose a folder, which is made");
    }
    if (Arrays.stream(marks).anyMatch(mark -> Files.exists(out.resolve(mark)))) {
      return;
    }
    anyFile(out)
        .ifPresent(
            file -> {
              throw new IllegalArgumentException(
                  "%s holds other files, such as %s: choose a new or an empty folder"
                      .formatted(out, file.getFileName()));
            });
  }

  private static Optional<Path> anyFile(Path folder) {
    if (!Files.exists(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("can't look into " + folder + ": " + e, e);
    }
  }
}
