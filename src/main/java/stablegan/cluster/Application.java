package stablegan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.runtime.BoxedUnit;
import stablegan.internal.parcel.Parcel;

/** An application on a cluster, as long as some work takes. */
final class Application implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Application.class);
  private static final long POLL_MILLIS = 100;

  /** After which it is said that no executor has begun. */
  private static final Duration NOTHING_BEGUN = Duration.ofMinutes(1);

  /** For whoever was interrupted to save what they have. */
  private static final Duration LAST = Duration.ofMinutes(2);

  /**
   * Higher than that of Spark's own hook, which stops the application, so that this comes first.
   */
  private static final int BEFORE_SPARK = 60;

  private static final String CORES = "spark.task.cpus";

  private final JavaSparkContext spark;
  private final Map<String, String> begunWith;
  private final PieceListener listener = new PieceListener();

  private Application(JavaSparkContext spark, Map<String, String> begunWith) {
    this.spark = spark;
    this.begunWith = begunWith;
  }

  static Application open(String master, Map<String, String> settings, String name) {
    SparkConf conf = new SparkConf();
    conf.setMaster(master).setAppName(name);
    // progress comes with heartbeats; a driver that is silent for ten minutes is given up, as is
    // usual
    conf.setIfMissing("spark.executor.heartbeatInterval", "2s");
    conf.setIfMissing("spark.executor.heartbeat.maxFailures", "300");
    conf.setIfMissing("spark.speculation", "false");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.retainedJobs", "100");
    conf.setIfMissing("spark.ui.retainedStages", "100");
    conf.setIfMissing("spark.ui.retainedTasks", "1000");
    conf.setIfMissing("spark.executor.memory", "2g");
    conf.setIfMissing(
        "spark.executor.extraJavaOptions", "-XX:+UseParallelGC -Dai.djl.offline=true");
    settings.forEach(conf::set);
    if (!master.startsWith("local[") && !master.equals("local")) {
      conf.set("spark.jars", jars(conf.get("spark.jars", "")));
    }
    JavaSparkContext spark = new JavaSparkContext(conf);
    spark.setLogLevel("ERROR");
    // work is interrupted, so that it saves what it has, where its job is cancelled
    spark.sc().setInterruptOnCancel(true);
    Application application = new Application(spark, settings);
    spark.sc().addSparkListener(application.listener);
    return application;
  }

  /**
   * Refuses settings that this application doesn't have: Spark takes none after its begin.
   *
   * @throws IllegalStateException that says which
   */
  void requireSettings(Map<String, String> settings) {
    settings.forEach(
        (setting, value) -> {
          String usual = spark.getConf().get(setting, setting.equals(CORES) ? "1" : "nothing");
          String own = begunWith.getOrDefault(setting, usual);
          if (!own.equals(value)) {
            throw new IllegalStateException(
                "the application that work shares has begun with %s = %s, and can't take %s: set it on the cluster before, or run this outside"
                    .formatted(setting, own, value));
          }
        });
  }

  /** This library's jar and those beside it, which it needs, and a user's. */
  private static String jars(String more) {
    CodeSource source = Application.class.getProtectionDomain().getCodeSource();
    try {
      Path own = Path.of(source.getLocation().toURI());
      List<String> jars = List.of();
      if (Files.isRegularFile(own)) {
        try (Stream<Path> beside = Files.list(own.getParent())) {
          jars = beside.map(Path::toString).filter(file -> file.endsWith(".jar")).sorted().toList();
        }
      }
      if (jars.stream().noneMatch(jar -> jar.contains("pytorch-engine"))) {
        throw new IllegalStateException(
            "the jars that are sent to the cluster are those beside this library's, and in %s there are not all: run it from lib/"
                .formatted(own.getParent()));
      }
      return Stream.concat(jars.stream(), Stream.of(more))
          .filter(jar -> !jar.isEmpty())
          .collect(Collectors.joining(","));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this library's own jar isn't found", e);
    } catch (IOException e) {
      throw new UncheckedIOException("this library's own jar isn't found", e);
    }
  }

  /** Does the work, which is stopped in order when the process is. */
  <T> void run(byte[] parcel, int pieces, Cluster.Watcher<T> watcher) throws InterruptedException {
    Thread waiting = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Object hook =
        ShutdownHookManager.addShutdownHook(
            BEFORE_SPARK,
            () -> {
              waiting.interrupt();
              await(ended);
              return BoxedUnit.UNIT;
            });
    try {
      runJobs(parcel, pieces, watcher);
    } finally {
      ended.countDown();
      ShutdownHookManager.removeShutdownHook(hook);
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      if (!ended.await(LAST.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("work on the cluster didn't end within {}", LAST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A job for each piece: they end, and fail, one by one. */
  @SuppressWarnings("unchecked") // what the piece itself has made
  private <T> void runJobs(byte[] parcel, int pieces, Cluster.Watcher<T> watcher)
      throws InterruptedException {
    Broadcast<byte[]> shared = spark.broadcast(parcel);
    PieceProgress progress = new PieceProgress();
    spark.sc().register(progress);
    listener.watch(progress.id());
    PieceTask task = new PieceTask(UUID.randomUUID(), shared, progress);
    Map<Integer, JavaFutureAction<List<byte[]>>> open = new TreeMap<>();
    long start = System.nanoTime();
    boolean told = false;
    try {
      for (int i = 0; i < pieces; i++) {
        open.put(i, spark.parallelize(List.of(i), 1).map(task).collectAsync());
      }
      while (!open.isEmpty()) {
        listener
            .news()
            .forEach(
                (piece, done) -> {
                  if (open.containsKey(piece)) {
                    watcher.progressed(piece, done);
                  }
                });
        for (int piece : List.copyOf(open.keySet())) {
          if (open.get(piece).isDone()) {
            watcher.ended(piece, (T) result(open.remove(piece).get().get(0)));
          }
        }
        if (!told && !listener.hasBegun() && System.nanoTime() - start > NOTHING_BEGUN.toNanos()) {
          told = true;
          sayThatNothingBegins();
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      cancel(open);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted; run again to go on");
    } catch (ExecutionException e) {
      throw new Cluster.FailedException("the cluster gave up: " + e.getCause().getMessage(), e);
    } finally {
      cancel(open);
      if (!spark.sc().isStopped()) {
        shared.destroy();
      }
    }
  }

  private void sayThatNothingBegins() {
    SparkConf conf = spark.getConf();
    LOG.warn(
        "no executor of {} has begun for a minute: it has none free with {} of memory and {} cores (spark.executor.memory, spark.task.cpus), or is busy",
        spark.master(),
        conf.get("spark.executor.memory"),
        conf.get(CORES, "1"));
  }

  /** An application that has stopped hears no more of its tasks. */
  private void cancel(Map<Integer, JavaFutureAction<List<byte[]>>> open) {
    if (!open.isEmpty() && !spark.sc().isStopped()) {
      open.values().forEach(future -> future.cancel(true));
      listener.awaitEnd(LAST, () -> spark.sc().isStopped());
    }
    open.clear();
  }

  private static Object result(byte[] answer) {
    PieceTask.Answer unpacked = Parcel.unpack(answer, PieceTask.Answer.class);
    unpacked
        .failure()
        .ifPresent(
            failure -> {
              throw new Cluster.FailedException(
                  failure.message(), new IllegalStateException(failure.trace()));
            });
    return unpacked.result();
  }

  @Override
  public void close() {
    spark.close();
  }
}
