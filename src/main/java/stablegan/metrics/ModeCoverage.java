package stablegan.metrics;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import stablegan.data.ToyMixture;

/**
 * How much of a mixture a generator reaches (Srivastava et al. 2017, section 4.1). A sample is of
 * high quality if it lies within three standard deviations of a mode; a mode is covered if one of
 * the samples is of high quality and its nearest. Counts depend on the number of samples: compare
 * only equal ones, 2,500 in the literature.
 *
 * @param covered modes with a sample
 * @param modes all modes of the mixture
 * @param highQuality share of samples near a mode, in [0, 1]; 0.989 for the mixture itself
 * @param divergence KL(q ‖ uniform) in nats of the high-quality samples' distribution q over the
 *     modes: 0 if all modes are reached alike, log(modes) if only one is; NaN without such samples
 */
public record ModeCoverage(int covered, int modes, double highQuality, double divergence) {

  /**
   * Coverage by samples.
   *
   * @param samples points [n, 2], float32
   */
  public static ModeCoverage of(ToyMixture mixture, NDArray samples) {
    int[] counts = mixture.counts(samples);
    int near = Arrays.stream(counts).sum();
    int covered = (int) Arrays.stream(counts).filter(count -> count > 0).count();
    return new ModeCoverage(
        covered,
        counts.length,
        (double) near / samples.getShape().get(0),
        near == 0 ? Double.NaN : divergence(counts, near));
  }

  private static double divergence(int[] counts, int total) {
    double sum = 0;
    for (int count : counts) {
      double q = (double) count / total;
      sum += q == 0 ? 0 : q * Math.log(q * counts.length);
    }
    return sum;
  }
}
