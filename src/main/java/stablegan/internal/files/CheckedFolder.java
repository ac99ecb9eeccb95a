package stablegan.internal.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A folder whose files are read back exactly as they were written, or not at all: {@code
 * checksums.json} lists the length and SHA-256 of each, and its own.
 *
 * <p>Before files are replaced the list holds both what they are and what they will be, so that a
 * process that dies in between leaves files that can be read. Reading needs no lock and writes
 * nothing.
 */
public final class CheckedFolder {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 5;

  private final Path folder;

  private CheckedFolder(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** A folder; it need not exist yet. */
  public static CheckedFolder at(Path folder) {
    return new CheckedFolder(folder);
  }

  /** Whether a file of this name is there, whole or not. */
  public boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /**
   * A file's content.
   *
   * @param remedy what to do if it is damaged, as in "delete it to train anew"
   * @return nothing if there is no such file
   * @throws UncheckedIOException if it isn't as it was written; the message names the file, what is
   *     wrong with it, and the remedy
   */
  public Optional<byte[]> read(String name, String remedy) {
    return read(name, () -> remedy);
  }

  /** The same with a remedy that takes work to find. */
  public Optional<byte[]> read(String name, Supplier<String> remedy) {
    return read(name, remedy, false);
  }

  private Optional<byte[]> read(String name, Supplier<String> remedy, boolean grows) {
    Path file = folder.resolve(name);
    try {
      for (int attempt = 1; ; attempt++) {
        Checksums listed = Checksums.in(folder);
        byte[] found = Files.readAllBytes(file);
        byte[] content = grows ? listed.beginning(name, found).orElse(found) : found;
        String fault = listed.fault(name, content);
        if (fault.isEmpty()) {
          return Optional.of(content);
        }
        // another process may have replaced the file in between, and the list before it
        if (attempt == ATTEMPTS || listed.equals(Checksums.in(folder))) {
          throw new IOException("%s %s: %s".formatted(file, fault, remedy.get()));
        }
      }
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** The same of a file that must be there. */
  public byte[] required(String name, String remedy) {
    return read(name, remedy).orElseThrow(() -> missing(name, remedy));
  }

  private UncheckedIOException missing(String name, String remedy) {
    IOException e = new IOException(folder.resolve(name) + " is missing: " + remedy);
    return new UncheckedIOException(e.getMessage(), e);
  }

  /**
   * The SHA-256 of each file that was written, in hex, by name; read from the list.
   *
   * @throws UncheckedIOException if the list is damaged
   */
  public Map<String, String> hashes() {
    try {
      Map<String, String> hashes = new LinkedHashMap<>();
      Checksums.in(folder)
          .files()
          .forEach((name, sums) -> hashes.put(name, sums.get(sums.size() - 1).sha256()));
      return hashes;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** A file's content, if it is there and whole. */
  public Optional<byte[]> ifWhole(String name) {
    try {
      return read(name, "");
    } catch (UncheckedIOException damaged) {
      return Optional.empty();
    }
  }

  /** The text of a file that must be there. */
  public String text(String name, String remedy) {
    return new String(required(name, remedy), StandardCharsets.UTF_8);
  }

  /**
   * The text of a file that must be there and may have grown by {@link #append}: as it was at the
   * last change, whatever has come behind.
   */
  public String grownText(String name, String remedy) {
    return read(name, () -> remedy, true)
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .orElseThrow(() -> missing(name, remedy));
  }

  /**
   * Adds to the end of a file, for those who watch it. What is added can be lost or torn until a
   * {@link #change} puts the file as it then is, which leaves it where it stands: {@code tail -f}
   * goes on. Only for who holds the folder's lock.
   *
   * @throws UncheckedIOException if it can't be written
   */
  public void append(String name, String text) {
    // not a channel: an interrupt of the thread would close it
    try (FileOutputStream out = new FileOutputStream(folder.resolve(name).toFile(), true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("can't write to " + folder.resolve(name) + ": " + e, e);
    }
  }

  /**
   * What a file says, once it is known to be as it was written.
   *
   * @param remedy what to do if it says what can't be, as for {@link #read}
   * @throws IllegalArgumentException if it does; the message names the file, what is wrong with it,
   *     and the remedy
   */
  public <T> T said(String name, String remedy, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s says what this library never wrote (%s): %s"
              .formatted(folder.resolve(name), e.getMessage(), remedy),
          e);
    }
  }

  /** Begins a change of one or several files. */
  public Change change() {
    return new Change();
  }

  /** Deletes what processes that died left half written; only for who holds the folder's lock. */
  public void clean() {
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, "*.????????-????-????-????-????????????.part")) {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files that are replaced together, in the order in which they were named. */
  public final class Change {

    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final Map<String, String> kept = new LinkedHashMap<>();

    private Change() {}

    /** Writes a file. */
    public Change put(String name, byte[] content) {
      contents.put(name, content);
      return this;
    }

    /** Writes a file as UTF-8. */
    public Change put(String name, String text) {
      return put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file and keeps the one that it replaces, if there is one, under another name. */
    public Change put(String name, byte[] content, String keptAs) {
      kept.put(name, keptAs);
      return put(name, content);
    }

    /**
     * Makes the change.
     *
     * @throws UncheckedIOException if a file can't be written
     * @throws IllegalArgumentException if another process holds the folder
     */
    public void commit() {
      try (FolderLock lock = FolderLock.await(folder, PATIENCE)) {
        replace();
      } catch (IOException e) {
        throw new UncheckedIOException("can't write to " + folder + ": " + e, e);
      }
    }

    private void replace() throws IOException {
      kept.keySet().removeIf(name -> !has(name));
      Checksums before = Checksums.in(folder);
      Checksums during = before;
      Checksums after = before;
      for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
        String name = entry.getKey();
        List<Checksums.Sum> sum = List.of(Checksums.Sum.of(entry.getValue()));
        if (kept.containsKey(name)) {
          during = during.or(kept.get(name), before.of(name));
          after = after.with(kept.get(name), before.of(name));
        }
        during = during.or(name, sum);
        after = after.with(name, sum);
      }
      Map<String, Path> parts = new LinkedHashMap<>();
      try {
        for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
          Path target = folder.resolve(entry.getKey());
          if (kept.containsKey(entry.getKey()) || !AtomicFile.holds(target, entry.getValue())) {
            parts.put(entry.getKey(), AtomicFile.part(target, out -> out.write(entry.getValue())));
          }
        }
        during.write(folder);
        publish(parts);
        after.write(folder);
      } finally {
        for (Path part : parts.values()) {
          Files.deleteIfExists(part);
        }
      }
    }

    private void publish(Map<String, Path> parts) throws IOException {
      for (Map.Entry<String, Path> part : parts.entrySet()) {
        Path target = folder.resolve(part.getKey());
        if (kept.containsKey(part.getKey())) {
          AtomicFile.publish(target, folder.resolve(kept.get(part.getKey())));
        }
        AtomicFile.publish(part.getValue(), target);
      }
      AtomicFile.syncFolder(folder);
    }
  }
}
