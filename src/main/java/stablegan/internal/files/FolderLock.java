package stablegan.internal.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that one thread of one process works in. The system takes the lock away from a process
 * that has died, however it did; its file, {@code .lock}, stays and means nothing by itself. The
 * thread that holds a folder may take it again, and another one of the process may take over.
 */
public final class FolderLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

  /** Locked far behind the text, so that others can read who holds it on Windows too. */
  private static final long POSITION = Long.MAX_VALUE - 1;

  private static final int MAX_TEXT = 1000;
  private static final long POLL_MILLIS = 20;

  /** Of who waits for long, on a network file system maybe. */
  private static final long SLOW_POLL_MILLIS = 1000;

  /**
   * What this process holds, by real path; guarded by itself. On Unix closing any handle of a
   * locked file gives up the lock, so a file that is held here must not be opened again.
   */
  private static final Map<Path, FolderLock> HELD = new HashMap<>();

  private final Path folder;
  private Thread owner = Thread.currentThread();
  private final RandomAccessFile file;
  private int depth = 1;

  private FolderLock(Path folder, RandomAccessFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Takes a folder, which is created if missing.
   *
   * @throws IllegalArgumentException if another process or thread holds it; the message says who
   * @throws UncheckedIOException if its {@code .lock} can't be written
   */
  public static FolderLock take(Path folder) {
    synchronized (HELD) {
      try {
        if (!Files.isDirectory(folder)) {
          Files.createDirectories(folder);
        }
        Path real = folder.toRealPath();
        FolderLock held = HELD.get(real);
        if (held == null) {
          held = new FolderLock(real, locked(real, folder));
          HELD.put(real, held);
        } else if (held.owner == Thread.currentThread()) {
          held.depth++;
        } else {
          throw busy(folder, "the thread \"%s\" of this process".formatted(held.owner.getName()));
        }
        return held;
      } catch (IOException e) {
        throw new UncheckedIOException("can't lock the folder " + folder + ": " + e, e);
      }
    }
  }

  /**
   * The same, but waits a while for whoever holds it.
   *
   * @throws CancellationException if the thread is interrupted while it waits
   */
  public static FolderLock await(Path folder, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    long poll = patience.compareTo(Duration.ofMinutes(1)) > 0 ? SLOW_POLL_MILLIS : POLL_MILLIS;
    while (true) {
      try {
        return take(folder);
      } catch (IllegalArgumentException busy) {
        if (System.nanoTime() > until) {
          throw busy;
        }
      }
      try {
        Thread.sleep(poll);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while another held " + folder);
      }
    }
  }

  /**
   * Refuses a folder whose file system has no locks, where two could work in it.
   *
   * @throws IllegalStateException that says so
   * @throws UncheckedIOException if nothing can be written there
   */
  public static void requireLocks(Path folder) {
    try {
      Path probe = Files.createTempFile(folder, ".lock", "");
      try (RandomAccessFile file = new RandomAccessFile(probe.toFile(), "rw")) {
        file.getChannel().lock();
      } catch (IOException e) {
        throw new IllegalStateException(
            "the file system of %s has no locks (%s): take one that has, such as NFS with its lock service"
                .formatted(folder, e.getMessage()),
            e);
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't write to the folder " + folder + ": " + e, e);
    }
  }

  private static RandomAccessFile locked(Path real, Path folder) throws IOException {
    // not a channel of its own: an interrupt of the thread that writes would close it
    RandomAccessFile file = new RandomAccessFile(real.resolve(".lock").toFile(), "rw");
    try {
      if (!lock(file, folder)) {
        throw busy(folder, holder(file));
      }
      file.setLength(0);
      file.write(self().getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static boolean lock(RandomAccessFile file, Path folder) {
    try {
      return file.getChannel().tryLock(POSITION, 1, false) != null;
    } catch (IOException e) {
      LOG.warn(
          "{}: its file system has no locks ({}); let no other process work in it",
          folder,
          e.getMessage());
      return true;
    }
  }

  private static String holder(RandomAccessFile file) throws IOException {
    try {
      Thread.sleep(POLL_MILLIS); // it may have been taken this moment, its name not yet written
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] text = new byte[(int) Math.min(file.length(), MAX_TEXT)];
    file.readFully(text);
    return text.length == 0 ? "another process" : new String(text, StandardCharsets.UTF_8).strip();
  }

  private static String self() {
    ProcessHandle process = ProcessHandle.current();
    Instant start = process.info().startInstant().orElse(Instant.now());
    return "process %s on %s, started %s%n"
        .formatted(process.pid(), host(), start.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }

  private static IllegalArgumentException busy(Path folder, String holder) {
    return new IllegalArgumentException(
        "%s is in use by %s: wait until that has ended, or choose another folder"
            .formatted(folder, holder));
  }

  /** Makes the calling thread the one that holds the folder. */
  public void adopt() {
    synchronized (HELD) {
      owner = Thread.currentThread();
    }
  }

  /** Gives the folder up, once for each time that it was taken. */
  @Override
  public void close() {
    synchronized (HELD) {
      if (--depth > 0) {
        return;
      }
      HELD.remove(folder);
      try (file) {
        file.setLength(0);
      } catch (IOException e) {
        LOG.warn("{}: {}", folder, e.toString());
      }
    }
  }
}
