package stablegan.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import stablegan.internal.parcel.Parcel;

/** An application on a cluster, as long as some work takes. */
final class Application implements AutoCloseable {

  private static final long POLL_MILLIS = 100;

  /** For whoever was interrupted to save what they have. */
  private static final long LAST_SECONDS = 120;

  private final JavaSparkContext spark;
  private final PieceListener listener = new PieceListener();

  private Application(JavaSparkContext spark) {
    this.spark = spark;
  }

  static Application open(String master, Map<String, String> settings, String name) {
    SparkConf conf = new SparkConf();
    conf.setMaster(master).setAppName(name);
    // progress comes with heartbeats
    conf.setIfMissing("spark.executor.heartbeatInterval", "2s");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.executor.memory", "2g");
    conf.setIfMissing(
        "spark.executor.extraJavaOptions", "-XX:+UseParallelGC -Dai.djl.offline=true");
    settings.forEach(conf::set);
    String jars =
        Stream.concat(ownJars().stream(), Stream.of(conf.get("spark.jars", "")))
            .filter(jar -> !jar.isEmpty())
            .collect(Collectors.joining(","));
    if (!jars.isEmpty() && !master.startsWith("local[")) {
      conf.set("spark.jars", jars);
    }
    JavaSparkContext spark = new JavaSparkContext(conf);
    spark.setLogLevel("ERROR");
    // work is interrupted, so that it saves what it has, where its job is cancelled
    spark.sc().setInterruptOnCancel(true);
    Application application = new Application(spark);
    spark.sc().addSparkListener(application.listener);
    return application;
  }

  /** This library's jar and those beside it, which it needs. */
  private static List<String> ownJars() {
    CodeSource source = Application.class.getProtectionDomain().getCodeSource();
    try {
      Path own = Path.of(source.getLocation().toURI());
      if (!Files.isRegularFile(own)) {
        return List.of();
      }
      try (Stream<Path> beside = Files.list(own.getParent())) {
        return beside.map(Path::toString).filter(file -> file.endsWith(".jar")).sorted().toList();
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this library's own jar isn't found", e);
    } catch (IOException e) {
      throw new UncheckedIOException("this library's own jar isn't found", e);
    }
  }

  /** A job for each piece: they end, and fail, one by one. */
  <T> List<T> run(byte[] parcel, int pieces, Cluster.Watcher<T> watcher) {
    Broadcast<byte[]> shared = spark.broadcast(parcel);
    PieceProgress progress = new PieceProgress();
    spark.sc().register(progress, "progress");
    listener.watch(progress.id());
    Map<Integer, JavaFutureAction<List<byte[]>>> open = new TreeMap<>();
    List<T> results = new ArrayList<>();
    try {
      for (int i = 0; i < pieces; i++) {
        results.add(null);
        PieceTask task = new PieceTask(shared, progress);
        open.put(i, spark.parallelize(List.of(i), 1).map(task).collectAsync());
      }
      while (!open.isEmpty()) {
        listener.news().forEach(watcher::progressed);
        for (int piece : List.copyOf(open.keySet())) {
          if (open.get(piece).isDone()) {
            @SuppressWarnings("unchecked") // what the piece itself has made
            T result = (T) result(open.remove(piece).get().get(0));
            results.set(piece, result);
            watcher.ended(piece, result);
          }
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      return results;
    } catch (InterruptedException e) {
      cancel(open);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted; run again to go on");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the cluster gave up: " + e.getCause().getMessage(), e);
    } finally {
      cancel(open);
      shared.destroy();
    }
  }

  private void cancel(Map<Integer, JavaFutureAction<List<byte[]>>> open) {
    open.values().forEach(future -> future.cancel(true));
    if (!open.isEmpty()) {
      open.clear();
      listener.awaitEnd(LAST_SECONDS);
    }
  }

  private static Object result(byte[] answer) {
    PieceTask.Answer unpacked = Parcel.unpack(answer, PieceTask.Answer.class);
    unpacked
        .failure()
        .ifPresent(
            failure -> {
              throw new IllegalStateException(failure);
            });
    return unpacked.result();
  }

  @Override
  public void close() {
    spark.close();
  }
}
