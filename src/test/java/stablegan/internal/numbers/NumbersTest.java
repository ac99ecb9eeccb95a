package stablegan.internal.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NumbersTest {

  /** Relative to numbers of about 100: a few roundings of float64. */
  private static final Offset<Double> ROUNDING = within(1e-12);

  private static final double[] EVEN = {3.5, -1.25, 8, 0.5, 3.5, 100, -7.75, 2};
  private static final double[] ODD = {3.5, -1.25, 8, 0.5, 3.5, 100, -7.75, 2, 0.1};
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static List<Double> list(double... values) {
    return DoubleStream.of(values).boxed().toList();
  }

  @Test
  void meanAndDeviationsAreNumpys() {
    assertThat(Numbers.mean(EVEN)).isCloseTo(13.5625, ROUNDING);
    assertThat(Numbers.mean(ODD)).isCloseTo(12.066666666666666, ROUNDING);
    assertThat(Numbers.deviation(EVEN)).isCloseTo(35.21940161331535, ROUNDING);
    assertThat(Numbers.deviation(ODD)).isCloseTo(33.24895675055084, ROUNDING);
    assertThat(Numbers.populationDeviation(EVEN)).isCloseTo(32.94473355105487, ROUNDING);
    assertThat(Numbers.populationDeviation(ODD)).isCloseTo(31.347417047590312, ROUNDING);
  }

  @Test
  void standardErrorIsScipys() {
    assertThat(Numbers.standardError(EVEN)).isCloseTo(12.451938855053857, ROUNDING);
    assertThat(Numbers.standardError(ODD)).isCloseTo(11.082985583516946, ROUNDING);
  }

  @Test
  void medianAndQuantilesAreNumpys() {
    assertThat(Numbers.median(EVEN)).isEqualTo(2.75).isEqualTo(Numbers.median(list(EVEN)));
    assertThat(Numbers.median(ODD)).isEqualTo(2).isEqualTo(Numbers.median(list(ODD)));
    double[] shares = {0, 0.025, 0.25, 0.5, 0.9, 1};
    double[] even = {-7.75, -6.6125, 0.0625, 2.75, 35.6, 100};
    double[] odd = {-7.75, -6.45, 0.1, 2, 26.4, 100};
    for (int i = 0; i < shares.length; i++) {
      assertThat(Numbers.quantile(list(EVEN), shares[i])).isCloseTo(even[i], ROUNDING);
      assertThat(Numbers.quantile(list(ODD), shares[i])).isCloseTo(odd[i], ROUNDING);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Numbers.quantile(list(1), 1.5));
  }

  @Test
  void ranksAreScipysRankdata() {
    assertThat(Numbers.ranks(EVEN)).containsExactly(5.5, 2, 7, 3, 5.5, 8, 1, 4);
    assertThat(Numbers.ranks(2, 2, INFINITE, -1, INFINITE, 0.0, -0.0))
        .containsExactly(4.5, 4.5, 6.5, 1, 6.5, 2.5, 2.5);
    assertThat(Numbers.ranks()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Numbers.ranks(1, Double.NaN))
        .withMessageContaining("NaN has no rank");
  }

  @Test
  void infiniteNumbersHaveMediansToo() {
    assertThat(Numbers.median(INFINITE, 1, 2)).isEqualTo(2);
    assertThat(Numbers.median(INFINITE, 1)).isEqualTo(INFINITE);
    assertThat(Numbers.median(INFINITE, INFINITE, 1)).isEqualTo(INFINITE);
    assertThat(Numbers.median(INFINITE, INFINITE)).isEqualTo(INFINITE);
    assertThat(Numbers.median(-INFINITE, 1)).isEqualTo(-INFINITE);
    assertThat(Numbers.quantile(list(1, INFINITE), 0)).isEqualTo(1);
  }

  @Test
  void ofNothingAndOfNoNumberIsNoNumber() {
    assertThat(Numbers.mean()).isNaN();
    assertThat(Numbers.median()).isNaN();
    assertThat(Numbers.deviation()).isNaN();
    assertThat(Numbers.populationDeviation()).isNaN();
    assertThat(Numbers.deviation(3)).isNaN();
    assertThat(Numbers.standardError(3)).isNaN();
    assertThat(Numbers.populationDeviation(3)).isZero();
    assertThat(Numbers.median(1, Double.NaN, 2)).isNaN();
    assertThat(Numbers.mean(1, Double.NaN)).isNaN();
  }

  @Property
  void halfOfTheNumbersLieOnEitherSideOfTheMedian(
      @ForAll @Size(min = 1, max = 20) double[] values) {
    double median = Numbers.median(values);
    long below = DoubleStream.of(values).filter(v -> v < median).count();
    long above = DoubleStream.of(values).filter(v -> v > median).count();
    assertThat(Math.max(below, above)).isLessThanOrEqualTo(values.length / 2);
    Arrays.sort(values);
    assertThat(Numbers.medianOfSorted(list(values))).isEqualTo(median);
  }

  @Property
  void quantilesRiseFromTheSmallestToTheLargest(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll @DoubleRange(max = 1) double first,
      @ForAll @DoubleRange(max = 1) double second) {
    double rounding = 1e-9; // a few roundings of numbers up to 1e6
    double less = Numbers.quantile(values, Math.min(first, second));
    double more = Numbers.quantile(values, Math.max(first, second));
    assertThat(less).isLessThanOrEqualTo(more + rounding);
    assertThat(Numbers.quantile(values, 0)).isEqualTo(values.stream().min(Double::compare).get());
    assertThat(Numbers.quantile(values, 1)).isEqualTo(values.stream().max(Double::compare).get());
  }

  @Property
  void deviationsScaleAndDoNotShift(
      @ForAll @Size(min = 2, max = 20) List<@IntRange(min = -1000, max = 1000) Integer> whole,
      @ForAll @IntRange(min = -1000, max = 1000) int shift) {
    double[] values = whole.stream().mapToDouble(Integer::doubleValue).toArray();
    double[] other = DoubleStream.of(values).map(v -> -2 * v + shift).toArray();
    Offset<Double> rounding = within(1e-9);
    assertThat(Numbers.deviation(other)).isCloseTo(2 * Numbers.deviation(values), rounding);
    double n = values.length;
    assertThat(Numbers.populationDeviation(values) * Math.sqrt(n / (n - 1)))
        .isCloseTo(Numbers.deviation(values), rounding);
  }

  /** The definition, one number at a time. */
  @Property
  void aRankIsOneMoreThanTheSmallerOnesAndHalfOfTheOtherEqualOnes(
      @ForAll @Size(max = 30) List<@IntRange(max = 9) Integer> values) {
    double[] ranks = Numbers.ranks(values.stream().mapToDouble(Integer::doubleValue).toArray());
    for (int i = 0; i < ranks.length; i++) {
      int value = values.get(i);
      long smaller = values.stream().filter(v -> v < value).count();
      long equal = values.stream().filter(v -> v == value).count();
      assertThat(ranks[i]).isEqualTo(smaller + 1 + (equal - 1) / 2.0);
    }
  }

  @Property
  void aGaussianWindowIsEvenAndFallsAsTheDensityDoes(
      @ForAll @IntRange(max = 12) int reach,
      @ForAll @DoubleRange(min = 0.5, max = 5) double deviation) {
    double[] window = Numbers.gaussianWindow(reach, deviation);
    assertThat(window).hasSize(2 * reach + 1);
    assertThat(DoubleStream.of(window).sum()).isCloseTo(1, ROUNDING);
    IntStream.rangeClosed(0, reach)
        .forEach(
            i -> {
              assertThat(window[reach + i]).isEqualTo(window[reach - i]);
              assertThat(window[reach + i] / window[reach])
                  .isCloseTo(Math.exp(-i * i / (2 * deviation * deviation)), ROUNDING);
            });
  }
}
