package stablegan.internal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import stablegan.experiment.Results;
import stablegan.reference.Reference;

/**
 * A comparison that was named on the command line.
 *
 * @param name as it was given
 * @param unfinished cells that are missing so far
 */
record Opened(String name, Results results, List<String> unfinished) {

  /** How a comparison is named, for the help of commands. */
  static final String WHAT =
      "The folder of a comparison, finished or running, a file of results (.jsonl), or the name of"
          + " a reference comparison.";

  /**
   * Opens a folder, a file or a reference comparison, whichever there is first.
   *
   * @throws IllegalArgumentException if there is none, or nothing to be read
   */
  static Opened of(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "the name of a comparison is blank; . is the working directory");
    }
    Path path = Path.of(name);
    if (Files.exists(path)) {
      // in this order: what is finished in between is told as missing, and not the other way round
      List<String> unfinished = Results.unfinished(path);
      return new Opened(name, Results.read(path), unfinished);
    }
    try {
      return new Opened(name, reference(name).results(), List.of());
    } catch (IllegalStateException notRunYet) {
      throw new IllegalArgumentException(notRunYet.getMessage(), notRunYet);
    }
  }

  private static Reference reference(String name) {
    return Arrays.stream(Reference.values())
        .filter(reference -> reference.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no folder or file %s, and no reference comparison of that name: %s"
                        .formatted(
                            name,
                            Arrays.stream(Reference.values())
                                .map(Reference::id)
                                .collect(Collectors.joining(", ")))));
  }

  /** How far it is, if it isn't finished. */
  Optional<String> standing() {
    int finished = results.cells().size();
    return unfinished.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s of %s cells are finished; not yet: %s"
                .formatted(finished, finished + unfinished.size(), String.join("; ", unfinished)));
  }
}
