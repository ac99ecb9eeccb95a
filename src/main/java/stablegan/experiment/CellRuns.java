package stablegan.experiment;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import stablegan.cluster.Cluster;
import stablegan.internal.files.FolderLock;
import stablegan.internal.files.Shutdown;
import stablegan.internal.identity.RunIdentity;
import stablegan.internal.store.RemoteFolder;
import stablegan.training.History;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Outcome;

/** The cells of a comparison on their way: read back, or trained side by side and scored. */
final class CellRuns {

  private static final Duration NOT_SEEN_YET = Duration.ofSeconds(90);

  private final Ablation ablation;
  private final Crew crew;
  private final Map<String, CellPlace> folders;
  private final RunIdentity scoring;
  private final ComparisonFolder comparison;
  private final Consumer<Ablation.Progress> progress;
  private final List<Supplier<Listener>> watching;
  private final Optional<Cluster> cluster;

  /**
   * Of a comparison that was found fit to be run.
   *
   * @param folders of all seeds, by method
   * @param scoring what final scores depend on besides the generator
   * @param comparison what is told that the cells are its own, before one is trained
   * @param watching each makes one more listener for each cell that is trained
   * @param cluster that trains them, if not this process
   */
  CellRuns(
      Ablation ablation,
      Crew crew,
      Map<String, CellPlace> folders,
      RunIdentity scoring,
      ComparisonFolder comparison,
      Consumer<Ablation.Progress> progress,
      List<Supplier<Listener>> watching,
      Optional<Cluster> cluster) {
    this.ablation = ablation;
    this.crew = crew;
    this.folders = folders;
    this.scoring = scoring;
    this.comparison = comparison;
    this.progress = progress;
    this.watching = List.copyOf(watching);
    this.cluster = cluster;
  }

  /**
   * All cells, those that are not finished yet after training them.
   *
   * @throws CancellationException if the thread is interrupted
   */
  List<Cell> cells() {
    List<CellJob> jobs = new ArrayList<>();
    List<Optional<Cell>> found = new ArrayList<>();
    // seed by seed: whoever stops early has every method, with fewer seeds
    for (long seed : ablation.seeds()) {
      for (Method method : ablation.methods()) {
        Path folder = folders.get(method.name()).seed(seed);
        CellJob job = new CellJob(ablation, method, seed, folder, scoring);
        jobs.add(job);
        found.add(read(job));
      }
    }
    Standing standing = new Standing(ablation.plan().steps(), progress);
    jobs.forEach(j -> standing.add(j.method().name(), j.seed(), crew.stepCost(j.method())));
    List<Cell> trained =
        cluster.isPresent()
            ? trainedOn(cluster.get(), jobs, found, standing)
            : trained(jobs, found, standing);
    int next = 0;
    List<Cell> cells = new ArrayList<>();
    for (Optional<Cell> cell : found) {
      cells.add(cell.isPresent() ? cell.get() : trained.get(next++));
    }
    return cells;
  }

  /** A cell that is finished here or, where a cluster has a store, there: it is fetched then. */
  private Optional<Cell> read(CellJob job) {
    Optional<Cell> cell = job.read();
    Optional<String> stored = cluster.flatMap(Cluster::store).map(store -> in(store, job));
    if (cell.isPresent() || stored.isEmpty()) {
      return cell;
    }
    Map<String, byte[]> there = RemoteFolder.at(stored.get()).content();
    if (there.containsKey(CellFolder.RESULT)) {
      try (Shutdown.Region whole = Shutdown.region();
          FolderLock held = FolderLock.take(job.path())) {
        job.folder().take(there);
      }
    }
    return job.read();
  }

  private String in(String store, CellJob job) {
    Path inside = comparison.root().relativize(job.path());
    return store + "/" + inside.toString().replace(File.separatorChar, '/');
  }

