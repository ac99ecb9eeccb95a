package stablegan.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import stablegan.metrics.Score;
import stablegan.training.DivergedException;
import stablegan.training.GanTrainer;
import stablegan.training.History;
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
  private final Path root;
  private final Consumer<CellProgress> progress;

  CellRuns(Ablation ablation, Path root, Consumer<CellProgress> progress) {
    this.ablation = ablation;
    this.root = root;
    this.progress = progress;
  }

  /**
   * All cells, those that are not finished yet after training them.
   *
   * @throws CancellationException if the thread is interrupted
   */
  List<Cell> cells() {
    List<Place> places = new ArrayList<>();
    List<Optional<Cell>> found = new ArrayList<>();
    // seed by seed: whoever stops early has every method, with fewer seeds
    for (long seed : ablation.seeds()) {
      for (Method method : ablation.methods()) {
        CellFolder folder = new CellFolder(ablation.folder(root, method, seed));
        places.add(new Place(method, seed, folder));
        found.add(folder.read(ablation.identity()));
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

  /** The cells that were not found, in order. */
  private List<Cell> trained(List<Place> places, List<Optional<Cell>> found) {
    int missing = (int) found.stream().filter(Optional::isEmpty).count();
    Standing standing = new Standing(ablation.plan().steps(), progress);
    if (missing == 0) {
      places.forEach(p -> standing.readBack(standing.add(p.method().name(), p.seed(), 1)));
      standing.told(found.get(found.size() - 1).orElseThrow().history());
      return List.of();
    }
    Crew crew = Crew.of(ablation, missing);
    CellRun.Watch watch =
        new CellRun.Watch(
            ablation.monitor(), ablation.lookEvery(), SAMPLES, SAMPLES_SEED, standing);
    List<SideBySide.Task<Cell>> tasks = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Method method = place.method();
      int number = standing.add(method.name(), place.seed(), crew.stepCost(method));
      if (found.get(i).isPresent()) {
        standing.readBack(number);
      } else {
        tasks.add(crew.task(method, () -> cell(place, watch, number)));
      }
    }
    return SideBySide.of(crew.places()).run(tasks);
  }

  private Cell cell(Place place, CellRun.Watch watch, int number) {
    CellFolder folder = place.folder();
    CellRun watcher = new CellRun(watch, folder, number);
    try (Run run =
        GanTrainer.of(place.method())
            .listen(watcher)
            .train(ablation.data(), ablation.plan(), place.seed(), folder.path())) {
      if (run.outcome().kind() == Outcome.Kind.INTERRUPTED) {
        throw new CancellationException(
            "interrupted in %s, seed %d, at step %d; run again to resume there"
                .formatted(place.method().name(), place.seed(), run.outcome().step()));
      }
      watch.standing().scoring(number, run.history());
      Cell cell = scored(place, run, watcher.samples());
      folder.write(cell, ablation.identity());
      watch.standing().ended(number, run.history());
      return cell;
    }
  }

  /** A generator that makes what is no image has no scores: its run has diverged. */
  private Cell scored(Place place, Run run, SampleLog samples) {
    Outcome outcome = run.outcome();
    List<Score> scores;
    try {
      scores = ablation.evaluation().score(run.generator());
    } catch (DivergedException e) {
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
