package stablegan.experiment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction (Holm 1979) of p-values that belong to one question: adjusted, the probability
 * of one or more false alarms among them is at most the level, however they depend on each other.
 */
final class Holm {

  private Holm() {}

  /**
   * The adjusted p-values, in the order given: max over the k-th smallest of (m − k + 1)·p, at most
   * 1.
   *
   * @param p in [0, 1]
   */
  static double[] adjusted(double... p) {
    if (Arrays.stream(p).anyMatch(value -> !(0 <= value && value <= 1))) {
      throw new IllegalArgumentException("p-values lie in [0, 1], not " + Arrays.toString(p));
    }
    int[] ascending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      int i = ascending[rank];
      largest = Math.max(largest, Math.min(1, (p.length - rank) * p[i]));
      adjusted[i] = largest;
    }
    return adjusted;
  }
}
