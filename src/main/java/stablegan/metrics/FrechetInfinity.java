package stablegan.metrics;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import stablegan.features.Features;
import stablegan.internal.files.Interruption;
import stablegan.internal.numbers.Shuffle;

/**
 * The Frechet distance of infinitely many generated images (Chong and Forsyth 2020): that of n
 * images exceeds it by about a / n, so that a line through the distances of random subsets of
 * several sizes, as a function of 1 / n, ends in it at 0. The real side is used whole, and keeps
 * the bias of its own number. Below about as many images as features the bias is no longer a / n.
 *
 * <p>The sizes are evenly spaced from a tenth of the images to all of them. The spread is the
 * standard error of the line's intercept; the subsets share images, so that it is somewhat too
 * small.
 *
 * @param samples generated images to take, 0 for all
 * @param points how many sizes, 15 in the paper
 * @param seed of the subsets
 */
record FrechetInfinity(int samples, int points, long seed) implements Metric {

  private static final int SMALLEST_SHARE = 10;

  FrechetInfinity {
    Samples.checked(samples);
    if (points < 3) {
      throw new IllegalArgumentException(
          points + " sizes asked for: a line with a spread needs at least 3");
    }
  }

  @Override
  public String name() {
    return "fd-infinity";
  }

  @Override
  public Score.Kind kind() {
    return Score.Kind.FD_INFINITY;
  }

  @Override
  public int fewest() {
    return Math.max(2 * points, 2 * SMALLEST_SHARE);
  }

  @Override
  public int fewestReal() {
    return 2;
  }

  @Override
  public Score score(Features real, Features fake) {
    real.requireSameExtractor(fake);
    Features taken = Samples.of(fake, samples);
    Samples.require("an extrapolation", real, 2, "on the real side");
    Samples.require("an extrapolation", taken, fewest(), "for " + points + " sizes");
    int[] sizes = sizes(taken.size());
    LeastSquaresLine line = line(real, taken.withoutImages(), sizes);
    return Score.of(
        real,
        kind(),
        line.intercept(),
        line.interceptError(),
        Protocol.of(
            real,
            taken,
            String.format(
                "Gaussian fit at %s sizes from %s to %s, line in 1/n at 0 ± its standard error",
                points, sizes[0], taken.size()),
            OptionalLong.of(seed)));
  }

  private int[] sizes(int n) {
    int smallest = n / SMALLEST_SHARE;
    int[] sizes = new int[points];
    for (int i = 0; i < points; i++) {
      sizes[i] = smallest + (int) ((long) (n - smallest) * i / (points - 1));
    }
    return sizes;
  }

  private LeastSquaresLine line(Features real, Features fake, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] inverse = new double[sizes.length];
    double[] distances = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      Interruption.check("extrapolating a Frechet distance", i, sizes.length);
      Features subset = fake.select("", Shuffle.sample(fake.size(), sizes[i], random));
      inverse[i] = 1.0 / sizes[i];
      distances[i] = real.statistics().frechetDistance(subset.statistics());
    }
    return LeastSquaresLine.through(inverse, distances);
  }
}
