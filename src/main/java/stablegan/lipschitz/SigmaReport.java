package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Locale;

/**
 * One estimator's result: a row of a comparison.
 *
 * @param name of the estimator
 * @param kind what it is under its own padding
 * @param padding the padding that {@code kind} speaks of
 * @param kindForLayer what the value is for this layer as the engine runs it, with zero padding
 * @param value σ or what stands for it
 * @param seconds wall-clock time
 */
public record SigmaReport(
    String name,
    SigmaEstimator.Kind kind,
    SigmaEstimator.Padding padding,
    SigmaEstimator.Kind kindForLayer,
    double value,
    double seconds) {

  /** {@link SigmaEstimators#all()} side by side on one kernel. */
  public static List<SigmaReport> of(NDArray kernel, ConvGeometry geometry) {
    return of(kernel, geometry, SigmaEstimators.all());
  }

  /** Estimators side by side on one kernel, in their order. */
  public static List<SigmaReport> of(
      NDArray kernel, ConvGeometry geometry, List<SigmaEstimator> estimators) {
    return estimators.stream().map(estimator -> measure(kernel, geometry, estimator)).toList();
  }

  private static SigmaReport measure(
      NDArray kernel, ConvGeometry geometry, SigmaEstimator estimator) {
    long start = System.nanoTime();
    double value = estimator.sigma(kernel, geometry);
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new SigmaReport(
        estimator.name(),
        estimator.kind(),
        estimator.padding(),
        estimator.kindFor(kernel.getShape(), geometry),
        value,
        seconds);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-26s %10.6f  %-11s %-8s  for the layer: %-11s  %7.3f s",
        name,
        value,
        kind,
        padding,
        kindForLayer,
        seconds);
  }
}
