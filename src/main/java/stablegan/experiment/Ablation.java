package stablegan.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import stablegan.data.ImageSet;
import stablegan.metrics.Score;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.RunIdentity;
import stablegan.training.TrainingData;

/**
 * A comparison of methods under equal conditions: the same data, plan and evaluation for all, the
 * same seeds for each, so that runs of one seed start from the same numbers.
 *
 * @param methods by distinct names; the first is the one that others are compared with
 * @param evaluation scores at the end
 * @param seeds distinct
 * @param monitor scores during training, for learning curves
 * @param lookEvery steps between two samples, and two scores of the monitor
 */
public record Ablation(
    List<Method> methods,
    ImageSet data,
    Evaluation evaluation,
    List<Long> seeds,
    Plan plan,
    Optional<Evaluation> monitor,
    long lookEvery) {

  private static final long STEPS = 5000;
  private static final int LOOKS = 10;
  private static final int SAMPLES = 64;
  private static final long SAMPLES_SEED = 1;

  public Ablation {
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    Set<String> names = new HashSet<>();
    for (Method method : methods) {
      if (!names.add(method.name())) {
        throw new IllegalArgumentException(
            "two methods are named " + method.name() + "; give each a name of its own");
      }
    }
    if (methods.isEmpty() || seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException(
          "a comparison needs methods and distinct seeds but has %d and %s"
              .formatted(methods.size(), seeds));
    }
    if (lookEvery < 1) {
      throw new IllegalArgumentException("lookEvery must be at least 1 but is " + lookEvery);
    }
  }

  /** Three seeds, 5,000 steps, ten looks at each run and no scores during training. */
  public static Ablation of(List<Method> methods, ImageSet data, Evaluation evaluation) {
    return new Ablation(
        methods,
        data,
        evaluation,
        List.of(0L, 1L, 2L),
        Plan.steps(STEPS),
        Optional.empty(),
        STEPS / LOOKS);
  }

  /** The same with other seeds. */
  public Ablation seeds(Long... others) {
    return new Ablation(methods, data, evaluation, List.of(others), plan, monitor, lookEvery);
  }

  /** The same with another plan, looked at ten times. */
  public Ablation plan(Plan other) {
    long every = Math.max(1, other.steps() / LOOKS);
    return new Ablation(methods, data, evaluation, seeds, other, monitor, every);
  }

  /** The same with scores during training. */
  public Ablation monitor(Evaluation scores, long every) {
    return new Ablation(methods, data, evaluation, seeds, plan, Optional.of(scores), every);
  }

  /** Runs what is not finished yet, silently. */
  public Results runIn(Path folder) {
    return runIn(folder, progress -> {});
  }

  /**
   * Runs what is not finished yet: finished cells are read back, an unfinished one resumes at its
   * checkpoint. A method of which anything has changed, be it inside a lambda, gets a new folder,
   * so nothing is mixed up; likewise if other scores are taken during training.
   *
   * @param folder created if missing
   * @param progress told after each step, of each cell that is read back, and once at the end, so
   *     that it is told that all is done also where the last run diverged
   * @throws IllegalArgumentException if any method can't be trained or scored, before anything is
   *     trained or written
   * @throws CancellationException if the thread is interrupted; call again to resume
   */
  public Results runIn(Path folder, Consumer<CellProgress> progress) {
    CellRun.Watch watch = new CellRun.Watch(monitor, lookEvery, SAMPLES, SAMPLES_SEED, progress);
    // first, so that what can't be trained or scored is told before anything is
    Map<String, CellPlace> places = places(folder);
    RunIdentity scoring = evaluation.identity();
    List<Score> floor = floor(folder, scoring);
    List<Cell> cells = new ArrayList<>();
    boolean finishedBefore = false;
    int total = methods.size() * seeds.size();
    // seed by seed: whoever stops early has every method, with fewer seeds
    for (long seed : seeds) {
      for (Method method : methods) {
        CellPlace place = places.get(method.name());
        CellFolder cell = new CellFolder(place.seed(seed));
        int number = cells.size() + 1;
        Optional<Cell> finished = cell.read(scoring);
        finishedBefore = finished.isPresent();
        if (finishedBefore) {
          progress.accept(CellProgress.ofReadBack(finished.get(), number, total, plan));
          cells.add(finished.get());
        } else {
          place.claim();
          cells.add(run(method, seed, cell, scoring, new CellRun(watch, cell, number, total)));
        }
      }
    }
    if (!finishedBefore) {
      progress.accept(CellProgress.after(cells, plan));
    }
    return new Results(this, cells, floor);
  }

  /** Where the runs of each method are, once all of them have been found fit to be run. */
  private Map<String, CellPlace> places(Path root) {
    evaluation.check(methods, data);
    monitor.ifPresent(m -> m.check(methods, data));
    Map<String, CellPlace> places = new HashMap<>();
    methods.forEach(method -> places.put(method.name(), place(root, method)));
    return places;
  }

  private CellPlace place(Path root, Method method) {
    long anySeed = 0;
    RunIdentity training =
        GanTrainer.of(method)
            .identity(TrainingData.of(data), plan, anySeed)
            .and("steps", Long.toString(plan.steps()))
            .and("recorded every", Long.toString(plan.recordEvery()))
            .and("looked at every", Long.toString(lookEvery));
    RunIdentity identity = monitor.map(m -> training.and("monitor", m.identity())).orElse(training);
    return CellPlace.of(root, method.name(), identity);
  }

  private Cell run(
      Method method, long seed, CellFolder folder, RunIdentity scoring, CellRun watcher) {
    try (Run run = GanTrainer.of(method).listen(watcher).train(data, plan, seed, folder.path())) {
      if (run.outcome().kind() == Outcome.Kind.INTERRUPTED) {
        throw new CancellationException(
            "interrupted in %s, seed %d, at step %d; run again to resume there"
                .formatted(method.name(), seed, run.outcome().step()));
      }
      List<Score> scores = evaluation.score(run.generator());
      Cell cell =
          new Cell(
              method.name(),
              seed,
              method.axes(),
              run.outcome(),
              scores,
              run.history(),
              watcher.samples(),
              Provenance.now());
      folder.write(cell, scoring);
      return cell;
    }
  }

  private List<Score> floor(Path folder, RunIdentity scoring) {
    Path file = folder.resolve("floor.json");
    RunIdentity identity = scoring.and("data", data.contentHash());
    return ScoreFile.read(file, identity)
        .orElseGet(
            () -> {
              List<Score> scores = evaluation.floor(data);
              ScoreFile.write(file, identity, scores);
              return scores;
            });
  }

  /**
   * Where a run of this comparison is, so that it can be opened again: {@code
   * GanTrainer.of(method).train(data, plan, seed, folder)} makes no step of a finished run and has
   * its networks.
   *
   * @param root the folder given to {@link #runIn}
   */
  public Path folder(Path root, Method method, long seed) {
    return place(root, method).seed(seed);
  }
}
