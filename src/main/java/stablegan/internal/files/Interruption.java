package stablegan.internal.files;

import java.util.concurrent.CancellationException;

/** A notebook's interrupt doesn't stop a running thread: long loops ask for it themselves. */
public final class Interruption {

  private Interruption() {}

  /**
   * Ends a task whose thread was interrupted. The thread's flag stays set, so that callers further
   * up stop as well.
   *
   * @throws CancellationException if it was
   */
  public static void check(String task, int done, int total) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(
          task + " was interrupted after " + done + " of " + total + "; nothing is kept");
    }
  }
}
