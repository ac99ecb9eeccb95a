package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.engine.Circumstances;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.formats.StoredArrays;
import stablegan.internal.identity.RunIdentity;
import stablegan.internal.identity.Session;
import stablegan.internal.network.GeneratorNetwork;
import stablegan.internal.network.StoredGenerator;

/**
 * A run on disk: what it is as JSON, the history as CSV, all arrays as safetensors. The arrays come
 * last and hold their step and outcome, so a crash between the files loses nothing; those before
 * them are kept.
 *
 * <p>Between two checkpoints the history grows line by line. A run that goes on reads it up to the
 * checkpoint's step, and begins by writing it so.
 */
final class FolderCheckpoint implements Checkpoint {

  private static final String IDENTITY = "run.json";
  private static final String IDENTITY_OF_0_1 = "run.txt";
  private static final String GENERATOR = "generator.json";
  private static final String HISTORY = "history.csv";
  private static final String SESSIONS = "sessions.json";
  private static final String ARRAYS = "checkpoint.safetensors";
  private static final String PREVIOUS = "checkpoint.previous.safetensors";
  private static final String ABOUT = "about";
  private static final String ANEW = "delete the folder to train anew";
  private static final Gson GSON = new Gson();

  private record About(Outcome outcome, boolean told) {}

  private final Path path;
  private final CheckedFolder folder;
  private final RunIdentity identity;
  private final String method;
  private final long planned;
  private final Instant opened = now();

  /** The steps there were before any that is made now. */
  private long first;

  private List<Session> earlier = List.of();
  private boolean begun;

