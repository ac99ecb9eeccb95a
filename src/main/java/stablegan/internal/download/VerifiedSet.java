package stablegan.internal.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.internal.files.Hashes;
import stablegan.internal.files.Shutdown;

/**
 * The files of a data set, known by their hashes, and the sources to try in turn.
 *
 * <p>Files are fetched into a folder of their own, verified there, and only then moved to their
 * place one by one, each atomically. Who finds a file in its place finds it whole. The hashes are
 * checked at every start: that takes well under a second, of STL-10 some, and a damaged file is
 * fetched anew.
 *
 * @param name the folder in the data directory
 * @param hashes file name to SHA-256, or to MD5 where no other is published
 * @param sources the publisher's own first; what a stranger keeps is told when it is taken
 * @param kind what it is, for messages
 * @param instead what to use where it can't be had
 */
public record VerifiedSet(
    String name, Map<String, String> hashes, List<Source> sources, String kind, String instead) {

  private static final Logger LOG = LoggerFactory.getLogger(VerifiedSet.class);

  /** How Linux, macOS and Windows say so; Java has no exception for it. */
  private static final List<String> NO_SPACE =
      List.of("No space left", "quota exceeded", "not enough space on the disk");

  private static final Lock ONE_AT_A_TIME = new ReentrantLock();

  /** A set of images. */
  public VerifiedSet(String name, Map<String, String> hashes, List<Source> sources) {
    this(
        name,
        hashes,
        sources,
        "data set",
        "the set that needs no network: Images.fashionMnistT10k()");
  }

  public VerifiedSet {
    hashes = Map.copyOf(hashes);
    sources = List.copyOf(sources);
  }

  /**
   * The folder that holds the verified files; fetches them where they aren't there yet.
   *
   * @throws UncheckedIOException if no source has them; the message says why for each and what to
   *     do
   * @throws CancellationException if the thread is interrupted meanwhile
   */
  public Path in(Path dataDirectory) {
    Path folder = dataDirectory.resolve(name);
    try (Shutdown.Region region = Shutdown.region()) {
      if (!isComplete(folder)) {
        fetchAlone(folder);
      }
    } catch (InterruptedException | InterruptedIOException | FileLockInterruptionException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(
          "getting " + name + " was interrupted; nothing is kept, it starts anew next time");
    } catch (IOException e) {
      throw new UncheckedIOException("can't use the data directory " + dataDirectory + ": " + e, e);
    }
    return folder;
  }

  private boolean isComplete(Path folder) {
    for (Map.Entry<String, String> entry : hashes.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      if (!Files.isRegularFile(file)
          || !Hashes.like(entry.getValue(), file).equals(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Two threads, or two processes, that need the set at a time: the second waits and finds it
   * there.
   */
  private void fetchAlone(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path lockFile = folder.resolve("lock");
    ONE_AT_A_TIME.lockInterruptibly();
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        LOG.info("{}: another process is getting it, waiting for that", name);
        channel.lock();
      }
      if (!isComplete(folder)) {
        deleteLeftOvers(folder);
        fetch(folder);
      }
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private void fetch(Path folder) throws IOException {
    LOG.info("{}: not in {} yet, getting it", name, folder);
    StringJoiner tried = new StringJoiner("\n  ", "\n  ", "");
    IOException last = new IOException("no source");
    for (Source source : sources) {
      Path part = TempFolders.createFor(folder.resolve(name));
      try {
        source.fetch(part);
        verify(part);
        for (String file : hashes.keySet()) {
          Files.move(part.resolve(file), folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        }
        if (source == sources.get(0)) {
          LOG.info("{}: from {}, verified, in {}", name, source.where(), folder);
        } else {
          LOG.warn(
              "{}: from {}, which isn't the publisher's, but every file has the published hash;"
                  + " in {}",
              name,
              source.where(),
              folder);
        }
        return;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        requireSpace(e, folder);
        LOG.info("{}: not from {}: {}", name, source.where(), Download.reason(e));
        last = e;
        tried.add(source.where() + ": " + Download.reason(e));
      } finally {
        TempFolders.delete(part);
      }
    }
    throw new UncheckedIOException(nowhere(folder, tried.toString()), last);
  }

  /** A full disk is no fault of the network's, and no other source helps. */
  private void requireSpace(IOException e, Path folder) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (NO_SPACE.stream().anyMatch(message::contains)) {
        throw new UncheckedIOException(
            "can't keep the %s %s in %s: %s. Free space there, or name another folder in the environment variable %s"
                .formatted(kind, name, folder, Download.reason(e), DataDirectory.VARIABLE),
            e);
      }
    }
  }

  private String nowhere(Path folder, String tried) {
    return "can't get the "
        + kind
        + " "
        + name
        + ". Tried:"
        + tried
        + "\nConnect this machine to the network, or put "
        + String.join(", ", hashes.keySet().stream().sorted().toList())
        + " into "
        + folder
        + ", or use "
        + instead;
  }

  private void verify(Path part) throws IOException {
    for (Map.Entry<String, String> entry : hashes.entrySet()) {
      Path file = part.resolve(entry.getKey());
      if (!Files.isRegularFile(file)) {
        throw new IOException("it lacks " + entry.getKey());
      }
      Download.checkHash(file, entry.getValue());
    }
  }

  /** What a killed process left; nobody else is at work, the lock is ours. */
  private void deleteLeftOvers(Path folder) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, name + ".part-*")) {
      for (Path part : parts) {
        TempFolders.delete(part);
      }
    }
  }
}
