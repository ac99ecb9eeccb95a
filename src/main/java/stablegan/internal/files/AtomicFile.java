package stablegan.internal.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/**
 * Writes a whole file or nothing: first beside it as {@code .part}, through to the disk, then moved
 * into place.
 */
public final class AtomicFile {

  /** How the names of files end that are being written. */
  public static final String PART = ".part";

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
      Path part = part(target, content);
      try {
        publish(part, target);
        syncFolder(target.getParent());
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e, e);
    }
    return file;
  }

  /**
   * Refuses a file that {@link #write} couldn't write, before there is anything to be written.
   *
   * @param file not touched; its folder is created if missing
   * @throws UncheckedIOException if it is a folder, or its folder can't be written to
   */
  public static void requireWritable(Path file) {
    Path target = file.toAbsolutePath();
    try {
      if (Files.isDirectory(target)) {
        throw new IOException("it is a folder");
      }
      Files.delete(part(target, out -> {}));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e, e);
    }
  }

  /** Writes beside an absolute path, through to the disk. */
  static Path part(Path target, Content content) throws IOException {
    Path folder = target.getParent();
    if (!Files.isDirectory(folder)) { // createDirectories refuses a link to a folder
      Files.createDirectories(folder);
    }
    // not a temporary file of the system's: that would be readable by its owner alone
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + PART);
    // not a channel: an interrupt of the thread would close it
    try (FileOutputStream file = new FileOutputStream(part.toFile());
        OutputStream out = new BufferedOutputStream(file)) {
      content.writeTo(out);
      out.flush();
      file.getFD().sync();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    return part;
  }

  /** Whether a file has this content already, which is then on the disk. */
  static boolean holds(Path file, byte[] content) throws IOException {
    if (!Files.isWritable(file)
        || Files.size(file) != content.length
        || !Arrays.equals(Files.readAllBytes(file), content)) {
      return false;
    }
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.getFD().sync();
    }
    return true;
  }

  /** Moves a whole file into place. */
  static void publish(Path part, Path target) throws IOException {
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Sees to it that files moved within a folder are found there after a loss of power. */
  static void syncFolder(Path folder) {
    boolean interrupted = false;
    boolean done = false;
    while (!done) {
      interrupted |= Thread.interrupted(); // an interrupt closes the channel
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
        done = true;
      } catch (ClosedByInterruptException again) {
        interrupted = true;
      } catch (IOException folderThatCannotBeOpened) {
        done = true; // Windows, which needs no such thing
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A name for a file or folder made of any text: lower-case letters, digits and hyphens. */
  public static String safeName(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
