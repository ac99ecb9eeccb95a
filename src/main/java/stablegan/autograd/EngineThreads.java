package stablegan.autograd;

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

  private EngineThreads() {}

  /** The number in force on this thread; as many as there are cores unless changed. */
  public static int count() {
    Engine.getInstance(); // loads the engine's libraries
    return JniUtils.getNumThreads();
  }

  /**
   * Computes with so many threads on this thread until closed.
   *
   * @param threads at least 1
   */
  public static Scope use(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("engine threads must be at least 1 but are " + threads);
    }
    // the engine sets up a thread at its first question, to the number last set on any thread
    int before = count();
    JniUtils.setNumThreads(threads);
    return () -> JniUtils.setNumThreads(before);
  }
}
