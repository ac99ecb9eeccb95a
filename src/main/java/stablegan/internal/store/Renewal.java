package stablegan.internal.store;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Renews something now and then on a thread of its own. A renewal that fails is tried again at the
 * next time, unless what it renews has run out: another may have it then.
 */
final class Renewal {

  /** Renews it once. */
  @FunctionalInterface
  interface Attempt {
    void make() throws IOException;
  }

  private final Attempt attempt;
  private final Duration every;
  private final Duration lasts;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = new Thread(this::renewNowAndThen, "lease");

  /**
   * A renewal, not started yet.
   *
   * @param lasts after which what was not renewed has run out
   */
  Renewal(Attempt attempt, Duration every, Duration lasts) {
    this.attempt = attempt;
    this.every = every;
    this.lasts = lasts;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether it goes on. */
  boolean isAlive() {
    return thread.isAlive();
  }

  /** Ends it, after an attempt under way. */
  void end() throws InterruptedException {
    ended.countDown();
    thread.join();
  }

  /** Not ended by an interrupt, which a store may swallow while it is written to. */
  private void renewNowAndThen() {
    long last = System.nanoTime();
    try {
      while (!ended.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
        if (succeeds()) {
          last = System.nanoTime();
        } else if (System.nanoTime() - last >= lasts.toNanos()) {
          return; // what is written next finds out who holds it
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean succeeds() {
    try {
      attempt.make();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
