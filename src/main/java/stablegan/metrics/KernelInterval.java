package stablegan.metrics;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import stablegan.features.Features;
import stablegan.internal.numbers.Numbers;
import stablegan.internal.numbers.Shuffle;

/**
 * The kernel distance with a 95% confidence interval. Both sets are dealt at random to ten blocks
 * that share no image, so that the blocks' unbiased estimates are independent and about normal
 * (Zaremba, Gretton and Blaschko 2013): the value is their mean, the spread is <b>half the
 * interval</b>, 2.262 standard errors by Student's t with 9 degrees of freedom.
 *
 * <p>The spread of {@link KernelDistance} is another thing, the deviation of one subset: subsets
 * share images, and neither that deviation nor its quotient by the root of their number says how
 * far off the mean is.
 *
 * @param samples generated images to take, 0 for all
 * @param seed of the blocks
 */
record KernelInterval(int samples, long seed) implements Metric {

  private static final int BLOCKS = 10;

  /** Student's t with 9 degrees of freedom is beyond ± this with probability 0.05. */
  private static final double T = 2.2621571628;

  KernelInterval {
    Samples.checked(samples);
  }

  @Override
  public String name() {
    return "kid-interval";
  }

  @Override
  public Score.Kind kind() {
    return Score.Kind.KID;
  }

  @Override
  public int fewest() {
    return 2 * BLOCKS;
  }

  @Override
  public Score score(Features real, Features fake) {
    Features taken =
        Samples.compared(
            "a kernel distance", real, fake, samples, fewest(), "for " + BLOCKS + " blocks");
    int size = Math.min(real.size(), taken.size()) / BLOCKS;
    SplittableRandom random = new SplittableRandom(seed);
    int[][] reals = deal(Shuffle.sample(real.size(), BLOCKS * size, random), size);
    int[][] fakes = deal(Shuffle.sample(taken.size(), BLOCKS * size, random), size);
    double[] estimates = KernelDistance.apart(real, reals, taken, fakes);
    return Score.of(
        real,
        kind(),
        Numbers.mean(estimates),
        T * Numbers.standardError(estimates),
        Protocol.of(
            real,
            taken,
            BLOCKS + " disjoint blocks of " + size + ", ± half the 95% interval (Student's t)",
            OptionalLong.of(seed)));
  }

  private static int[][] deal(int[] order, int size) {
    int[][] blocks = new int[BLOCKS][];
    Arrays.setAll(blocks, i -> Arrays.copyOfRange(order, i * size, (i + 1) * size));
    return blocks;
  }
}
