package stablegan.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomStreamTest {

  private static final int MANY = 1 << 22;

  /** Standard errors that a fixed draw may be off. */
  private static final double SIGMAS = 5;

  private static RandomStream stream() {
    return RandomStream.of(1, RandomStream.Purpose.LATENTS, 2);
  }

  private static double share(float[] values, double above) {
    int count = 0;
    for (float value : values) {
      count += Math.abs(value) > above ? 1 : 0;
    }
    return (double) count / values.length;
  }

  private static double mean(float[] values, double power) {
    double sum = 0;
    for (float value : values) {
      sum += Math.pow(value, power);
    }
    return sum / values.length;
  }

  private static double correlation(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum / a.length;
  }

  /** From an implementation of its own in Python, with its logarithm, sine and cosine. */
  @Test
  void firstNumbersAreTheseForEver() {
    RandomStream stream =
        RandomStream.of(-123456789012345L, RandomStream.Purpose.LATENTS, (1L << 40) + 7);
    assertThat(stream.normals(6))
        .containsExactly(
            -0.22643372f, -0.6646211f, -0.0104429005f, 0.27554375f, 1.2210511f, 0.38117087f);
    assertThat(stream.uniforms(5))
        .containsExactly(0.55999035f, 0.18771309f, 0.7595938f, 0.99823743f, 0.6241606f);
    assertThat(stream.integers(1000, 5)).containsExactly(947, 215, 236, 343, 901);
  }

  @Test
  void normalNumbersHaveTheirMomentsAndTails() {
    float[] x = stream().normals(MANY);
    // variances of powers: E x², E x⁴ − 1, E x⁶, E x⁸ − 9
    double[] variances = {1, 2, 15, 96};
    double[] moments = {0, 1, 0, 3};
    for (int power = 1; power <= moments.length; power++) {
      double error = SIGMAS * Math.sqrt(variances[power - 1] / MANY);
      assertThat(mean(x, power)).isCloseTo(moments[power - 1], within(error));
    }
    // 2Φ(−a) for a = 1 to 5
    double[] tails = {0.31731051, 0.04550026, 0.002699796, 6.334248e-5, 5.733031e-7};
    for (int a = 1; a <= tails.length; a++) {
      double error = SIGMAS * Math.sqrt(tails[a - 1] / MANY);
      assertThat(share(x, a)).isCloseTo(tails[a - 1], within(error));
    }
  }

  @Test
  void normalNumbersOfAPairAreIndependent() {
    float[] x = stream().normals(MANY);
    float[] first = new float[MANY / 2];
    float[] second = new float[MANY / 2];
    for (int i = 0; i < first.length; i++) {
      first[i] = x[2 * i];
      second[i] = x[2 * i + 1];
    }
    double error = SIGMAS / Math.sqrt(first.length);
    assertThat(correlation(first, second)).isCloseTo(0, within(error));
    for (float[] half : List.of(first, second)) {
      for (int i = 0; i < half.length; i++) {
        half[i] = half[i] * half[i] - 1;
      }
    }
    assertThat(correlation(first, second)).isCloseTo(0, within(2 * error));
  }

  @Test
  void uniformNumbersFillTheIntervalEvenly() {
    int bins = 1 << 10;
    int[] counts = new int[bins];
    for (float u : stream().uniforms(MANY)) {
      assertThat(u).isBetween(0f, Math.nextDown(1f));
      counts[(int) (u * bins)]++;
    }
    double expected = (double) MANY / bins;
    double chiSquare =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    // of mean bins − 1 and variance twice that
    assertThat(chiSquare).isCloseTo(bins - 1, within(SIGMAS * Math.sqrt(2.0 * bins)));
  }

  static Stream<RandomStream> others() {
    RandomStream later = stream();
    later.uniforms(1);
    return Stream.of(
        RandomStream.of(2, RandomStream.Purpose.LATENTS, 2),
        RandomStream.of(1 + (1L << 32), RandomStream.Purpose.LATENTS, 2),
        RandomStream.of(1, RandomStream.Purpose.CLASSES, 2),
        RandomStream.of(1, RandomStream.Purpose.LATENTS, 3),
        RandomStream.of(1, RandomStream.Purpose.LATENTS, 2 + (1L << 32)),
        RandomStream.of(2, RandomStream.Purpose.LATENTS, 1),
        later);
  }

  @ParameterizedTest
  @MethodSource("others")
  void anotherSeedPurposeStepOrDrawGivesUnrelatedNumbers(RandomStream other) {
    int n = 1 << 18;
    float[] x = stream().normals(n);
    float[] y = other.normals(n);
    assertThat(correlation(x, y)).isCloseTo(0, within(SIGMAS / Math.sqrt(n)));
    int equal = 0;
    for (int i = 0; i < n; i++) {
      equal += x[i] == y[i] ? 1 : 0;
    }
    assertThat(equal).isLessThan(n / 1000);
  }

  @Property(tries = 100)
  void aLongerDrawStartsWithTheShorter(
      @ForAll long seed, @ForAll long step, @ForAll @IntRange(max = 40) int n) {
    for (RandomStream.Purpose purpose : RandomStream.Purpose.values()) {
      float[] whole = RandomStream.of(seed, purpose, step).normals(47);
      assertThat(RandomStream.of(seed, purpose, step).normals(n))
          .isEqualTo(Arrays.copyOf(whole, n));
    }
  }

  @Test
  void wholeNumbersAreEquallyLikely() {
    int bound = 7;
    int n = 70_000;
    long[] values = stream().integers(bound, n);
    for (int k = 0; k < bound; k++) {
      int value = k;
      double count = LongStream.of(values).filter(v -> v == value).count();
      double deviation = Math.sqrt((double) n / bound * (1 - 1.0 / bound));
      assertThat(count).isCloseTo((double) n / bound, within(SIGMAS * deviation));
    }
  }

  @Property(tries = 100)
  void wholeNumbersAreBelowTheirBound(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long bound) {
    for (long value : RandomStream.of(seed, RandomStream.Purpose.CLASSES, 0).integers(bound, 20)) {
      assertThat(value).isBetween(0L, bound - 1);
    }
  }

  @Test
  void everyOrderOfAPermutationIsEquallyLikely() {
    int n = 6000;
    int[] counts = new int[27];
    RandomStream stream = stream();
    for (int i = 0; i < n; i++) {
      long[] order = stream.permutation(3);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
      counts[(int) (9 * order[0] + 3 * order[1] + order[2])]++;
    }
    double expected = n / 6.0;
    assertThat(Arrays.stream(counts).filter(c -> c > 0).asDoubleStream().boxed())
        .hasSize(6)
        .allMatch(c -> Math.abs(c - expected) < SIGMAS * Math.sqrt(expected));
  }

  @Test
  void arraysHoldTheNumbersInMemoryOfTheEngine() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray x = stream().normal(manager, new Shape(3, 5));
      assertThat(x.getShape()).isEqualTo(new Shape(3, 5));
      assertThat(x.toFloatArray()).isEqualTo(stream().normals(15));
      NDArray row = x.get(0);
      x.close();
      assertThat(row.toFloatArray()).isEqualTo(stream().normals(5));
      assertThat(stream().uniform(manager, new Shape(4)).toFloatArray())
          .isEqualTo(stream().uniforms(4));
      NDArray whole = stream().integers(manager, 9, 4);
      assertThat(whole.getDataType()).isEqualTo(DataType.INT64);
      assertThat(whole.toLongArray()).isEqualTo(stream().integers(9, 4));
    }
  }

  @Test
  void uniformNumbersKeepToAnyInterval() {
    try (NDManager manager = NDManager.newBaseManager()) {
      float low = 1;
      float high = 1 + 3 * Math.ulp(1f);
      for (float u : stream().uniform(manager, low, high, new Shape(1000)).toFloatArray()) {
        assertThat(u).isGreaterThanOrEqualTo(low).isLessThan(high);
      }
      assertThatThrownBy(() -> stream().uniform(manager, 1, 1, new Shape(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1.0 and 1.0");
    }
  }

  @Test
  void badBoundsAreRefused() {
    assertThatThrownBy(() -> stream().integers(0, 1)).hasMessageContaining("is 0");
  }
}
