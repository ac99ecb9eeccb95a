package stablegan.internal.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that the engine unpacks its native libraries into once, and loads them from: what the
 * environment variable {@code DJL_CACHE_DIR} names, else {@code .djl.ai} in the user's home.
 */
public final class EngineCache {

  private static final String ENGINE = "pytorch";

  private EngineCache() {}

  /**
   * Checks that the engine can be loaded from its folder or unpacked into it.
   *
   * @throws UncheckedIOException if not, as with a folder of another user; the message names the
   *     folder and says what to do
   */
  public static void requireUsable() {
    Path folder = Utils.getEngineCacheDir().toAbsolutePath();
    fault(folder)
        .ifPresent(
            fault -> {
              String message =
                  "the engine can't keep its libraries in %s, %s: set DJL_CACHE_DIR to a folder of your own, or make this one readable and writable"
                      .formatted(folder, fault);
              throw new UncheckedIOException(message, new IOException(fault));
            });
  }

  /** What keeps the engine from using a folder. */
  static Optional<String> fault(Path folder) {
    if (!Files.exists(folder)) {
      return parentFault(folder.getParent());
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of("which is no folder");
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      return Optional.of("which you may not read");
    }
    // a folder that another user has filled will do
    boolean filled = Files.isDirectory(folder.resolve(ENGINE));
    return filled || Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of("which you may not write to");
  }

  /** Of the nearest folder above one that doesn't exist, or isn't seen, yet. */
  private static Optional<String> parentFault(Path above) {
    if (above == null || (!Files.exists(above) && above.getParent() == null)) {
      return Optional.of("which doesn't exist");
    }
    if (!Files.exists(above)) {
      return parentFault(above.getParent());
    }
    return Files.isDirectory(above) && Files.isWritable(above) && Files.isExecutable(above)
        ? Optional.empty()
        : Optional.of("as you may not make a folder in " + above);
  }
}
