package stablegan.metrics;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import stablegan.features.Features;
import stablegan.internal.numbers.Numbers;
import stablegan.internal.numbers.Shuffle;

/**
 * Kernel distance (Binkowski et al. 2018; the KID when the features are the FID Inception's): the
 * unbiased estimate of the squared maximum mean discrepancy for the kernel (x·y / d + 1)³, averaged
 * over random subsets; the spread is the standard deviation over the subsets. Its expectation does
 * not depend on the number of images, and it can be a little below 0.
 *
 * <p>Where a subset is all there is on both sides, it is computed once and has no spread.
 *
 * @param samples generated images to take, 0 for all
 * @param subsets how many subsets, 100 in the literature
 * @param subsetSize images of a subset, 1000 in the literature; fewer if a set has fewer
 * @param seed of the draw
 */
record KernelDistance(int samples, int subsets, int subsetSize, long seed) implements Metric {

  KernelDistance {
    Samples.checked(samples);
    if (subsets < 1 || subsetSize < 2) {
      throw new IllegalArgumentException(
          subsets
              + " subsets of "
              + subsetSize
              + " images asked for; at least 1 of at least 2 is needed");
    }
  }

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public Score.Kind kind() {
    return Score.Kind.KID;
  }

  @Override
  public int fewest() {
    return 2;
  }

  @Override
  public Score score(Features real, Features fake) {
    Features taken = Samples.compared("a kernel distance", real, fake, samples, 2, "on each side");
    int size = Math.min(subsetSize, Math.min(real.size(), taken.size()));
    boolean whole = size == real.size() && size == taken.size();
    int count = whole ? 1 : subsets;
    double[] estimates = draw(real, taken, count, size);
    return Score.of(
        real,
        kind(),
        Numbers.mean(estimates),
        count == 1 ? Double.NaN : Numbers.populationDeviation(estimates),
        Protocol.of(
            real,
            taken,
            count + (count == 1 ? " subset of " : " subsets of ") + size,
            whole ? OptionalLong.empty() : OptionalLong.of(seed)));
  }

  private double[] draw(Features real, Features fake, int count, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] reals = new int[count][];
    int[][] fakes = new int[count][];
    for (int i = 0; i < count; i++) {
      reals[i] = Shuffle.sample(real.size(), size, random);
      fakes[i] = Shuffle.sample(fake.size(), size, random);
    }
    double whole = 0.5 * real.size() * real.size() + (double) real.size() * fake.size();
    whole += 0.5 * fake.size() * fake.size();
    boolean onePass = whole <= 2.0 * count * size * size;
    return onePass ? together(real, reals, fake, fakes) : apart(real, reals, fake, fakes);
  }

  /** All subsets from one pass over the kernel matrices of all images. */
  static double[] together(Features real, int[][] reals, Features fake, int[][] fakes) {
    double[] xx = KernelSums.all(real, reals, real, reals);
    double[] yy = KernelSums.all(fake, fakes, fake, fakes);
    double[] xy = KernelSums.all(real, reals, fake, fakes);
    double[] diagonalX = KernelSums.diagonal(real, reals);
    double[] diagonalY = KernelSums.diagonal(fake, fakes);
    double[] estimates = new double[reals.length];
    for (int i = 0; i < estimates.length; i++) {
      double m = reals[i].length;
      double within = (xx[i] - diagonalX[i] + yy[i] - diagonalY[i]) / (m * (m - 1));
      estimates[i] = within - 2 * xy[i] / (m * m);
    }
    return estimates;
  }

  /** Each subset by itself, which costs less where the sets are much larger than the subsets. */
  static double[] apart(Features real, int[][] reals, Features fake, int[][] fakes) {
    Features x = real.withoutImages();
    Features y = fake.withoutImages();
    return IntStream.range(0, reals.length)
        .mapToDouble(i -> one(x.select("", reals[i]), y.select("", fakes[i])))
        .toArray();
  }

  private static double one(Features real, Features fake) {
    int[][] all = {IntStream.range(0, real.size()).toArray()};
    return together(real, all, fake, all)[0];
  }
}
