package stablegan.training;

import stablegan.internal.formats.EventFiles;
import stablegan.internal.formats.JsonLines;

/** Watches a run; called on the training thread, between steps. */
public interface Listener {

  /** Before the first step that is made now: step 0, or where a run resumes. */
  default void started(Training training) {}

  /**
   * After each generator step. A listener that throws a CancellationException because its thread is
   * interrupted ends the run there, and is told of the same step again when the run goes on.
   */
  default void stepped(Training training) {}

  /** When the run has ended, however it did. */
  default void ended(Training training, Outcome outcome) {}

  /**
   * Writes the history as TensorBoard's event files into the run's folder, beside {@code
   * history.csv}: {@code tensorboard --logdir} of that folder, or of one above it, shows the run
   * while it trains. Each start of a run adds a file, which makes the points void that are made
   * anew. Numbers are of 32 bits.
   *
   * <p>It is for one run at a time, and comes after the listeners whose series it is to write. A
   * run without a folder is refused with an IllegalArgumentException.
   */
  static Listener tensorBoard() {
    return new RowListener(EventFiles::new);
  }

  /**
   * Writes the history into the run's folder as {@code history.jsonl}, a JSON object for each step
   * at which something was measured: {@code {"step":10,"d_loss":0.7}}. What is no number is one of
   * the strings "NaN", "Infinity" and "-Infinity".
   *
   * <p>It is for one run at a time, and comes after the listeners whose series it is to write. A
   * run without a folder is refused with an IllegalArgumentException.
   */
  static Listener jsonLines() {
    return new RowListener(folder -> new JsonLines(folder.resolve("history.jsonl")));
  }
}
