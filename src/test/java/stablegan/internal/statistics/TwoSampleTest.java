package stablegan.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Golden;

class TwoSampleTest {

  /** Both sides are counts divided by counts. */
  private static final double ROUNDING = 1e-12;

  private static double[] golden(String name) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return Golden.read(manager, "two_sample").get(name).toDoubleArray();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eight", "apart", "ties", "unequal", "two"})
  void equalsScipysExactPermutationTest(String name) {
    double p = TwoSample.p(golden(name + "/first"), golden(name + "/second"));
    assertThat(p).isCloseTo(golden(name + "/permutation")[0], within(ROUNDING));
  }

  /** Any number beyond all others takes a run that diverged to its place in the ranks. */
  @ParameterizedTest
  @ValueSource(strings = {"eight", "apart", "unequal"})
  void withADivergedRunItIsTheTestOfRanks(String name) {
    double[] first = golden(name + "/first");
    int largest = 0;
    for (int i = 1; i < first.length; i++) {
      largest = first[i] > first[largest] ? i : largest;
    }
    double[] second = golden(name + "/second");
    assertThat(first[largest]).isGreaterThan(Arrays.stream(second).max().orElseThrow());
    first[largest] = Double.POSITIVE_INFINITY;
    assertThat(TwoSample.p(first, second)).isCloseTo(golden(name + "/ranks")[0], within(ROUNDING));
  }

  /** Of all C(2n, n) splits only the observed one and its reverse are as extreme. */
  @Test
  void seriesThatDoNotOverlapHaveTheSmallestP() {
    double[] low = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] high = {9, 10, 11, 12, 13, 14, 15, 16};
    assertThat(TwoSample.p(low, high)).isEqualTo(2 / 12_870.0);
    assertThat(TwoSample.smallest(8, 8)).isEqualTo(2 / 12_870.0);
    assertThat(TwoSample.p(new double[] {0}, new double[] {7, 8, 9})).isEqualTo(1 / 4.0);
    assertThat(TwoSample.smallest(1, 3)).isEqualTo(1 / 4.0);
  }

  /** As 0.1 + 0.2 isn't 0.3: sums in another order are ties all the same. */
  @Test
  void equalSeriesCanNotBeToldApart() {
    double[] values = {0.1, 0.2, 0.3, 0.7};
    assertThat(TwoSample.p(values, new double[] {0.7, 0.3, 0.2, 0.1})).isEqualTo(1);
    assertThat(TwoSample.p(new double[] {5, 5}, new double[] {5, 5, 5})).isEqualTo(1);
  }

  @Property(tries = 100)
  void neitherOrderNorUnitNorOriginNorTheSidesMatter(
      @ForAll @Size(6) List<@IntRange(min = -20, max = 20) Integer> one,
      @ForAll @Size(5) List<@IntRange(min = -20, max = 20) Integer> other,
      @ForAll @IntRange(min = -50, max = 50) int shift) {
    double[] first = one.stream().mapToDouble(Integer::doubleValue).toArray();
    double[] second = other.stream().mapToDouble(Integer::doubleValue).toArray();
    double p = TwoSample.p(first, second);
    assertThat(TwoSample.p(second, first)).isEqualTo(p);
    assertThat(TwoSample.p(Arrays.stream(first).sorted().toArray(), second)).isEqualTo(p);
    double[] movedFirst = Arrays.stream(first).map(v -> -3 * v + shift).toArray();
    double[] movedSecond = Arrays.stream(second).map(v -> -3 * v + shift).toArray();
    assertThat(TwoSample.p(movedFirst, movedSecond)).isEqualTo(p);
    assertThat(p).isBetween(TwoSample.smallest(6, 5), 1.0);
  }

  /**
   * A test at 5 % of what is alike says so in at most 5 % of cases: 2,000 of them, and 4 standard
   * errors of their share.
   */
  @Test
  void whatIsAlikeIsSeldomToldApart() {
    Random random = new Random(1937);
    int told = 0;
    for (int i = 0; i < 2000; i++) {
      double[] first = random.doubles(6).toArray();
      double[] second = random.doubles(6).toArray();
      told += TwoSample.p(first, second) <= 0.05 ? 1 : 0;
    }
    assertThat(told / 2000.0).isCloseTo(0.05, within(0.02));
  }

  @Test
  void tooManyNumbersNoneAtAllAndNoNumbersAreRefused() {
    assertThatThrownBy(() -> TwoSample.p(new double[0], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0 and 3");
    assertThatThrownBy(() -> TwoSample.p(new double[20], new double[9]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("28 together at most, not 20 and 9");
    assertThatThrownBy(() -> TwoSample.p(new double[] {1, Double.NaN}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
