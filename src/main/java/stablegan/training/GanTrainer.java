package stablegan.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import stablegan.autograd.EngineThreads;
import stablegan.data.CheckedFolder;
import stablegan.data.ImageSet;
import stablegan.process.FolderLock;
import stablegan.process.Shutdown;

/**
 * The one training loop for all methods. In each generator step it makes the method's number of
 * discriminator steps, then one generator step on fresh latent vectors.
 *
 * <p>Networks with classes get them: real samples come with their labels, generated ones with
 * classes that are drawn with their latent vectors, uniform over all.
 *
 * <p>All randomness comes from the run's seed and the step, so a run that resumes makes the same
 * steps bit for bit, given the same number of threads. A run whose losses or gradients are no
 * numbers ends as diverged; that is a result, not an exception. A thread that is interrupted
 * finishes its step, saves a checkpoint and ends the run; so does one whose process is asked to
 * end. A run that has ended, completed or diverged, is opened again as it was: no step is made and
 * no file written.
 */
public final class GanTrainer {

  private final Method method;
  private final List<Listener> listeners;
  private final OptionalInt threads;

  private GanTrainer(Method method, List<Listener> listeners, OptionalInt threads) {
    this.method = method;
    this.listeners = listeners;
    this.threads = threads;
  }

  /** A trainer of this method. */
  public static GanTrainer of(Method method) {
    return new GanTrainer(method, List.of(), OptionalInt.empty());
  }

  /** The same trainer, watched by these listeners only. */
  public GanTrainer listen(Listener... watching) {
    return new GanTrainer(method, List.of(watching), threads);
  }

  /**
   * The same trainer computing with so many of the engine's threads, instead of those of the
   * calling thread ({@link EngineThreads}). A run's last bits depend on it, so it is part of what a
   * run is.
   *
   * @param n at least 1
   */
  public GanTrainer threads(int n) {
    return new GanTrainer(method, listeners, OptionalInt.of(n));
  }

  /**
   * Trains on images, in memory only.
   *
   * @throws IllegalArgumentException if the networks have classes and the images none, or another
   *     number of them
   */
  public Run train(ImageSet images, Plan plan, long seed) {
    return train(TrainingData.of(images), plan, seed, Optional.empty());
  }

  /**
   * Trains on images; resumes what is in the folder.
   *
   * @param folder of this run alone; created if missing
   * @throws IllegalArgumentException if the folder holds a run of another method, data, plan or
   *     seed, another process or thread is at work in it, or the networks have other classes than
   *     the images
   * @throws java.io.UncheckedIOException if a file of the folder is damaged; the message names it
   */
  public Run train(ImageSet images, Plan plan, long seed, Path folder) {
    return train(TrainingData.of(images), plan, seed, Optional.of(folder));
  }

  /** Trains on any data; resumes what is in the folder, if one is given. */
  public Run train(TrainingData data, Plan plan, long seed, Optional<Path> folder) {
    try (Shutdown.Region region = Shutdown.region();
        EngineThreads.Scope scope = EngineThreads.use(threads.orElseGet(EngineThreads::count))) {
      return trained(data, plan, seed, folder);
    }
  }

  private Run trained(TrainingData data, Plan plan, long seed, Optional<Path> folder) {
    // first, so that what can't be trained claims no folder
    Optional<TrainingData.Labels> labels = Feed.labels(method, data);
    Optional<FolderCheckpoint> saved =
        folder.map(f -> new FolderCheckpoint(f, identity(method, data, labels, plan, seed)));
    Checkpoint checkpoint = saved.isPresent() ? saved.get() : new MemoryCheckpoint();
    GameState state = new GameState(method, data.sample(), seed);
    try {
      Loop loop = new Loop(method, state, data, plan, seed, checkpoint, listeners);
      Outcome outcome =
          loop.restore() || folder.isEmpty() ? loop.run() : locked(loop, folder.get());
      return new Run(
          method,
          seed,
          outcome,
          loop.history(),
          state.sampler(),
          state.discriminator.block(),
          state::close);
    } catch (RuntimeException | Error e) {
      state.close();
      throw e;
    }
  }

  /** Only a run that makes steps needs its folder for itself. */
  private static Outcome locked(Loop loop, Path folder) {
    try (FolderLock lock = FolderLock.take(folder)) {
      CheckedFolder.at(folder).clean();
      loop.restore(); // once more: another process may have gone on with it
      return loop.run();
    }
  }

  private static RunIdentity identity(
      Method method,
      TrainingData data,
      Optional<TrainingData.Labels> labels,
      Plan plan,
      long seed) {
    Map<String, String> lines = new LinkedHashMap<>(method.axes());
    lines.put("engine threads", Integer.toString(EngineThreads.count()));
    lines.put("data", data.id());
    labels.ifPresent(l -> lines.put("labels", l.id()));
    lines.put("steps", Long.toString(plan.steps()));
    lines.put("seed", Long.toString(seed));
    return new RunIdentity(lines, Map.of());
  }
}
