package stablegan.notebook;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import stablegan.experiment.Ablation;
import stablegan.internal.kernel.Frontend;
import stablegan.internal.kernel.LivePage;

/**
 * One output of a notebook while a comparison trains, updated in place: bar and time left, a line
 * for each cell with its losses, score and alarms, curves, what a generator made at the newest
 * look. It stays as the record, below 200 KB, and says so if the training was stopped. On a console
 * it is the line of {@link Progress}.
 *
 * <pre>{@code
 * try (Dashboard board = Dashboard.over("training", ablation)) {
 *   results = ablation.runIn(folder, board::update);
 * }
 * }</pre>
 *
 * <p>It is drawn on a thread of its own, every two seconds at most, and so seldom that drawing
 * takes no more than a hundredth of the time.
 */
public final class Dashboard implements AutoCloseable {

  private static final long IDLE_SECONDS = 60;

  private final Progress progress;
  private final Board board;

  private Dashboard(Progress progress, Board board) {
    this.progress = progress;
    this.board = board;
  }

  /** Shows the board of a comparison that is to be run. */
  public static Dashboard over(String task, Ablation ablation) {
    return Frontend.current()
        .page()
        .map(page -> on(page, task, ablation, System::nanoTime, background()))
        .orElseGet(() -> new Dashboard(Progress.over(task, ablation), null));
  }

  static Dashboard on(
      LivePage page, String task, Ablation ablation, LongSupplier clock, Executor drawing) {
    Board board = new Board(page, new CellLines(ablation), clock, drawing);
    return new Dashboard(Progress.over(task, ablation, board, clock), board);
  }

  /** One thread, which ends by itself when nothing has been drawn for a while. */
  private static Executor background() {
    return new ThreadPoolExecutor(
        0,
        1,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> {
          Thread thread = new Thread(work, "dashboard");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Says how far the comparison is; cheap, since nothing is drawn by who calls it. */
  public void update(Ablation.Progress comparison) {
    if (board != null) {
      board.note(comparison);
    }
    progress.update(comparison);
  }

  /** Draws the board for the last time, saying how long the training took or where it stopped. */
  @Override
  public void close() {
    progress.close();
  }
}
