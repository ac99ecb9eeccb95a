package stablegan.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import stablegan.internal.identity.RunIdentity;
import stablegan.metrics.Score;
import stablegan.training.GanTrainer;
import stablegan.training.Generator;
import stablegan.training.History;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Run;

/**
 * A cell that is to be trained and scored, wherever that is.
 *
 * @param ablation that it is of
 * @param path of the cell
 * @param scoring what final scores depend on besides the generator
 */
record CellJob(Ablation ablation, Method method, long seed, Path path, RunIdentity scoring) {

  private static final int SAMPLES = 64;
  private static final long SAMPLES_SEED = 1;

  CellFolder folder() {
    return new CellFolder(path);
  }

  /**
   * The cell, if it is finished.
   *
   * @throws IllegalArgumentException if another one stands in its place
   */
  Optional<Cell> read() {
    Optional<Cell> cell = folder().read(scoring, ablation.evaluation().kindOfEach());
    cell.ifPresent(found -> ComparisonFolder.requireOwn(found, method.name(), seed, path));
    return cell;
  }

  /**
   * Trains and scores it alone, as below.
   *
   * @param progress told the steps made
   */
  Cell run(LongConsumer progress) {
    Standing standing = new Standing(ablation.plan().steps(), told -> progress.accept(told.step()));
    standing.add(method.name(), seed, 1);
    return run(standing, 0, List.of());
  }

  /**
   * Trains and scores it, on the engine threads of this thread, which holds its folder.
   *
   * @param number of the cell in the standing that is told
   * @param watching each makes one more listener
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  Cell run(Standing standing, int number, List<Supplier<Listener>> watching) {
    CellRun.Watch watch =
        new CellRun.Watch(
            ablation.monitor(), ablation.lookEvery(), SAMPLES, SAMPLES_SEED, standing);
    CellRun watcher = new CellRun(watch, folder(), number);
    try (Run run =
        GanTrainer.of(method)
            .listen(
                Stream.concat(Stream.of(watcher), watching.stream().map(Supplier::get))
                    .toArray(Listener[]::new))
            .train(ablation.data(), ablation.plan(), seed, path)) {
      CellRuns.requireEnded(method, seed, run.outcome());
      standing.scoring(number, run.history(), watcher.samples());
      Cell cell = scored(run, watcher.samples());
      folder().write(cell, scoring);
      standing.ended(number, cell);
      return cell;
    }
  }

  /** A generator that makes what is no image has no scores: its run has diverged. */
  private Cell scored(Run run, SampleLog samples) {
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
        method.name(), seed, method.axes(), outcome, scores, history, samples, Provenance.now());
  }
}
