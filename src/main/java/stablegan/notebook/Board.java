package stablegan.notebook;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import stablegan.experiment.Ablation;
import stablegan.internal.kernel.LiveLine;
import stablegan.internal.kernel.LivePage;
import stablegan.internal.kernel.ProgressState;

/** Draws a dashboard, seldom enough. */
final class Board implements LiveLine {

  private static final long BETWEEN = 2_000_000_000;

  /** The share of the time that the board may take for itself is one part of so many. */
  private static final long PART = 100;

  private final LivePage page;
  private final CellLines cells;
  private final LongSupplier clock;
  private final Executor drawing;
  private final long begin;
  private ProgressState state;
  private long drawnAt;
  private long spent;
  private boolean shown;
  private boolean busy;
  private boolean closed;

  Board(LivePage page, CellLines cells, LongSupplier clock, Executor drawing) {
    this.page = page;
    this.cells = cells;
    this.clock = clock;
    this.drawing = drawing;
    begin = clock.getAsLong();
  }

  /** Takes what is to be shown of a cell; on the cell's thread, since its history grows there. */
  void note(Ablation.Progress comparison) {
    boolean alarms = canAfford();
    long from = clock.getAsLong();
    cells.note(comparison, alarms);
    spend(clock.getAsLong() - from);
  }

  private synchronized boolean canAfford() {
    return spent * PART <= clock.getAsLong() - begin;
  }

  private synchronized void spend(long nanos) {
    spent += nanos;
  }

  @Override
  public void write(ProgressState now) {
    if (begins(now)) {
      if (shown) {
        drawing.execute(this::draw);
      } else {
        shown = true;
        draw(); // on the thread of the notebook's cell, whose output it becomes
      }
    }
  }

  private synchronized boolean begins(ProgressState now) {
    state = now;
    boolean due = !shown || (clock.getAsLong() - drawnAt >= BETWEEN && canAfford());
    boolean begins = due && !busy && !closed;
    busy |= begins;
    return begins;
  }

  private void draw() {
    long from = clock.getAsLong();
    try {
      String html = cells.html(false);
      synchronized (page) {
        if (!isClosed()) {
          page.write(latest(), html);
        }
      }
    } finally {
      drawn(clock.getAsLong() - from);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized ProgressState latest() {
    return state;
  }

  private synchronized void drawn(long nanos) {
    busy = false;
    drawnAt = clock.getAsLong();
    spent += nanos;
  }

  @Override
  public void close(ProgressState last) {
    synchronized (page) {
      synchronized (this) {
        closed = true;
      }
      page.write(last, cells.html(true));
    }
  }
}
