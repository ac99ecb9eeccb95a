package stablegan.experiment;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import stablegan.data.AtomicFile;
import stablegan.data.Hashes;
import stablegan.training.RunIdentity;

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
    Path folder = root.resolve(first);
    for (int next = 2; !isOf(folder, identity); next++) {
      folder = root.resolve(first + "-" + next);
    }
    return new CellPlace(folder, identity);
  }

  /** Whether a folder is free or holds such runs. */
  private static boolean isOf(Path folder, RunIdentity identity) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return true;
    }
    try {
      return identity.differences(RunIdentity.parse(Files.readString(file))).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    } catch (JsonParseException | NullPointerException e) {
      throw new IllegalStateException(
          file + " is damaged: delete " + folder + " to train its runs anew", e);
    }
  }

  /** Writes down whose folder it is, before the first run. */
  void claim() {
    if (!Files.exists(folder.resolve(FILE))) {
      AtomicFile.write(folder.resolve(FILE), identity.toJson());
    }
  }

  Path seed(long seed) {
    return folder.resolve("seed-" + seed);
  }
}
