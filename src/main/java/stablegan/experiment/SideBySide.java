package stablegan.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import stablegan.internal.engine.EngineThreads;

/**
 * Several pieces of work at once in this process, each on a thread of its own with its own number
 * of engine threads: small networks gain next to nothing from a second engine thread, and all of it
 * from a core to themselves. What each computes doesn't depend on how many there are.
 *
 * <pre>{@code
 * List<Callable<History>> runs = ...;
 * List<History> histories = SideBySide.onAllCores().run(runs, done -> progress.update(done));
 * }</pre>
 */
public final class SideBySide {

  /**
   * A piece of work.
   *
   * @param places how many of the places it takes up, at least 1
   * @param engineThreads what the engine computes with in it
   */
  record Task<T>(int places, int engineThreads, Callable<T> work) {}

  private final int places;

  private SideBySide(int places) {
    this.places = places;
  }

  /**
   * So many at once.
   *
   * @param n at least 1
   */
  public static SideBySide of(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("at least 1 run at once is needed, not " + n);
    }
    return new SideBySide(n);
  }

  /** As many at once as there are cores. */
  public static SideBySide onAllCores() {
    return new SideBySide(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Does all the work, one engine thread each, and waits for its end.
   *
   * @param progress told how many are done, one call after the other, on the workers' threads
   * @return the results in the order of the work
   * @throws CancellationException if this thread or one of the workers is interrupted; all others
   *     are interrupted then, and have ended
   * @throws RuntimeException the first failure; all others are interrupted then, and have ended
   */
  public <T> List<T> run(List<? extends Callable<T>> work, IntConsumer progress) {
    List<Task<T>> tasks = new ArrayList<>();
    work.forEach(each -> tasks.add(new Task<>(1, 1, each)));
    return runTasks(tasks, progress);
  }

  /** The same of tasks. */
  <T> List<T> runTasks(List<Task<T>> tasks, IntConsumer progress) {
    int[] done = {0};
    List<Task<T>> told = new ArrayList<>();
    for (Task<T> task : tasks) {
      told.add(
          new Task<>(
              task.places(),
              task.engineThreads(),
              () -> {
                T result = task.work().call();
                synchronized (done) {
                  progress.accept(++done[0]);
                }
                return result;
              }));
    }
    return run(told);
  }

  /** Starts the tasks in their order, each as soon as there are places for it. */
  <T> List<T> run(List<Task<T>> tasks) {
    Team<T> team = new Team<>();
    List<Future<T>> results = new ArrayList<>();
    try {
      for (Task<T> task : tasks) {
        int taken = Math.min(places, task.places());
        team.free.acquire(taken);
        Optional<Future<T>> started = team.start(task, taken);
        if (started.isEmpty()) {
          break;
        }
        results.add(started.get());
      }
      team.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      team.fail(new CancellationException("interrupted; run again to go on"));
    } finally {
      team.stop();
    }
    team.rethrow();
    return results.stream().map(SideBySide::result).toList();
  }

  private static <T> T result(Future<T> ended) {
    try {
      return ended.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a task that ended well has no result", e);
    }
  }

  /** The threads of one call. */
  private final class Team<T> {

    private final Semaphore free = new Semaphore(places, true);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Throwable failure;

    /** Starts a task, unless another has failed. */
    synchronized Optional<Future<T>> start(Task<T> task, int taken) {
      return failure == null
          ? Optional.of(threads.submit(() -> work(task, taken)))
          : Optional.empty();
    }

    private T work(Task<T> task, int taken) throws Exception {
      try (EngineThreads.Scope scope = EngineThreads.use(task.engineThreads())) {
        return task.work().call();
      } catch (Exception | Error e) {
        fail(e);
        throw e;
      } finally {
        free.release(taken);
      }
    }

    /** The first failure counts: the others are what comes of being interrupted for it. */
    synchronized void fail(Throwable cause) {
      if (failure == null) {
        failure = cause;
        threads.shutdownNow();
      }
    }

    void finish() throws InterruptedException {
      threads.shutdown();
      threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    /** Waits for whoever was interrupted to save what they have. */
    void stop() {
      boolean interrupted = Thread.interrupted();
      threads.shutdown();
      while (!threads.isTerminated()) {
        try {
          finish();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted || cause() instanceof CancellationException) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized Throwable cause() {
      return failure;
    }

    void rethrow() {
      Throwable cause = cause();
      if (cause instanceof Error error) {
        throw error;
      }
      if (cause instanceof RuntimeException exception) {
        throw exception;
      }
      if (cause != null) {
        throw new IllegalStateException(cause.getMessage(), cause);
      }
    }
  }
}
