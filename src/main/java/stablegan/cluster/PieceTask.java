package stablegan.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import stablegan.internal.parcel.Parcel;

/** Does a piece of work in an executor. */
final class PieceTask implements Function<Integer, byte[]> {

  private static final long serialVersionUID = 1;

  /** What a piece came to. A failure is an answer too: Spark would try it again and again. */
  record Answer(Object result, Optional<String> failure) {}

  /** The work unpacked last in this process: its pieces share data and networks. */
  private static List<?> unpacked;

  private static long unpackedOf = -1;

  private final Broadcast<byte[]> parcel;
  private final PieceProgress progress;

  PieceTask(Broadcast<byte[]> parcel, PieceProgress progress) {
    this.parcel = parcel;
    this.progress = progress;
  }

  @Override
  public byte[] call(Integer piece) throws Exception {
    try {
      Cluster.Work<?> work = (Cluster.Work<?>) work(parcel).get(piece);
      Object result = work.run(done -> progress.tell(piece, done));
      return Parcel.pack("the result", new Answer(result, Optional.empty()));
    } catch (Exception | LinkageError e) {
      if (TaskContext.get().isInterrupted() || e instanceof CancellationException) {
        throw e;
      }
      String failure = "on %s: %s".formatted(host(), e.getMessage() == null ? e : e.getMessage());
      return Parcel.pack("a failure", new Answer(null, Optional.of(failure)));
    }
  }

  private static List<?> work(Broadcast<byte[]> parcel) {
    synchronized (PieceTask.class) {
      if (unpackedOf != parcel.id()) {
        unpacked = Parcel.unpack(parcel.value(), List.class);
        unpackedOf = parcel.id();
      }
      return unpacked;
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }
}
