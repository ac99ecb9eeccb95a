package stablegan.internal.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Folders in which something is made before it gets its name. */
public final class TempFolders {

  private TempFolders() {}

  /** A new folder beside {@code target}, unique so that two processes never share one. */
  public static Path createFor(Path target) throws IOException {
    // not createTempDirectory: its folders are closed to other users, and stay so when renamed
    String name = target.getFileName() + ".part-" + UUID.randomUUID();
    return Files.createDirectories(target.resolveSibling(name));
  }

  /** Gives a complete folder its name; the target must not exist or be empty. */
  public static void publish(Path part, Path target) throws IOException {
    Files.deleteIfExists(target);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes a folder with all that is in it, if it is there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(folder)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.deleteIfExists(path);
    }
  }
}
