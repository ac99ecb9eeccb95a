package stablegan.training;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import stablegan.internal.formats.RowSink;

/**
 * Writes the rows of a run's history beside it, each once, as the listeners before this one have
 * made it. A run that goes on writes the row of its checkpoint's step again; one that is only
 * opened writes nothing, unless nothing was written before.
 */
final class RowListener implements Listener {

  private final Function<Path, RowSink> sinks;
  private RowSink sink;
  private boolean writing;
  private long opened;
  private long next;

  /**
   * A listener for one run at a time.
   *
   * @param sinks where rows are written, given a run's folder
   */
  RowListener(Function<Path, RowSink> sinks) {
    this.sinks = sinks;
  }

  @Override
  public void started(Training training) {
    Path folder =
        training
            .folder()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "what a listener writes beside a run needs a folder: give train(…) one"));
    sink = sinks.apply(folder);
    writing = false;
    opened = training.step();
    // the last row may be that of a shorter plan's end, which the first record takes back
    SortedMap<Long, Map<String, Double>> rows = training.history().rowsFrom(Long.MIN_VALUE);
    next = rows.isEmpty() ? opened : Math.min(opened, rows.lastKey());
  }

  @Override
  public void stepped(Training training) {
    if (writing || next == 0 || training.plan().records(training.step())) {
      write(training.history());
    }
  }

  @Override
  public void ended(Training training, Outcome outcome) {
    // a listener before this one may have found in the last step that the run has diverged
    if (writing || !sink.isBegun() || training.step() > opened) {
      write(training.history());
    }
  }

  private void write(History history) {
    if (!writing) {
      next = sink.isBegun() ? next : Long.MIN_VALUE;
      sink.goOnAt(next);
      writing = true;
    }
    history
        .rowsFrom(next)
        .forEach(
            (step, row) -> {
              sink.add(step, row);
              next = step + 1;
            });
  }
}
