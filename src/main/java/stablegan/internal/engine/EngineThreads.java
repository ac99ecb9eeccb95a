package stablegan.internal.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * How many threads the engine computes with. The number belongs to the calling thread, and results
 * depend on it in their last bits: sums are split differently.
 */
public final class EngineThreads {

  /** A number of threads in force until it is closed, on the thread that opened it. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** More than any machine has, and few enough to be started. */
  private static final int MOST = 1024;

  private EngineThreads() {}

  /**
   * A number of threads, after a check.
   *
   * @throws IllegalArgumentException if it is not from 1 to 1,024
   */
  public static int checked(int threads) {
    if (threads < 1 || threads > MOST) {
      throw new IllegalArgumentException(
          "engine threads must be from 1 to %,d but are %d".formatted(MOST, threads));
    }
    return threads;
  }

  /**
   * The number in force on this thread; as many as there are cores unless changed.
   *
   * @throws java.io.UncheckedIOException if the engine can't be loaded, see {@link EngineCache}
   */
  public static int count() {
    EngineCache.requireUsable();
    Engine.getInstance(); // loads the engine's libraries
    return JniUtils.getNumThreads();
  }

  /**
   * Computes with so many threads on this thread until closed.
   *
   * @param threads from 1 to 1,024
   */
  public static Scope use(int threads) {
    checked(threads);
    // the engine sets up a thread at its first question, to the number last set on any thread
    int before = count();
    JniUtils.setNumThreads(threads);
    return () -> JniUtils.setNumThreads(before);
  }
}
