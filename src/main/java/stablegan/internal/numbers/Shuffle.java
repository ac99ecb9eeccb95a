package stablegan.internal.numbers;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Random orders by Fisher and Yates' shuffle. SplittableRandom's algorithm, SplitMix64 (Steele, Lea
 * and Flood 2014), is part of Java's specification, so that they are the same on every JVM.
 */
public final class Shuffle {

  private Shuffle() {}

  /** All of 0..n−1 in an order that (seed, epoch) fixes. */
  public static int[] permutation(int n, long seed, long epoch) {
    // Two streams whose seeds differ by one must not overlap: both numbers are mixed first.
    SplittableRandom random = new SplittableRandom(mixed(mixed(seed) + epoch));
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      swap(order, i, random.nextInt(i + 1));
    }
    return order;
  }

  /** {@code size} of 0..n−1 in random order, none twice: the first steps of a shuffle. */
  public static int[] sample(int n, int size, RandomGenerator random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = 0; i < size; i++) {
      swap(order, i, random.nextInt(i, n));
    }
    return Arrays.copyOf(order, size);
  }

  /** A seed that has nothing of its neighbours'. */
  public static long mixed(long seed) {
    return new SplittableRandom(seed).nextLong();
  }

  private static void swap(int[] order, int i, int j) {
    int number = order[i];
    order[i] = order[j];
    order[j] = number;
  }
}
