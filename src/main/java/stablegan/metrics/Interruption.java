package stablegan.metrics;

import java.util.concurrent.CancellationException;

/** A notebook's interrupt doesn't stop a running thread: long loops ask for it themselves. */
final class Interruption {

  private Interruption() {}

  /** Leaves the thread's flag set, so that callers further up stop as well. */
  static void check(String task, int done, int total) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(
          task + " was interrupted after " + done + " of " + total + "; nothing is kept");
    }
  }
}
