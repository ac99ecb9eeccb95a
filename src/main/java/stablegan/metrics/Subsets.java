package stablegan.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Seeded draws without replacement, the same on every JVM. */
final class Subsets {

  private Subsets() {}

  /** {@code size} of 0..n−1 in random order. */
  static int[] draw(int n, int size, long seed) {
    return draw(n, size, new SplittableRandom(seed));
  }

  /** Two different ones of 0..n−1. */
  static int[] pair(int n, RandomGenerator random) {
    int first = random.nextInt(n);
    int second = random.nextInt(n - 1);
    return new int[] {first, second < first ? second : second + 1};
  }

  /** {@code size} of 0..n−1 in random order: the first steps of Fisher and Yates' shuffle. */
  static int[] draw(int n, int size, RandomGenerator random) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i, n);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return Arrays.copyOf(order, size);
  }
}
