package stablegan.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongConsumer;
import stablegan.internal.parcel.Parcel;

/**
 * Machines that work is spread over: an Apache Spark cluster. Spark schedules, retries what was
 * lost with a machine, and starts no more at once than there are cores; nothing of that is done
 * here.
 *
 * <p>Spark 4 is no part of this library: put its jars on the class path of the process that calls
 * this ({@code environment/spark.sh} does it for the command line). The jars beside this library's
 * own are sent to the cluster; data sets aren't, see {@link #run}.
 */
public final class Cluster {

  private static final String PRESENT = "org.apache.spark.api.java.JavaSparkContext";

  private final String master;
  private final Map<String, String> settings;
  private final Optional<String> store;

  /** What all work shares from the first on, if it shares one. */
  private final Optional<AtomicReference<Application>> shared;

  private Cluster(
      String master,
      Map<String, String> settings,
      Optional<String> store,
      Optional<AtomicReference<Application>> shared) {
    this.master = master;
    this.settings = settings;
    this.store = store;
    this.shared = shared;
  }

  /**
   * A Spark cluster.
   *
   * @param master its address: "spark://host:7077", "yarn", "k8s://https://host:port", or
   *     "local[2]" for two threads of this process
   * @throws IllegalArgumentException if it is none of these
   */
  public static Cluster spark(String master) {
    MasterAddress.check(master);
    return new Cluster(master, Map.of(), Optional.empty(), Optional.empty());
  }

  /**
   * The same with one of Spark's settings, such as {@code spark.executor.memory} and {@code 8g}, or
   * {@code spark.jars} and the jar that parts of one's own are in. An application that work shares
   * has the settings of its first work, and refuses later work with others.
   */
  public Cluster with(String setting, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new Cluster(master, more, store, shared);
  }

  /**
   * The same for machines that share no folder: what they make goes through a store that Hadoop's
   * file systems reach, "hdfs://host/runs/mine" or "s3a://bucket/runs/mine", and from there into
   * the folder of the process that calls.
   */
  public Cluster withStore(String uri) {
    return new Cluster(master, settings, Optional.of(uri), shared);
  }

  /** The store, if machines share no folder. */
  public Optional<String> store() {
    return store;
  }

  /**
   * A piece of work that can be done in another process. Records are sent as their components,
   * lambdas where their class is in a jar.
   *
   * @param <T> what comes of it, which is sent back in the same way
   */
  @FunctionalInterface
  public interface Work<T> extends Serializable {

    /**
     * Does it.
     *
     * @param progress may be told how far it is, in any unit; it is heard now and then
     * @throws Exception if it can't be done; it is not tried again then
     */
    T run(LongConsumer progress) throws Exception;
  }

  /** What was to be done on a cluster wasn't; the message says why and where. */
  public static final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Is told of work on a cluster, always on the thread that waits for it. */
  public interface Watcher<T> {

    /** A piece is so far, in its own unit. */
    default void progressed(int piece, long progress) {}

    /** A piece has ended. */
    default void ended(int piece, T result) {}
  }

  /**
   * Does all the work, each piece anywhere, and waits for it. A piece whose machine is lost is done
   * again elsewhere: work must bear that. What comes of a piece is told and not kept.
   *
   * @param what the work is, for messages
   * @param work in the order in which it is begun
   * @throws IllegalArgumentException before anything starts, if something of it can't be sent: the
   *     message names it and says what to do
   * @throws FailedException if Spark isn't on the class path or the cluster can't be reached, a
   *     piece failed, with its message and its machine's name, or a machine was lost too often
   * @throws CancellationException if the thread is interrupted, or the process is told to end; all
   *     work is interrupted then, and has ended
   */
  public <T> void run(String what, List<? extends Work<T>> work, Watcher<T> watcher) {
    byte[] parcel = Parcel.pack(what, new ArrayList<>(work));
    requireReachable();
    inOneApplication(
        cluster -> {
          cluster.run(what, parcel, work.size(), watcher);
          return null;
        });
  }

  private <T> void run(String what, byte[] parcel, int pieces, Watcher<T> watcher) {
    AtomicReference<Application> application = shared.orElseThrow();
    try {
      if (application.get() == null) {
        application.set(Application.open(master, settings, what));
      }
      application.get().requireSettings(settings);
      application.get().run(parcel, pieces, watcher);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Scala doesn't declare what it throws
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted; run again to go on");
      }
      throw new FailedException("Spark doesn't work on " + master + ": " + e.getMessage(), e);
    }
  }

  /**
   * Calls with this cluster, on which all work is one application then: jars are sent and executors
   * begin once, at the first work. It ends with the call.
   *
   * @return what the call returns
   */
  public <R> R inOneApplication(Function<Cluster, R> calls) {
    if (shared.isPresent()) {
      return calls.apply(this);
    }
    AtomicReference<Application> application = new AtomicReference<>();
    try {
      return calls.apply(new Cluster(master, settings, store, Optional.of(application)));
    } finally {
      if (application.get() != null) {
        application.get().close();
      }
    }
  }

  /**
   * Refuses, before anything is made for it, what work can't be given to.
   *
   * @throws FailedException if Spark isn't on the class path, or no master answers
   */
  public void requireReachable() {
    requireSpark();
    MasterAddress.requireReachable(master);
  }

  private static void requireSpark() {
    try {
      Class.forName(PRESENT, false, Cluster.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new FailedException(
          "Spark isn't on the class path: environment/spark.sh install gets it and says where its"
              + " jars are; a notebook adds them by its classpath magic",
          e);
    }
  }

  @Override
  public String toString() {
    return master;
  }
}
