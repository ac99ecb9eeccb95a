package stablegan.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import stablegan.internal.files.FolderLock;
import stablegan.internal.identity.RunIdentity;
import stablegan.metrics.Score;
import stablegan.training.GanTrainer;
import stablegan.training.Generator;
import stablegan.training.History;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Run;

/** The cells of a comparison on their way: read back, or trained side by side and scored. */
final class CellRuns {

  private static final int SAMPLES = 64;
  private static final long SAMPLES_SEED = 1;

  /** A method with a seed, and where it is. */
  private record Place(Method method, long seed, CellFolder folder) {}

  private final Ablation ablation;
  private final Crew crew;
  private final Map<String, CellPlace> folders;
  private final RunIdentity scoring;
  private final ComparisonFolder comparison;
  private final Consumer<Ablation.Progress> progress;
  private final List<Supplier<Listener>> watching;

  /**
   * Of a comparison that was found fit to be run.
   *
   * @param folders of all seeds, by method
   * @param scoring what final scores depend on besides the generator
   * @param comparison what is told that the cells are its own, before one is trained
   * @param watching each makes one more listener for each cell that is trained
   */
  CellRuns(
      Ablation ablation,
      Crew crew,
      Map<String, CellPlace> folders,
      RunIdentity scoring,
      ComparisonFolder comparison,
      Consumer<Ablation.Progress> progress,
      List<Supplier<Listener>> watching) {
    this.ablation = ablation;
    this.crew = crew;
    this.folders = folders;
    this.scoring = scoring;
    this.comparison = comparison;
    this.progress = progress;
    this.watching = List.copyOf(watching);
  }

  /**
   * All cells, those that are not finished yet after training them.
   *
   * @throws CancellationException if the thread is interrupted
   */
  List<Cell> cells() {
    List<Place> places = new ArrayList<>();
    List<Optional<Cell>> found = new ArrayList<>();
    List<Score.Kind> kinds = ablation.evaluation().kindOfEach();
    // seed by seed: whoever stops early has every method, with fewer seeds
    for (long seed : ablation.seeds()) {
      for (Method method : ablation.methods()) {
        CellFolder folder = new CellFolder(folders.get(method.name()).seed(seed));
        places.add(new Place(method, seed, folder));
        found.add(folder.read(scoring, kinds));
      }
    }
    List<Cell> trained = trained(places, found);
    int next = 0;
    List<Cell> cells = new ArrayList<>();
    for (Optional<Cell> cell : found) {
      cells.add(cell.isPresent() ? cell.get() : trained.get(next++));
    }
    return cells;
  }

  /**
   * The cells that were not found, in order. All their folders are held from the start: who comes
   * second is told at once, and doesn't stop who was first by taking a cell that is still to come.
   */
  private List<Cell> trained(List<Place> places, List<Optional<Cell>> found) {
    Map<Integer, FolderLock> held = new LinkedHashMap<>();
    try {
      for (int i = 0; i < places.size(); i++) {
        if (found.get(i).isEmpty()) {
          held.put(i, FolderLock.take(places.get(i).folder().path()));
        }
      }
      comparison.add(own(), ablation.seeds());
      return trained(places, found, held);
    } finally {
      held.values().forEach(FolderLock::close);
    }
  }

  /** The folders of the methods whose cells these are. */
  private Map<String, CellPlace> own() {
    Map<String, CellPlace> own = new LinkedHashMap<>();
    ablation.methods().forEach(m -> own.put(m.name(), folders.get(m.name())));
    return own;
  }

  private List<Cell> trained(
      List<Place> places, List<Optional<Cell>> found, Map<Integer, FolderLock> held) {
    Standing standing = new Standing(ablation.plan().steps(), progress);
    CellRun.Watch watch =
        new CellRun.Watch(
            ablation.monitor(), ablation.lookEvery(), SAMPLES, SAMPLES_SEED, standing);
    places.forEach(p -> standing.add(p.method().name(), p.seed(), crew.stepCost(p.method())));
    int atOnce = crew.places(held.size());
    List<SideBySide.Task<Cell>> tasks = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      int number = i;
      Place place = places.get(i);
      Method method = place.method();
      if (found.get(i).isPresent()) {
        standing.readBack(number, found.get(i).get());
      } else {
        folders.get(method.name()).claim();
        int takes = crew.hasMachineForItself(method) ? atOnce : 1;
        int threads = crew.engineThreads(method);
        tasks.add(
            new SideBySide.Task<>(
                takes,
                threads,
                () -> {
                  held.get(number).adopt();
                  return cell(place, watch, number);
                }));
      }
    }
    return SideBySide.of(atOnce).run(tasks);
  }

  private Cell cell(Place place, CellRun.Watch watch, int number) {
    CellFolder folder = place.folder();
    CellRun watcher = new CellRun(watch, folder, number);
    try (Run run =
        GanTrainer.of(place.method())
            .listen(
                Stream.concat(Stream.of(watcher), watching.stream().map(Supplier::get))
                    .toArray(Listener[]::new))
            .train(ablation.data(), ablation.plan(), place.seed(), folder.path())) {
      requireEnded(place.method(), place.seed(), run.outcome());
      watch.standing().scoring(number, run.history(), watcher.samples());
      Cell cell = scored(place, run, watcher.samples());
      folder.write(cell, scoring);
      watch.standing().ended(number, cell);
      return cell;
    }
  }

  /** An interrupted run ends the comparison. */
  static void requireEnded(Method method, long seed, Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.INTERRUPTED) {
      throw new CancellationException(
          "interrupted in %s, seed %s, at step %s; run again to resume there"
              .formatted(method.name(), seed, outcome.step()));
    }
  }

  /** A generator that makes what is no image has no scores: its run has diverged. */
  private Cell scored(Place place, Run run, SampleLog samples) {
    Outcome outcome = run.outcome();
    List<Score> scores;
    try {
      scores = ablation.evaluation().score(run.generator());
    } catch (Generator.DivergedException e) {
      scores = List.of();
      outcome = outcome.isCompleted() ? Outcome.diverged(outcome.step(), e.getMessage()) : outcome;
    }
    History history = run.history();
    return new Cell(
        place.method().name(),
        place.seed(),
        place.method().axes(),
        outcome,
        scores,
        history,
        samples,
        Provenance.now());
  }
}
