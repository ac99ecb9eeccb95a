package stablegan.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.files.Hashes;
import stablegan.internal.identity.RunIdentity;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.TrainingData;

/**
 * Where the runs of one method of a comparison are: a folder that begins with what is left of the
 * method's name, for the eye, and goes on with a hash of all that the runs are, name included. What
 * can only be compared as numbers is written inside; where the folder's is another, as after a
 * change of a lambda, the next one of that hash is taken, and the old runs stay.
 *
 * @param folder of all seeds
 * @param identity of the runs but for their seeds
 */
record CellPlace(Path folder, RunIdentity identity) {

  private static final String FILE = "method.json";
  private static final String NAMELESS = "method";
  private static final int HASH_LENGTH = 8;

  /**
   * Finds the place of runs; nothing is created.
   *
   * @param name of the method, any text
   * @param run what one of its runs is, with all that happens in it; seeds have no places of their
   *     own
   */
  static CellPlace of(Path root, String name, RunIdentity run) {
    RunIdentity identity = run.without("seed").and("name", name);
    String hash = Hashes.of(new TreeMap<>(identity.facts()).toString()).substring(0, HASH_LENGTH);
    String safe = AtomicFile.safeName(name);
    String first = (safe.isEmpty() ? NAMELESS : safe) + "-" + hash;
    // one before it may have been deleted since
    for (Path known : numbered(root, first)) {
      if (CheckedFolder.at(known).has(FILE) && isOf(known, identity)) {
        return new CellPlace(known, identity);
      }
    }
    Path folder = root.resolve(first);
    for (int next = 2; !isOf(folder, identity); next++) {
      folder = root.resolve(first + "-" + next);
    }
    return new CellPlace(folder, identity);
  }

  /** Folders of one name, but for their numbers; in the order of these. */
  private static List<Path> numbered(Path root, String first) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(root)) {
      return inside
          .filter(each -> each.getFileName().toString().matches(Pattern.quote(first) + "(-\\d+)?"))
          .sorted(
              Comparator.comparing((Path each) -> each.getFileName().toString().length())
                  .thenComparing(each -> each.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the folder " + root + ": " + e, e);
    }
  }

  /** What the runs of a method are, but for what is scored while they train. */
  static RunIdentity runs(
      Method method, int engineThreads, TrainingData data, Plan plan, long lookEvery) {
    long anySeed = 0;
    return GanTrainer.of(method)
        .threads(engineThreads)
        .identity(data, plan, anySeed)
        .and("steps", Long.toString(plan.steps()))
        .and("recorded every", Long.toString(plan.recordEvery()))
        .and("looked at every", Long.toString(lookEvery));
  }

  /** Whether a folder is free or holds such runs. */
  private static boolean isOf(Path folder, RunIdentity identity) {
    CheckedFolder checked = CheckedFolder.at(folder);
    if (!checked.has(FILE) && !holdsRuns(folder)) {
      return true;
    }
    String stored = checked.text(FILE, "delete " + folder + " to train its runs anew");
    return identity.differences(RunIdentity.parse(stored)).isEmpty();
  }

  /** Runs whose identity is missing could be anybody's. */
  private static boolean holdsRuns(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.anyMatch(seed -> Files.exists(seed.resolve("run.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes down whose folder it is, before the first run. */
  void claim() {
    CheckedFolder checked = CheckedFolder.at(folder);
    if (!checked.has(FILE)) {
      checked.change().put(FILE, identity.toJson()).commit();
    }
  }

  Path seed(long seed) {
    return seed(folder, seed);
  }

  /** Where the run of a seed is in such a folder. */
  static Path seed(Path folder, long seed) {
    return folder.resolve("seed-" + seed);
  }
}
