package stablegan.internal.identity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Inputs of probes, the same on every machine, and what is kept of their outputs. */
public final class Pattern {

  private static final long MEASURES = 99;

  private Pattern() {}

  /**
   * Numbers that look random, uniform on [−1, 1).
   *
   * @param salt other numbers for another one
   */
  public static NDArray of(NDManager manager, long salt, Shape shape) {
    return manager.create(floats(salt, Math.toIntExact(shape.size())), shape);
  }

  private static float[] floats(long salt, int n) {
    SplittableRandom random = new SplittableRandom(salt);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) (2 * random.nextDouble() - 1);
    }
    return numbers;
  }

  /** Every number of a small array. */
  public static List<Double> all(NDArray array) {
    List<Double> numbers = new ArrayList<>();
    for (double number : doubles(array)) {
      numbers.add(number);
    }
    return numbers;
  }

  /** Four numbers that change when a large array does: size, mean and two projections. */
  public static List<Double> summary(NDArray array) {
    double[] values = doubles(array);
    float[] first = floats(MEASURES, values.length);
    float[] second = floats(MEASURES + 1, values.length);
    double[] sums = new double[4];
    for (int i = 0; i < values.length; i++) {
      sums[0] += values[i] * values[i];
      sums[1] += values[i];
      sums[2] += values[i] * first[i];
      sums[3] += values[i] * second[i];
    }
    double root = Math.sqrt(Math.max(1, values.length));
    return List.of(Math.sqrt(sums[0]) / root, sums[1] / root, sums[2] / root, sums[3] / root);
  }

  private static double[] doubles(NDArray array) {
    try (NDArray exact = array.toType(DataType.FLOAT64, true)) {
      return exact.toDoubleArray();
    }
  }
}
