package stablegan.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger LOG = LoggerFactory.getLogger(StoredCell.class);
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
      if (here.folder().read(job.scoring(), job.ablation().evaluation().kindOfEach()).isEmpty()) {
        train(here, progress, stored, lease);
      }
      return true;
    } finally {
      delete(own);
    }
  }

  private static void train(
      CellJob here, LongConsumer progress, RemoteFolder stored, RemoteFolder.Lease lease) {
    Standing standing =
        new Standing(here.ablation().plan().steps(), told -> progress.accept(told.step()));
    standing.add(here.method().name(), here.seed(), 1);
    try (Copying copying = new Copying(here.path(), stored, lease)) {
      here.run(standing, 0, List.of());
    }
  }

  /** Copies a cell after its checkpoints on a thread of its own, and at last once more. */
  private static final class Copying implements AutoCloseable {

    private final Path from;
    private final RemoteFolder stored;
    private final RemoteFolder.Lease lease;
    private final Thread training = Thread.currentThread();
    private final Thread copying = new Thread(this::copyNowAndThen, "copying");

    Copying(Path from, RemoteFolder stored, RemoteFolder.Lease lease) {
      this.from = from;
      this.stored = stored;
      this.lease = lease;
      copying.setDaemon(true);
      copying.start();
    }

    private void copyNowAndThen() {
      Path checkpoint = from.resolve(CHECKPOINT);
      Optional<FileTime> copied = Optional.empty();
      try {
        while (true) {
          TimeUnit.SECONDS.sleep(COPIED_EVERY_SECONDS);
          Optional<FileTime> saved =
              Files.exists(checkpoint)
                  ? Optional.of(Files.getLastModifiedTime(checkpoint))
                  : Optional.empty();
          if (!saved.equals(copied)) {
            stored.push(from, lease);
            copied = saved;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException | RuntimeException e) {
        LOG.error("{} can't be copied: its training is stopped", from, e);
        training.interrupt();
      }
    }

    /** Of a cell that was interrupted too: it has just saved where it is. */
    @Override
    public void close() {
      boolean interrupted = Thread.interrupted();
      copying.interrupt();
      while (copying.isAlive()) {
        try {
          copying.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      stored.push(from, lease);
      if (interrupted) {
        Thread.currentThread().interrupt();
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
