package stablegan.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;

/** Writes a whole file or nothing: first beside it as {@code .part}, then moved into place. */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes a file's content, piece by piece. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it; the stream is buffered and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes text as UTF-8.
   *
   * @param file replaced if it exists; its folder is created if missing
   * @return {@code file}
   */
  public static Path write(Path file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes bytes.
   *
   * @param file replaced if it exists; its folder is created if missing
   * @return {@code file}
   * @throws UncheckedIOException if it can't be written; what was there stays as it was
   */
  public static Path write(Path file, byte[] bytes) {
    return write(file, out -> out.write(bytes));
  }

  /**
   * Writes what is too large to hold in memory at once.
   *
   * @param file replaced if it exists; its folder is created if missing
   * @return {@code file}
   * @throws UncheckedIOException if it can't be written; what was there stays as it was
   */
  public static Path write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      // not a temporary file of the system's: that would be readable by its owner alone
      Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
          content.writeTo(out);
        }
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e, e);
    }
    return file;
  }

  /** A name for a file or folder made of any text: lower-case letters, digits and hyphens. */
  public static String safeName(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
