package stablegan.metrics;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import stablegan.features.Features;
import stablegan.internal.numbers.Numbers;

/**
 * Whether generated images lie nearer to the training images than fresh real ones do: the test for
 * data-copying of Meehan, Chaudhuri and Dasgupta 2020 (section 3.1). Z_U = (U − mn/2) / √(mn(m + n
 * + 1)/12), where U counts the pairs of one of m generated and one of n held-out images in which
 * the generated one is farther from its nearest training image (Mann and Whitney 1947; an equal
 * pair counts one half). This is the paper's C_T with all of space as its one cell.
 *
 * <p>About 0 for fresh real images, with standard deviation 1; far below, say under −3, the
 * generator copies; far above, it misses the data. It grows as the square root of the number of
 * images: compare only equal numbers.
 *
 * <p>The real images that it scores against must be those that the generator was trained on.
 */
final class DataCopying implements Metric {

  private final Features heldOut;
  private final int samples;
  private Features searched;
  private double[] heldOutDistances;

  DataCopying(Features heldOut, int samples) {
    this.heldOut = heldOut;
    this.samples = Samples.checked(samples);
  }

  @Override
  public String name() {
    return "copying";
  }

  @Override
  public Score.Kind kind() {
    return Score.Kind.COPYING;
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public Score score(Features train, Features fake) {
    Features taken = Samples.of(fake, samples);
    double[] fresh = heldOutDistances(train);
    double[] generated = TrainingNeighbours.of(train, taken).distances();
    String estimator =
        "Z_U, %s held-out images, %s, hash %s"
            .formatted(
                heldOut.size(), heldOut.provenance().set(), heldOut.provenance().contentHash());
    return Score.of(
        train,
        kind(),
        standardised(generated, fresh),
        Double.NaN,
        Protocol.of(train, taken, estimator, OptionalLong.empty()));
  }

  /** Kept for the next generator. */
  private synchronized double[] heldOutDistances(Features train) {
    if (searched != train) {
      heldOutDistances = TrainingNeighbours.of(train, heldOut).distances();
      searched = train;
    }
    long same = Arrays.stream(heldOutDistances).filter(distance -> distance == 0).count();
    if (2 * same > heldOutDistances.length) {
      throw new IllegalArgumentException(
          "%d of the %d held-out images of %s are among the training images %s: hold out images"
                  .formatted(
                      same, heldOut.size(), heldOut.provenance().set(), train.provenance().set())
              + " that no generator was trained on");
    }
    return heldOutDistances;
  }

  /** Z_U of two samples. */
  static double standardised(double[] generated, double[] fresh) {
    int m = generated.length;
    int n = fresh.length;
    double[] both =
        DoubleStream.concat(DoubleStream.of(generated), DoubleStream.of(fresh)).toArray();
    double ranks = DoubleStream.of(Numbers.ranks(both)).limit(m).sum();
    double u = ranks - m * (m + 1.0) / 2;
    return (u - (double) m * n / 2) / Math.sqrt((double) m * n * (m + n + 1.0) / 12);
  }

  @Override
  public String toString() {
    return name() + "[samples=" + samples + ", heldOut=" + heldOut.provenance().contentHash() + "]";
  }
}
