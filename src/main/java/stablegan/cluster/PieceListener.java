package stablegan.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/** Hears from executors how far pieces are, on Spark's threads, and keeps it for the driver's. */
final class PieceListener extends SparkListener {

  private static final long POLL_MILLIS = 100;

  private final Map<Integer, Long> news = new HashMap<>();
  private long accumulator = -1;
  private int running;
  private boolean begun;

  /** From now on, until the next call. */
  synchronized void watch(long id) {
    accumulator = id;
    news.clear();
    begun = false;
  }

  synchronized boolean hasBegun() {
    return begun;
  }

  /** What was told since this was asked last. */
  synchronized Map<Integer, Long> news() {
    Map<Integer, Long> told = Map.copyOf(news);
    news.clear();
    return told;
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    running++;
    begun = true;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    running--;
    notifyAll();
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    CollectionConverters.asJava(update.accumUpdates())
        .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::hear));
  }

  private void hear(AccumulableInfo info) {
    if (info.id() == accumulator && info.update().isDefined()) {
      ((Map<?, ?>) info.update().get())
          .forEach((piece, done) -> news.put((Integer) piece, (Long) done));
    }
  }

  /** Waits until no task runs, for a while at most, and no longer than tasks are heard of. */
  synchronized void awaitEnd(Duration most, BooleanSupplier deaf) {
    long until = System.nanoTime() + most.toNanos();
    boolean interrupted = false;
    while (running > 0 && System.nanoTime() < until && !deaf.getAsBoolean()) {
      try {
        wait(POLL_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
