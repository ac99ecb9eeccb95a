package stablegan.internal.engine;

import ai.djl.engine.EngineException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what to do where memory has run out, Java's heap or the engine's. */
public final class OutOfMemory {

  private static final String OF_HEAP = "Java's heap is full";
  private static final String OF_ENGINE = "the engine is out of memory";
  private static final long MIB = 1 << 20;

  /** Of the engine's allocators, for the CPU's memory and for a GPU's. */
  private static final Pattern REFUSED =
      Pattern.compile("(not enough memory|can't allocate memory|out of memory)[:.] ?([^.\\n]*)");

  private OutOfMemory() {}

  /** What happened and what to do, if a failure or its cause is one of memory. */
  public static Optional<String> advice(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (message.startsWith(OF_HEAP) || message.startsWith(OF_ENGINE)) {
        return Optional.of(message);
      }
      if (t instanceof OutOfMemoryError) {
        return Optional.of(ofHeap(message));
      }
      var refused = REFUSED.matcher(message.toLowerCase(Locale.ROOT));
      if (t instanceof EngineException && refused.find()) {
        return Optional.of(ofEngine(refused.group(2)));
      }
    }
    return Optional.empty();
  }

  private static String ofHeap(String message) {
    return OF_HEAP
        + String.format(
            Locale.ROOT,
            " (%s; it may take %,d MiB): give java more, such as -Xmx8g, or fewer or smaller images, or train fewer cells at once",
            message,
            Runtime.getRuntime().maxMemory() / MIB);
  }

  private static String ofEngine(String detail) {
    return OF_ENGINE
        + (detail.isEmpty() ? "" : " (" + detail.strip() + ")")
        + ": choose a smaller batch or width, pass a batch in parts (gradientAccumulation), or train fewer"
        + " cells at once";
  }

  /** The failure itself, or one that says what to do if it is one of memory. */
  public static EngineException explained(EngineException failure) {
    return advice(failure).map(advice -> new EngineException(advice, failure)).orElse(failure);
  }

  /** A failure that says what to do. */
  public static OutOfMemoryError explained(OutOfMemoryError failure) {
    OutOfMemoryError explained = new OutOfMemoryError(advice(failure).orElseThrow());
    explained.initCause(failure);
    return explained;
  }
}
