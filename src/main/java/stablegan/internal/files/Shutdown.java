package stablegan.internal.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the process by a signal or {@code System.exit}, without loss. Long work stands in a
 * region:
 *
 * <pre>{@code
 * try (Shutdown.Region region = Shutdown.region()) {
 *   ... // polls Thread.currentThread().isInterrupted()
 * }
 * }</pre>
 *
 * <p>When the process is to end, the threads inside a region are interrupted, so that each ends its
 * step and saves, and the end waits for them, a minute at most. A thread that has left its region,
 * or would enter one, stands still from then on: the engine's native library is being taken down,
 * and a call into it would crash.
 */
public final class Shutdown {

  /** Work that must end well; closed by the thread that opened it. */
  public interface Region extends AutoCloseable {
    @Override
    void close();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long PARK_NANOS = 2 * WAIT_NANOS;
  private static final long REMIND_MILLIS = 1000;

  /** How many regions of each thread are open; guarded by itself, as is {@link #begun}. */
  private static final Map<Thread, Integer> INSIDE = new HashMap<>();

  private static boolean begun = !registered();

  private Shutdown() {}

  /** False if the process is ending already. */
  private static boolean registered() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::endAll, "stablegan-shutdown"));
      return true;
    } catch (IllegalStateException ending) {
      return false;
    }
  }

  /**
   * Opens a region on this thread. Regions of one thread may lie in each other.
   *
   * @throws CancellationException if the process is ending, after a while in which it should have
   */
  public static Region region() {
    Thread thread = Thread.currentThread();
    boolean late;
    synchronized (INSIDE) {
      late = begun && !INSIDE.containsKey(thread);
      if (!late) {
        INSIDE.merge(thread, 1, Integer::sum);
      }
    }
    if (late) {
      park();
      throw new CancellationException("the process is ending");
    }
    return () -> leave(thread);
  }

  private static void leave(Thread thread) {
    boolean last;
    synchronized (INSIDE) {
      last = INSIDE.computeIfPresent(thread, (t, n) -> n == 1 ? null : n - 1) == null && begun;
      INSIDE.notifyAll();
    }
    if (last) {
      park();
    }
  }

  /** Until the process ends. Not forever: a hook of the user's would hold up the end. */
  private static void park() {
    boolean interrupted = false;
    long until = System.nanoTime() + PARK_NANOS;
    while (System.nanoTime() < until) {
      interrupted |= Thread.interrupted(); // or it would not park
      LockSupport.parkNanos(until - System.nanoTime());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void endAll() {
    long until = System.nanoTime() + WAIT_NANOS;
    try {
      synchronized (INSIDE) {
        begun = true;
        List<Thread> left = working();
        while (!left.isEmpty() && System.nanoTime() < until) {
          // again and again: what ran may have cleared the flag
          left.forEach(Thread::interrupt);
          INSIDE.wait(REMIND_MILLIS);
          left = working();
        }
        if (!left.isEmpty()) {
          LOG.warn("the process ends while {} still works", left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those that can be waited for: whoever called {@code System.exit} waits itself. */
  private static List<Thread> working() {
    List<Thread> working = new ArrayList<>();
    for (Thread thread : INSIDE.keySet()) {
      boolean exits = false;
      for (StackTraceElement frame : thread.getStackTrace()) {
        exits |= frame.getClassName().equals("java.lang.Shutdown");
      }
      if (!exits && thread.isAlive()) {
        working.add(thread);
      }
    }
    return working;
  }
}
