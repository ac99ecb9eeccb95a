package stablegan.cluster;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.parcel.Parcel;

/** Does a piece of work in an executor. */
final class PieceTask implements Function<Integer, byte[]> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(PieceTask.class);

  /** Spark's name of the resource. */
  private static final String GPU = "gpu";

  /** What a piece came to. A failure is an answer too: Spark would try it again and again. */
  record Answer(Object result, Optional<Failure> failure) {}

  /** What went wrong, and where in the code. */
  record Failure(String message, String trace) {}

  /** The work unpacked last in this process: its pieces share data and networks. */
  private static List<?> unpacked;

  private static UUID unpackedOf;

  /** Spark counts parcels anew in each application, and several may use one process. */
  private final UUID id;

  private final Broadcast<byte[]> parcel;
  private final PieceProgress progress;

  PieceTask(UUID id, Broadcast<byte[]> parcel, PieceProgress progress) {
    this.id = id;
    this.parcel = parcel;
    this.progress = progress;
  }

  @Override
  public byte[] call(Integer piece) throws Exception {
    try {
      Optional.ofNullable(TaskContext.get().resourcesJMap().get(GPU))
          .ifPresent(gpu -> ComputeDevice.useGpu(index(gpu.addresses())));
      Cluster.Work<?> work = (Cluster.Work<?>) work().get(piece);
      Object result = work.run(done -> progress.tell(piece, done));
      return Parcel.pack("the result", new Answer(result, Optional.empty()));
    } catch (Exception | LinkageError e) {
      if (TaskContext.get().isInterrupted() || e instanceof CancellationException) {
        throw e;
      }
      LOG.error("a piece of work failed", e);
      Failure failure = new Failure(told(e), trace(e));
      return Parcel.pack("a failure", new Answer(null, Optional.of(failure)));
    }
  }

  /** The one GPU of a task. */
  static int index(String[] addresses) {
    if (addresses.length != 1 || !addresses[0].matches("\\d{1,4}")) {
      throw new IllegalStateException(
          "a task must be given one GPU by its number but was given %s: set spark.task.resource.gpu.amount to 1, and let the discovery script print numbers"
              .formatted(Arrays.toString(addresses)));
    }
    return Integer.parseInt(addresses[0]);
  }

  private List<?> work() {
    synchronized (PieceTask.class) {
      if (!id.equals(unpackedOf)) {
        unpacked = Parcel.unpack(parcel.value(), List.class);
        unpackedOf = id;
      }
      return unpacked;
    }
  }

  /** Where, and what, with its causes. */
  private static String told(Throwable failure) {
    StringJoiner text = new StringJoiner(": ", "on " + host() + ": ", "");
    String last = "";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      boolean meant =
          t instanceof IllegalArgumentException
              || t instanceof IllegalStateException
              || t instanceof UncheckedIOException;
      String message = meant && t.getMessage() != null ? t.getMessage() : t.toString();
      if (!last.endsWith(message)) {
        text.add(message);
      }
      last = message;
    }
    return text.toString();
  }

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }
}
