package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Golden;
import stablegan.internal.statistics.Bootstrap;
import stablegan.internal.statistics.RankAgreement;
import stablegan.internal.statistics.SignFlip;

class StatisticsTest {

  /** Both sides are counts or sums of a few doubles. */
  private static final double ROUNDING = 1e-12;

  /** 4 standard errors of 100,000 random flips or resamples. */
  private static final double MONTE_CARLO = 0.006;

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static double[] golden(String name) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return Golden.read(manager, "statistics").get(name).toDoubleArray();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "three", "five", "ties", "ten"})
  void signFlipsEqualScipysExactPermutationTest(String name) {
    double p = SignFlip.p(golden(name + "/differences"));
    assertThat(p).isCloseTo(golden(name + "/permutation")[0], within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "three", "five", "ten"})
  void withADivergedRunTheTestIsWilcoxons(String name) {
    double[] differences = golden(name + "/differences");
    int largest =
        IntStream.range(0, differences.length)
            .reduce((i, j) -> Math.abs(differences[i]) >= Math.abs(differences[j]) ? i : j)
            .orElseThrow();
    differences[largest] *= INFINITE;
    assertThat(SignFlip.p(differences)).isCloseTo(golden(name + "/wilcoxon")[0], within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "three", "five"})
  void fewRunsHaveTheExactPercentileInterval(String name) {
    Bootstrap.Interval interval = Bootstrap.standard().of(golden(name + "/differences"));
    assertThat(interval.low()).isCloseTo(golden(name + "/low")[0], within(1e-10));
    assertThat(interval.high()).isCloseTo(golden(name + "/high")[0], within(1e-10));
  }

  @Test
  void holmEqualsItsDefinition() {
    assertThat(Holm.adjusted(golden("p"))).containsExactly(golden("holm"), within(ROUNDING));
    assertThatThrownBy(() -> Holm.adjusted(0.5, Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void randomFlipsAgreeWithTheNormalLimit() {
    double[] differences = new Random(4).doubles(400, -1, 1.2).toArray();
    double sum = IntStream.range(0, 400).mapToDouble(i -> differences[i]).sum();
    double deviation =
        Math.sqrt(IntStream.range(0, 400).mapToDouble(i -> differences[i] * differences[i]).sum());
    double z = Math.abs(sum) / deviation;
    assertThat(SignFlip.p(differences)).isCloseTo(twoSided(z), within(MONTE_CARLO));
  }

  /** P(|Z| > z) of a normal Z, by the trapezoidal rule. */
  private static double twoSided(double z) {
    int steps = 100_000;
    double width = z / steps;
    double inside =
        IntStream.range(0, steps)
            .mapToDouble(i -> Math.exp(-Math.pow((i + 0.5) * width, 2) / 2) * width)
            .sum();
    return 1 - 2 * inside / Math.sqrt(2 * Math.PI);
  }

  @Test
  void resampledIntervalsApproachTheNormalOne() {
    double[] values = new Random(5).doubles(500).toArray();
    Bootstrap.Interval interval = new Bootstrap(0.95, 100_000, 1).of(values);
    double mean = IntStream.range(0, 500).mapToDouble(i -> values[i]).average().orElseThrow();
    double variance =
        IntStream.range(0, 500).mapToDouble(i -> Math.pow(values[i] - mean, 2)).sum() / 500;
    double half = 1.959964 * Math.sqrt(variance / 500);
    assertThat(interval.low()).isCloseTo(mean - half, within(0.03 * half));
    assertThat(interval.high()).isCloseTo(mean + half, within(0.03 * half));
    assertThat(new Bootstrap(0.95, 100_000, 1).of(values)).isEqualTo(interval);
    assertThat(interval.runs()).isEqualTo(500);
  }

  @Property(tries = 200)
  void noSetOfSeedsBeatsTheSmallestP(
      @ForAll @Size(min = 1, max = 9) List<@DoubleRange(min = -9, max = 9) Double> seeds) {
    double[] differences = seeds.stream().mapToDouble(Double::doubleValue).toArray();
    double p = SignFlip.p(differences);
    assertThat(p).isBetween(SignFlip.smallest(differences.length), 1.0);
  }

  @Property(tries = 200)
  void intervalsHoldTheMeanAndStayWithinTheValues(
      @ForAll @Size(min = 2, max = 6) List<@DoubleRange(min = -9, max = 9) Double> runs) {
    double[] values = runs.stream().mapToDouble(Double::doubleValue).toArray();
    Bootstrap.Interval interval = Bootstrap.standard().of(values);
    double min = IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElseThrow();
    double max = IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElseThrow();
    double slack = 1e-12 * Math.max(Math.abs(min), Math.abs(max));
    assertThat(interval.low()).isGreaterThanOrEqualTo(min - slack);
    assertThat(interval.high()).isLessThanOrEqualTo(max + slack);
    double mean =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
    assertThat(mean).isBetween(interval.low() - slack, interval.high() + slack);
  }

  @Test
  void threeSeedsCanShowNothingAndSaySo() {
    assertThat(SignFlip.p(-1, -2, -3)).isEqualTo(0.25);
    assertThat(PairedComparison.seedsNeeded(1)).isEqualTo(6);
    assertThat(PairedComparison.seedsNeeded(8)).isEqualTo(9);
    assertThat(Bootstrap.standard().of(1, 2, 3).attainable()).isEqualTo(0.75);
    assertThat(Bootstrap.standard().of(4).attainable()).isZero();
    assertThat(Bootstrap.standard().of(4).low()).isNaN();
    assertThatThrownBy(() -> SignFlip.p()).hasMessageContaining("[]");
    assertThatThrownBy(() -> Bootstrap.standard().of(1, INFINITE)).hasMessageContaining("Infinity");
  }

  @Test
  void anIntervalOfAnyStatisticDrawsTheSameRunsAsThatOfAMean() {
    double[] values = {1, 5, 2, 8, 3, 9, 4};
    Bootstrap.Interval mean = Bootstrap.standard().of(values);
    Bootstrap.Interval doubled =
        Bootstrap.standard()
            .of(
                2 * mean.mean(),
                values.length,
                drawn ->
                    2 * IntStream.of(drawn).mapToDouble(i -> values[i]).average().orElseThrow());
    // sums in another order differ in the last digits
    assertThat(doubled.low()).isCloseTo(2 * mean.low(), within(1e-12));
    assertThat(doubled.high()).isCloseTo(2 * mean.high(), within(1e-12));
    assertThat(Bootstrap.standard().of(0.5, 1, drawn -> 1).low()).isNaN();
  }

  @Test
  void tauAloneIsThatOfTheTest() {
    double[] first = {1, 2, 3, 3, 5};
    double[] second = {2, 1, 4, 5, Double.POSITIVE_INFINITY};
    assertThat(RankAgreement.tau(first, second))
        .isEqualTo(RankAgreement.of(first, second).tau())
        .isEqualTo(0.7);
  }
}
