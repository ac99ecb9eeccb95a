package stablegan.metrics;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import stablegan.data.ToyMixture;
import stablegan.features.Features;

/**
 * How much of a distribution's modes a generator reaches. Modes are the Gaussians of a mixture
 * (Srivastava et al. 2017, VEEGAN, section 4.1), where a sample is of high quality if it lies
 * within three standard deviations of a mode and belongs to the nearest, or the classes of a
 * classifier, where each image belongs to one. Counts depend on the number of samples: compare only
 * equal ones, in the literature 2,500 of a mixture and 26,000 stacked images.
 *
 * @param covered modes with a sample
 * @param modes all modes
 * @param highQuality share of samples that belong to a mode, in [0, 1]; 0.989 for a mixture itself,
 *     1 by a classifier
 * @param divergence the reverse KL(q ‖ p) in nats of the distribution q of those samples over the
 *     modes from that of real ones, p, uniform for a mixture: 0 if all modes are reached as often
 *     as they should, −log p(mode) if only one is; NaN without such samples
 */
public record ModeCoverage(int covered, int modes, double highQuality, double divergence) {

  /**
   * Coverage of a mixture by samples.
   *
   * @param samples points [n, 2], float32
   */
  public static ModeCoverage of(ToyMixture mixture, NDArray samples) {
    int[] counts = mixture.counts(samples);
    double[] uniform = new double[counts.length];
    Arrays.fill(uniform, 1.0 / counts.length);
    return of(counts, uniform, samples.getShape().get(0));
  }

  /**
   * Coverage of a classifier's classes. It is asked on both sides, so that what it mistakes is the
   * same on both.
   *
   * @param real features of real images, whose classes make p
   * @throws IllegalArgumentException if a class is missing among the real images, or the features
   *     come without logits or from different extractors
   */
  public static ModeCoverage of(Features real, Features fake) {
    real.requireSameExtractor(fake);
    int[] expected = real.classCounts();
    int missing = (int) Arrays.stream(expected).filter(count -> count == 0).count();
    if (missing > 0) {
      throw new IllegalArgumentException(
          "%d of %d classes have no image among the %d of %s: take more real images, or a"
                  .formatted(missing, expected.length, real.size(), real.provenance().set())
              + " classifier of these classes");
    }
    double[] p =
        Arrays.stream(expected).mapToDouble(count -> (double) count / real.size()).toArray();
    return of(fake.classCounts(), p, fake.size());
  }

  /** Of the samples of each mode, the modes' true shares, and the number of all samples. */
  static ModeCoverage of(int[] counts, double[] p, long samples) {
    int near = Arrays.stream(counts).sum();
    int covered = (int) Arrays.stream(counts).filter(count -> count > 0).count();
    double highQuality = (double) near / samples;
    return new ModeCoverage(covered, counts.length, highQuality, divergence(counts, p, near));
  }

  private static double divergence(int[] counts, double[] p, int total) {
    double sum = total == 0 ? Double.NaN : 0;
    for (int mode = 0; mode < counts.length; mode++) {
      double q = (double) counts[mode] / total;
      sum += q > 0 ? q * Math.log(q / p[mode]) : 0;
    }
    return sum;
  }
}
