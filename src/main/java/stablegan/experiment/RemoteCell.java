package stablegan.experiment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import stablegan.cluster.Cluster;
import stablegan.internal.engine.EngineThreads;
import stablegan.internal.files.FolderLock;

/**
 * A cell as a piece of work for a cluster: it is trained where its folder is seen, and stays there.
 * Begun twice, as Spark does with what it takes for lost or slow, it waits for whoever holds the
 * folder, and then finds the cell finished or goes on at its checkpoint.
 *
 * @param root of the comparison, a folder that every machine reaches
 */
record RemoteCell(CellJob job, Path root, int engineThreads) implements Cluster.Work<Boolean> {

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Override
  public Boolean run(LongConsumer progress) {
    if (!ComparisonFolder.isIn(root)) {
      throw new IllegalStateException(
          "%s isn't seen, or isn't that of the comparison: its folder must be one that every machine of the cluster reaches under this name, such as a network file system's"
              .formatted(root));
    }
    FolderLock.requireLocks(root);
    try (FolderLock lock = FolderLock.await(job.path(), PATIENCE);
        EngineThreads.Scope threads = EngineThreads.use(engineThreads)) {
      if (job.read().isEmpty()) {
        job.run(progress);
      }
      return true;
    }
  }
}
