package stablegan.training;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import stablegan.data.ImageSet;
import stablegan.internal.engine.EngineThreads;
import stablegan.internal.engine.OutOfMemory;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.files.FolderLock;
import stablegan.internal.files.Shutdown;
import stablegan.internal.identity.RunIdentity;
import stablegan.stabilizer.Stabilizer;

/**
 * The one training loop for all methods. In each generator step it makes the method's number of
 * discriminator steps, then one generator step on fresh latent vectors.
 *
 * <p>Networks with classes get them: real samples come with their labels, generated ones with
 * classes that are drawn with their latent vectors, uniform over all.
 *
 * <p>All randomness comes from the run's seed and the step ({@link stablegan.random.RandomStream}),
 * so a run that resumes, or runs beside others, makes the same steps bit for bit, given the same
 * number of threads; what a penalty or layer draws from the engine's own generator, as its dropout
 * does, is not covered. A run whose losses or gradients are no numbers ends as diverged; that is a
 * result, not an exception. A thread that is interrupted finishes its step, saves a checkpoint and
 * ends the run; so does one whose process is asked to end. A run that has ended, completed or
 * diverged, is opened again as it was: no step is made and no file written.
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
   * The same trainer computing with so many of the engine's threads. A run's last bits depend on
   * it, so it is part of what a run is, and a folder's run of another number is refused. A trainer
   * that was told no number goes on with that of the folder's run, and starts one with that of the
   * calling thread.
   *
   * @param n from 1 to 1,024
   */
  public GanTrainer threads(int n) {
    return new GanTrainer(method, listeners, OptionalInt.of(EngineThreads.checked(n)));
  }

  /**
   * Trains on images, in memory only.
   *
   * @throws IllegalArgumentException if the method can't be trained on these images: sizes or
   *     classes don't fit, a part fails, or one gives two answers to one question
   */
  public Run train(ImageSet images, Plan plan, long seed) {
    return train(TrainingData.of(images), plan, seed, Optional.empty());
  }

  /**
   * Trains on images; resumes what is in the folder. A finished run goes on if the plan has more
   * steps than it, and becomes what a run of so many would have been.
   *
   * @param folder of this run alone; created if missing
   * @throws IllegalArgumentException if the folder holds a run of another method, data or seed, or
   *     one of more steps, or of other steps where a schedule depends on their number; if another
   *     process or thread is at work in it; or if the method can't be trained on these images
   * @throws java.io.UncheckedIOException if a file of the folder is damaged; the message names it
   */
  public Run train(ImageSet images, Plan plan, long seed, Path folder) {
    return train(TrainingData.of(images), plan, seed, Optional.of(folder));
  }

  /**
   * What a run would be, found out by trying each part of the method on a small fixed input.
   * Nothing is trained or written, and no run's numbers depend on it.
   *
   * @throws IllegalArgumentException if it can't be trained: networks and samples don't fit, a part
   *     fails, or one gives two answers to one question
   */
  public RunIdentity identity(TrainingData data, Plan plan, long seed) {
    try (EngineThreads.Scope scope = EngineThreads.use(threads.orElseGet(EngineThreads::count))) {
      return Identification.of(method, data, plan, seed);
    }
  }

  /** Trains on any data; resumes what is in the folder, if one is given. */
  public Run train(TrainingData data, Plan plan, long seed, Optional<Path> folder) {
    int engineThreads =
        threads.orElseGet(
            () -> folder.flatMap(FolderCheckpoint::engineThreads).orElseGet(EngineThreads::count));
    try (Shutdown.Region region = Shutdown.region();
        EngineThreads.Scope scope = EngineThreads.use(engineThreads)) {
      return trained(data, plan, seed, folder);
    } catch (EngineException e) {
      throw OutOfMemory.explained(e);
    } catch (OutOfMemoryError e) {
      throw OutOfMemory.explained(e);
    }
  }

  private Run trained(TrainingData data, Plan plan, long seed, Optional<Path> folder) {
    // first, so that what can't be trained claims no folder
    RunIdentity identity = Identification.of(method, data, plan, seed);
    Optional<FolderCheckpoint> saved =
        folder.map(f -> new FolderCheckpoint(f, identity, method.name(), plan.steps()));
    Checkpoint checkpoint = saved.isPresent() ? saved.get() : new MemoryCheckpoint();
    GameState state = new GameState(method, data.sample(), seed);
    try {
      Loop loop = new Loop(method, state, data, plan, seed, checkpoint, listeners);
      boolean ended = loop.restore();
      requireRoom(loop.step(), plan, folder);
      Outcome outcome = ended || folder.isEmpty() ? loop.run() : locked(loop, folder.get());
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

  /** A run can be made longer, not shorter. */
  private static void requireRoom(long made, Plan plan, Optional<Path> folder) {
    if (made > plan.steps()) {
      throw new IllegalArgumentException(
          ("%s already has %d steps, more than the plan's %d: plan at least %d to go on, or choose"
                  + " another folder")
              .formatted(folder.orElseThrow(), made, plan.steps(), made));
    }
  }

  /**
   * Single training steps of a method without a run around them: no history, no checkpoint, no
   * listeners. For measuring what steps cost.
   */
  public static final class Steps implements AutoCloseable {

    private final GameState state;
    private final Game game;
    private final int criticSteps;

    private Steps(Method method, TrainingData data, long seed) {
      state = new GameState(method, data.sample(), seed);
      try {
        game = new Game(method, state, data, Plan.steps(Long.MAX_VALUE), seed);
      } catch (RuntimeException | Error e) {
        state.close();
        throw e;
      }
      criticSteps = method.optimization().criticSteps();
    }

    /** New networks of a method that is trained on this data. */
    public static Steps of(Method method, TrainingData data, long seed) {
      return new Steps(method, data, seed);
    }

    /**
     * Makes one discriminator step.
     *
     * @param step the discriminator steps made before
     */
    public void discriminator(long step) {
      game.discriminatorStep(Stabilizer.StepNumber.ofDiscriminator(step, criticSteps), 1, false);
    }

    /**
     * Makes one generator step, after its discriminator steps.
     *
     * @param step the generator steps made before
     */
    public void generator(long step) {
      game.step(step);
    }

    /** Bytes of the arrays that training carries from step to step. */
    public long stateBytes() {
      return state.arrays().values().stream().mapToLong(Steps::bytes).sum();
    }

    private static long bytes(NDArray array) {
      return array.size() * array.getDataType().getNumOfBytes();
    }

    /** Whether the networks are on a GPU. */
    public boolean onGpu() {
      return state.manager.getDevice().isGpu();
    }

    @Override
    public void close() {
      state.close();
    }
  }
}
