package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import stablegan.autograd.TensorOps;
import stablegan.data.AtomicFile;

/**
 * A run on disk: all arrays as safetensors, the history as CSV, what the run is as JSON. The arrays
 * are written last and name their step, so a crash between the files loses nothing.
 */
final class Checkpoint {

  private static final String STEP = "step";
  private static final String IDENTITY = "run.json";

  private final Path folder;

  /**
   * A run's folder.
   *
   * @param identity what the run is; a folder that holds another run is refused
   */
  Checkpoint(Path folder, RunIdentity identity) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file(IDENTITY))) {
        AtomicFile.write(file(IDENTITY), identity.toJson());
      }
      List<String> differences =
          identity.differences(RunIdentity.parse(Files.readString(file(IDENTITY))));
      if (!differences.isEmpty()) {
        throw new IllegalArgumentException(
            "%s holds another run; choose another folder or delete it. What differs:%n%s"
                .formatted(folder, String.join("\n", differences)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void save(GameState state, History history, long step) {
    AtomicFile.write(file("history.csv"), history.toCsv());
    try (NDManager scope = state.manager.newSubManager()) {
      Map<String, NDArray> named = state.arrays();
      named.put(STEP, scope.create(new long[] {step}));
      NDList arrays = new NDList();
      named.forEach(
          (name, array) -> {
            array.setName(name);
            arrays.add(array);
          });
      AtomicFile.write(file("checkpoint.safetensors"), arrays.encode(NDList.Encoding.SAFETENSORS));
    }
  }

  /** Restores a saved state and returns its step; 0 and nothing restored if none was saved. */
  long restore(GameState state) {
    Path saved = file("checkpoint.safetensors");
    if (!Files.exists(saved)) {
      return 0;
    }
    try (NDManager scope = state.manager.newSubManager()) {
      Map<String, NDArray> found = new HashMap<>();
      NDList.decode(scope, Files.readAllBytes(saved)).forEach(a -> found.put(a.getName(), a));
      state.arrays().forEach((name, target) -> TensorOps.copy(array(found, name), target));
      return array(found, STEP).getLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NDArray array(Map<String, NDArray> found, String name) {
    NDArray array = found.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "%s was saved by another version of this library, it lacks %s: go on with that version, or delete the folder to train anew"
              .formatted(folder, name));
    }
    return array;
  }

  History history(long step) {
    try {
      return step == 0 ? new History() : History.parse(Files.readString(file("history.csv")), step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
