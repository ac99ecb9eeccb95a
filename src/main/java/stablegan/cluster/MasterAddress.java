package stablegan.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a Spark cluster's master, which Spark itself would look for in vain for minutes.
 */
final class MasterAddress {

  private static final String STANDALONE = "spark://";
  private static final Pattern HOST = Pattern.compile("([^:,/\\s]+):(\\d{1,5})");
  private static final Pattern OTHER =
      Pattern.compile("yarn|k8s://\\S+|local(\\[(\\*|[1-9]\\d*)(,\\d+)?])?|local-cluster\\[.+]");
  private static final int PATIENCE_MILLIS = 5000;

  private MasterAddress() {}

  /** Refuses what is no address. */
  static void check(String master) {
    boolean known =
        master.startsWith(STANDALONE)
            ? hosts(master).stream().allMatch(host -> HOST.matcher(host).matches())
            : OTHER.matcher(master).matches();
    if (!known) {
      throw new IllegalArgumentException(
          "a Spark master must be spark://host:port, yarn, k8s://… or local[n], not \"%s\""
              .formatted(master));
    }
  }

  private static List<String> hosts(String master) {
    return List.of(master.substring(STANDALONE.length()).split(",", -1));
  }

  /**
   * Refuses a standalone cluster none of whose masters answers.
   *
   * @throws Cluster.FailedException that says why
   */
  static void requireReachable(String master) {
    if (!master.startsWith(STANDALONE)) {
      return;
    }
    List<String> faults = new ArrayList<>();
    for (String host : hosts(master)) {
      Matcher parts = HOST.matcher(host);
      parts.matches();
      try (Socket socket = new Socket()) {
        int port = Integer.parseInt(parts.group(2));
        socket.connect(new InetSocketAddress(parts.group(1), port), PATIENCE_MILLIS);
        return;
      } catch (IOException | IllegalArgumentException e) {
        faults.add(host + ": " + e);
      }
    }
    throw new Cluster.FailedException(
        "no Spark master answers at %s (%s): start one, environment/spark.sh start does it on this machine, or name another"
            .formatted(master, String.join("; ", faults)),
        null);
  }
}
