package stablegan.notebook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import stablegan.experiment.Ablation;
import stablegan.experiment.MixtureAblation;
import stablegan.experiment.Results;
import stablegan.internal.kernel.Frontend;
import stablegan.internal.kernel.LiveLine;
import stablegan.internal.kernel.ProgressState;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;
import stablegan.training.TrainingData;

/**
 * A live line: bar, steps, time left, a note. In a notebook it is updated in place, on a terminal
 * too; where neither is (a log file, CI) it prints a line at every tenth of the way. Use it in a
 * try block, so that the line ends well whatever happens:
 *
 * <pre>{@code
 * try (Progress progress = Progress.start("SN, seed 0", steps)) {
 *   for (int step = 1; step <= steps; step++) {
 *     ...
 *     progress.update(step, "d_loss 0.53");
 *   }
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

  private static final long MIN_NANOS_BETWEEN_UPDATES = 250_000_000;
  private static final double NANOS = 1e9;

  private final String task;
  private final long total;
  private final LiveLine line;
  private final LongSupplier clock;
  private final long begin;
  private long done;
  private double units;
  private String note = "";

  /** The cells that were told of; a task without cells is one itself. */
  private final Set<Object> begun = new HashSet<>();

  /** What of the units was done since this began, rather than found done. */
  private double made;

  private long makingSince;
  private long shownAt;
  private boolean closed;

  Progress(String task, long total, LiveLine line, LongSupplier clock) {
    if (total < 1) {
      throw new IllegalArgumentException(
          "the progress of \"" + task + "\" needs a total of 1 or more, not " + total);
    }
    this.task = task;
    this.total = total;
    this.line = line;
    this.clock = clock;
    begin = clock.getAsLong();
    makingSince = begin;
    shownAt = begin;
    line.write(state());
  }

  /**
   * Shows the line of a task that begins now.
   *
   * @param total how many steps it has, 1 or more
   */
  public static Progress start(String task, long total) {
    return new Progress(task, total, Frontend.current().line(), System::nanoTime);
  }

  /**
   * Shows the line of a comparison: one for all its cells, which time is left for by what each
   * costs.
   *
   * <pre>{@code
   * try (Progress progress = Progress.over("training", ablation)) {
   *   results = ablation.runIn(folder, progress::update);
   * }
   * }</pre>
   */
  public static Progress over(String task, Ablation ablation) {
    return over(task, ablation, Frontend.current().line(), System::nanoTime);
  }

  static Progress over(String task, Ablation ablation, LiveLine line, LongSupplier clock) {
    long runs = (long) ablation.methods().size() * ablation.seeds().size();
    return new Progress(task, runs * ablation.plan().steps(), line, clock);
  }

  /**
   * Trains a method, with a line that shows how far it is.
   *
   * @param watching what else is told of the run
   * @return the run, to be closed
   * @throws CancellationException if the thread is interrupted: a run without a folder starts over
   */
  public static Run train(
      Method method, TrainingData data, Plan plan, long seed, Listener... watching) {
    List<Listener> listeners = new ArrayList<>(List.of(watching));
    try (Progress progress = start(method.name(), plan.steps())) {
      listeners.add(
          new Listener() {
            @Override
            public void stepped(Training training) {
              progress.update(training.step());
            }
          });
      Run run =
          GanTrainer.of(method)
              .listen(listeners.toArray(Listener[]::new))
              .train(data, plan, seed, Optional.empty());
      if (run.outcome().kind() == Outcome.Kind.INTERRUPTED) {
        run.close();
        throw new CancellationException("interrupted; run the cell again to start over");
      }
      return run;
    }
  }

  /**
   * Runs what is not finished of a comparison, see {@link Ablation#runIn}, with its line: {@link
   * #over} and all around it.
   *
   * <pre>{@code
   * Results results = Progress.run("methods", ablation, runFolder.resolve("cells"));
   * }</pre>
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; call again to
   *     resume
   */
  public static Results run(String task, Ablation ablation, Path folder) {
    try (Progress progress = over(task, ablation)) {
      return ablation.runIn(folder, progress::update);
    }
  }

  /** The same for a comparison on a mixture of Gaussians. */
  public static Results run(String task, MixtureAblation ablation, Path folder) {
    long runs = (long) ablation.methods().size() * ablation.seeds().size();
    try (Progress progress = start(task, runs)) {
      return ablation.runIn(folder, progress::update);
    }
  }

  /**
   * Does some work under a line of its own.
   *
   * <pre>{@code
   * Features features = Progress.during("features", images.size(),
   *     done -> Features.of(images, extractor, done));
   * }</pre>
   *
   * @param total how many steps it has, 1 or more
   * @param work is given what to tell the number of steps done
   */
  public static <T> T during(String task, long total, Function<IntConsumer, T> work) {
    try (Progress progress = start(task, total)) {
      return work.apply(progress::update);
    }
  }

  /** Says how far the task is; cheap, since the line is rewritten four times a second at most. */
  public void update(long done) {
    update(done, note);
  }

  /**
   * Says how far the task is. A task that resumes begins with the steps already done: the time left
   * is estimated from the steps since the first update.
   *
   * @param done steps done so far
   * @param note what is worth knowing at the moment
   */
  public synchronized void update(long done, String note) {
    update(done, (double) done, note, begun.add(task));
  }

  /**
   * Says how far the comparison is that this is the progress {@linkplain #over over}. The time left
   * is estimated from the steps that were made since: not from cells that are read back, nor from
   * what a cell had made before it resumed.
   */
  public synchronized void update(Ablation.Progress comparison) {
    boolean first = begun.add(List.of(comparison.method(), comparison.seed()));
    // on a cluster the first that is told of a short cell is that it has been trained
    boolean trained = comparison.how().equals("trained") && comparison.cell().isPresent();
    update(comparison.stepsMade(), comparison.done() * total, comparison.text(), first && !trained);
  }

  /**
   * Says how far the task is.
   *
   * @param units what is done as a part of the total, by what it costs
   * @param found whether what is new of it was found done
   */
  private void update(long done, double units, String note, boolean found) {
    long now = clock.getAsLong();
    if (!found) {
      made += units - this.units;
    } else if (made == 0) {
      makingSince = now;
    }
    this.done = done;
    this.units = units;
    this.note = note;
    if (!closed && now - shownAt >= MIN_NANOS_BETWEEN_UPDATES) {
      shownAt = now;
      line.write(state());
    }
  }

  /** Ends the line, saying how long the task took or where it stopped. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      line.close(state());
    }
  }

  private ProgressState state() {
    long now = clock.getAsLong();
    double left = made > 0 ? (now - makingSince) / NANOS * (total - units) / made : Double.NaN;
    return new ProgressState(
        task, done, total, Math.min(1, units / total), note, (now - begin) / NANOS, left, closed);
  }
}
