package stablegan.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A random order of 0..n−1 by Fisher and Yates' shuffle, fixed by (seed, epoch). SplittableRandom's
 * algorithm is part of Java's specification, so the order is the same on every JVM.
 */
final class Permutation {

  private final int[] order;

  private Permutation(int[] order) {
    this.order = order;
  }

  static Permutation of(int size, long seed, long epoch) {
    // Two streams whose seeds differ by one must not overlap: both numbers are mixed first.
    SplittableRandom random = new SplittableRandom(mix(mix(seed) + epoch));
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return new Permutation(order);
  }

  int at(int position) {
    return order[position];
  }

  int[] first(int n) {
    return Arrays.copyOf(order, n);
  }

  /** SplitMix64's finaliser (Steele, Lea, Flood 2014). */
  static long mix(long z) {
    long x = z + 0x9e3779b97f4a7c15L;
    x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
