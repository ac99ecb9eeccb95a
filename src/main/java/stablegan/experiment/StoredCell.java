package stablegan.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import stablegan.cluster.Cluster;
import stablegan.internal.engine.EngineThreads;
import stablegan.internal.store.RemoteFolder;

/**
 * The same as {@link RemoteCell} where machines share no folder but a store of Hadoop's: the cell
 * is trained in a folder of the machine's own, which is copied into the store after each
 * checkpoint.
 *
 * @param store of the cell
 */
record StoredCell(CellJob job, String store, int engineThreads) implements Cluster.Work<Boolean> {

  private static final String CHECKPOINT = "checkpoint.safetensors";
  private static final long COPIED_EVERY_SECONDS = 5;

  @Override
  public Boolean run(LongConsumer progress) {
    RemoteFolder stored = RemoteFolder.at(store);
    Path own = own();
    try (RemoteFolder.Lease lease = stored.lease();
        EngineThreads.Scope threads = EngineThreads.use(engineThreads)) {
      stored.pull(own);
      CellJob here = new CellJob(job.ablation(), job.method(), job.seed(), own, job.scoring());
      if (here.read().isEmpty()) {
        train(here, progress, stored, lease);
      }
      return true;
    } finally {
      delete(own);
    }
  }

  private static void train(
      CellJob here, LongConsumer progress, RemoteFolder stored, RemoteFolder.Lease lease) {
    Copying copying = new Copying(here.path(), stored, lease);
    try {
      here.run(progress);
    } finally {
      copying.close();
    }
  }

  /** Copies a cell after its checkpoints on a thread of its own, and at last once more. */
  private static final class Copying {

    private final Path from;
    private final RemoteFolder stored;
    private final RemoteFolder.Lease lease;
    private final Thread training = Thread.currentThread();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread copying = new Thread(this::copyNowAndThen, "copying");
    private volatile RuntimeException failure;

    Copying(Path from, RemoteFolder stored, RemoteFolder.Lease lease) {
      this.from = from;
      this.stored = stored;
      this.lease = lease;
      copying.setDaemon(true);
      copying.start();
    }

    /** The last time of a cell that was interrupted too: it has just saved where it is. */
    private void copyNowAndThen() {
      Optional<FileTime> copied = Optional.empty();
      try {
        while (!ending.await(COPIED_EVERY_SECONDS, TimeUnit.SECONDS)) {
          Optional<FileTime> saved = saved();
          if (!saved.equals(copied)) {
            stored.push(from, lease);
            copied = saved;
          }
        }
        stored.push(from, lease);
      } catch (RuntimeException e) {
        failure = e;
        training.interrupt();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this thread", e);
      }
    }

    private Optional<FileTime> saved() {
      Path checkpoint = from.resolve(CHECKPOINT);
      try {
        return Files.exists(checkpoint)
            ? Optional.of(Files.getLastModifiedTime(checkpoint))
            : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /**
     * Waits for the last copy.
     *
     * @throws RuntimeException if the cell couldn't be copied, for which its training was stopped
     */
    void close() {
      ending.countDown();
      boolean interrupted = false;
      while (copying.isAlive()) {
        try {
          copying.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure != null) {
        Thread.interrupted(); // by this failure, and nobody else is to hear of it
        throw failure;
      }
    }
  }

  private static Path own() {
    try {
      return Files.createTempDirectory("cell-");
    } catch (IOException e) {
      throw new UncheckedIOException("this machine has no room for a cell: " + e, e);
    }
  }

  private static void delete(Path own) {
    try (Stream<Path> all = Files.walk(own)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't remove " + own + ": " + e, e);
    }
  }
}
