package stablegan.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The words that select metrics. */
final class MetricNames {

  private static final Map<String, Supplier<List<Metric>>> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.put("frechet", () -> List.of(Metrics.frechet()));
    BY_NAME.put("fd-infinity", () -> List.of(Metrics.frechetInfinity()));
    BY_NAME.put("intra-fd", () -> List.of(Metrics.intraClassFrechet()));
    BY_NAME.put("kid-interval", () -> List.of(Metrics.kernelInterval()));
    BY_NAME.put("kernel", () -> List.of(Metrics.kernel()));
    BY_NAME.put("kid", () -> List.of(Metrics.kernel()));
    BY_NAME.put("inception", () -> List.of(Metrics.inceptionScore()));
    BY_NAME.put("is", () -> List.of(Metrics.inceptionScore()));
    BY_NAME.put("precision", () -> List.of(Metrics.precision()));
    BY_NAME.put("recall", () -> List.of(Metrics.recall()));
    BY_NAME.put("pr", () -> List.of(Metrics.precision(), Metrics.recall()));
    BY_NAME.put("density", () -> List.of(Metrics.density()));
    BY_NAME.put("coverage", () -> List.of(Metrics.coverage()));
    BY_NAME.put("modes", () -> List.of(Metrics.modes(), Metrics.reverseKl()));
    BY_NAME.put("dc", () -> List.of(Metrics.density(), Metrics.coverage()));
  }

  private MetricNames() {}

  /** The metrics that a name stands for. */
  static List<Metric> find(String name) {
    Supplier<List<Metric>> metrics = BY_NAME.get(name);
    if (metrics == null) {
      throw new IllegalArgumentException(
          "no metric is called \"" + name + "\"; there are " + String.join(", ", BY_NAME.keySet()));
    }
    return metrics.get();
  }
}