  /**
   * A run's folder.
   *
   * @param identity what the run is; a folder that holds another run is refused
   * @param method its name, which is no part of that
   * @param planned how many steps it is to have
   */
  FolderCheckpoint(Path path, RunIdentity identity, String method, long planned) {
    this.path = path;
    this.folder = CheckedFolder.at(path);
    this.identity = identity;
    this.method = method;
    this.planned = planned;
    check();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** What the run in a folder computes with; empty if there is none yet. */
  static Optional<Integer> engineThreads(Path path) {
    return CheckedFolder.at(path)
        .read(IDENTITY, ANEW)
        .map(json -> RunIdentity.parse(new String(json, StandardCharsets.UTF_8)))
        .map(identity -> Integer.valueOf(identity.facts().get(Identification.ENGINE_THREADS)));
  }

  /** The generator of the run in a folder, without its method. */
  static GeneratorNetwork generator(Path path) {
    CheckedFolder folder = CheckedFolder.at(path);
    String open = "open it by its method, with GanTrainer.of(method).train(…) on this folder";
    String first =
        folder.has(GENERATOR)
            ? "delete it and "
            : "no run, as each cell of a comparison is, or one of an older version: ";
    String json = folder.text(GENERATOR, first + open);
    byte[] bytes = folder.read(ARRAYS, ANEW).orElseGet(() -> folder.required(PREVIOUS, ANEW));
    try (NDManager scope = ComputeDevice.newManager()) {
      Map<String, NDArray> found =
          folder.said(ARRAYS, ANEW, () -> StoredArrays.decode(bytes, scope));
      return StoredGenerator.load(
          json,
          path.resolve(GENERATOR).toString(),
          bytes.length / Float.BYTES,
          name -> array(found, Player.GENERATOR + "." + name, path),
          number -> array(found, Ema.name(number), path));
    }
  }

  private void check() {
    Optional<byte[]> stored = folder.read(IDENTITY, ANEW);
    if (stored.isEmpty()) {
      if (folder.has(IDENTITY_OF_0_1)) {
        throw new IllegalArgumentException(
            "%s holds a run of version 0.1.0, whose numbers are others, so that it can't go on here: choose another folder, or delete it to train anew"
                .formatted(path));
      }
      if (folder.has(ARRAYS) || folder.has(PREVIOUS)) {
        folder.required(
            IDENTITY,
            "choose another folder or, if a run was in this one, delete it to train anew");
      }
      return;
    }
    String json = new String(stored.get(), StandardCharsets.UTF_8);
    List<String> differences = identity.differences(RunIdentity.parse(json));
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds another run; choose another folder or delete it. What differs:%n%s"
              .formatted(path, String.join("\n", differences)));
    }
  }

  @Override
  public Optional<Path> folder() {
    return Optional.of(path);
  }

  @Override
  public void show(History history) {
    begun = true;
    Optional<String> lines = history.newLines();
    if (lines.isEmpty() || !folder.has(HISTORY)) {
      folder.change().put(HISTORY, history.toCsv()).commit();
    } else if (!lines.get().isEmpty()) {
      folder.append(HISTORY, lines.get());
    }
  }

  /** All sessions of the run, of which this is the last. */
  private String sessions(Outcome outcome) {
    List<Session> all = new ArrayList<>(earlier);
    all.add(
        new Session(
            method,
            opened.toString(),
            now().toString(),
            first,
            outcome.step(),
            planned,
            outcome.kind().name(),
            outcome.reason(),
            Circumstances.now()));
    return Session.toJson(all);
  }

  @Override
  public void save(GameState state, Saved saved) {
    CheckedFolder.Change change = folder.change();
    if (!folder.has(IDENTITY)) {
      change.put(IDENTITY, identity.toJson());
    }
    if (!folder.has(GENERATOR)) {
      change.put(GENERATOR, StoredGenerator.describe(state.network()));
    }
    try (NDManager scope = state.manager.newSubManager()) {
      byte[] about =
          GSON.toJson(new About(saved.outcome(), saved.told())).getBytes(StandardCharsets.UTF_8);
      Map<String, NDArray> named = state.arrays();
      named.put(ABOUT, scope.create(about));
      NDList arrays = new NDList();
      named.forEach(
          (name, array) -> {
            array.setName(name);
            arrays.add(array);
          });
      change
          .put(HISTORY, saved.history().toCsv())
          .put(SESSIONS, sessions(saved.outcome()))
          .put(ARRAYS, arrays.encode(NDList.Encoding.SAFETENSORS), PREVIOUS)
          .commit();
    }
  }

  @Override
  public Optional<Saved> restore(GameState state) {
    check();
    Optional<byte[]> arrays = folder.read(ARRAYS, () -> remedy(state));
    if (arrays.isEmpty()) {
      arrays = folder.read(PREVIOUS, "delete it to train from the start");
    }
    Optional<Saved> saved = arrays.map(bytes -> decode(bytes, state));
    if (!begun) {
      first = saved.map(s -> s.outcome().step()).orElse(0L);
      earlier = saved.isPresent() ? earlierSessions() : List.of();
    }
    return saved;
  }

  private List<Session> earlierSessions() {
    return folder
        .read(SESSIONS, "delete it to go on without what it says")
        .map(json -> Session.parse(new String(json, StandardCharsets.UTF_8)))
        .orElse(List.of());
  }

  private Saved decode(byte[] bytes, GameState state) {
    try (NDManager scope = state.manager.newSubManager()) {
      Map<String, NDArray> found =
          folder.said(ARRAYS, ANEW, () -> StoredArrays.decode(bytes, scope));
      About about = about(found);
      state.arrays().forEach((name, target) -> copy(array(found, name, path), target, name));
      String csv = folder.grownText(HISTORY, ANEW);
      return new Saved(about.outcome(), about.told(), History.parse(csv, about.outcome().step()));
    }
  }

  private About about(Map<String, NDArray> found) {
    byte[] json = array(found, ABOUT, path).toByteArray();
    return GSON.fromJson(new String(json, StandardCharsets.UTF_8), About.class);
  }

  private void copy(NDArray from, NDArray to, String name) {
    if (!from.getShape().equals(to.getShape())) {
      throw new IllegalArgumentException(
          "%s was saved of other networks: %s is of shape %s there, %s here; choose another folder"
              .formatted(path, name, from.getShape(), to.getShape()));
    }
    TensorOps.copy(from, to);
  }

  private static NDArray array(Map<String, NDArray> found, String name, Path path) {
    NDArray array = found.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "%s was saved by another version of this library, it lacks %s: go on with that version, or delete the folder to train anew"
              .formatted(path, name));
    }
    return array;
  }

  /** What to do if the last checkpoint is damaged: the one before it may be whole. */
  private String remedy(GameState state) {
    return folder
        .ifWhole(PREVIOUS)
        .map(
            bytes ->
                "delete it to go on from the checkpoint before it, at step " + step(bytes, state))
        .orElse("delete it to train from the start");
  }

  private long step(byte[] bytes, GameState state) {
    try (NDManager scope = state.manager.newSubManager()) {
      return about(folder.said(PREVIOUS, ANEW, () -> StoredArrays.decode(bytes, scope)))
          .outcome()
          .step();
    }
  }
}