  /**
   * The cells that were not found, in order. All their folders are held from the start: who comes
   * second is told at once, and doesn't stop who was first by taking a cell that is still to come.
   */
  private List<Cell> trained(List<CellJob> jobs, List<Optional<Cell>> found, Standing standing) {
    Map<Integer, FolderLock> held = new LinkedHashMap<>();
    try {
      for (int i = 0; i < jobs.size(); i++) {
        if (found.get(i).isEmpty()) {
          held.put(i, FolderLock.take(jobs.get(i).path()));
        }
      }
      comparison.add(own(), ablation.seeds());
      return trained(jobs, found, held, standing);
    } finally {
      held.values().forEach(FolderLock::close);
    }
  }

  /** The folders of the methods whose cells these are. */
  private Map<String, CellPlace> own() {
    Map<String, CellPlace> own = new LinkedHashMap<>();
    ablation.methods().forEach(m -> own.put(m.name(), folders.get(m.name())));
    return own;
  }

  private List<Cell> trained(
      List<CellJob> jobs,
      List<Optional<Cell>> found,
      Map<Integer, FolderLock> held,
      Standing standing) {
    int atOnce = crew.places(held.size());
    List<SideBySide.Task<Cell>> tasks = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      int number = i;
      CellJob job = jobs.get(i);
      if (found.get(i).isPresent()) {
        standing.readBack(number, found.get(i).get());
      } else {
        folders.get(job.method().name()).claim();
        int takes = crew.hasMachineForItself(job.method()) ? atOnce : 1;
        int threads = crew.engineThreads(job.method());
        tasks.add(
            new SideBySide.Task<>(
                takes,
                threads,
                () -> {
                  held.get(number).adopt();
                  return job.run(standing, number, watching);
                }));
      }
    }
    return SideBySide.of(atOnce).run(tasks);
  }

  /** The same by the machines of a cluster, which hold the folders of their cells themselves. */
  private List<Cell> trainedOn(
      Cluster on, List<CellJob> jobs, List<Optional<Cell>> found, Standing standing) {
    List<Integer> numbers = new ArrayList<>();
    List<Cluster.Work<Boolean>> work = new ArrayList<>();
    comparison.add(own(), ablation.seeds());
    for (int i = 0; i < jobs.size(); i++) {
      CellJob job = jobs.get(i);
      if (found.get(i).isPresent()) {
        standing.readBack(i, found.get(i).get());
      } else {
        folders.get(job.method().name()).claim();
        numbers.add(i);
        int threads = crew.engineThreads(job.method());
        work.add(
            on.store().isPresent()
                ? new StoredCell(job, in(on.store().get(), job), threads)
                : new RemoteCell(job, comparison.root(), threads));
      }
    }
    Map<Integer, Cell> ended = new LinkedHashMap<>();
    if (!work.isEmpty()) {
      on.run(
          "the comparison",
          work,
          new Cluster.Watcher<>() {
            @Override
            public void progressed(int piece, long step) {
              standing.stepped(numbers.get(piece), step, new History(), new SampleLog());
            }

            @Override
            public void ended(int piece, Boolean done) {
              int number = numbers.get(piece);
              ended.put(number, seen(jobs.get(number)));
              standing.ended(number, ended.get(number));
            }
          });
    }
    return numbers.stream().map(ended::get).toList();
  }

  /** A cell that another machine has written; network file systems show it a while later. */
  private Cell seen(CellJob job) {
    long until = System.nanoTime() + NOT_SEEN_YET.toNanos();
    Optional<Cell> cell = read(job);
    while (cell.isEmpty() && System.nanoTime() < until) {
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted; run again to go on");
      }
      cell = read(job);
    }
    return cell.orElseThrow(
        () ->
            new IllegalStateException(
                "the cell in %s has ended but isn't seen from here: the folder must be the same on every machine"
                    .formatted(job.path())));
  }

  /** An interrupted run ends the comparison. */
  static void requireEnded(Method method, long seed, Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.INTERRUPTED) {
      throw new CancellationException(
          "interrupted in %s, seed %s, at step %s; run again to resume there"
              .formatted(method.name(), seed, outcome.step()));
    }
  }
}
