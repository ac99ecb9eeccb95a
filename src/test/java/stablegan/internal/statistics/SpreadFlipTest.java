package stablegan.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Golden;

class SpreadFlipTest {

  private static final double ROUNDING = 1e-12;
  private static final double LEVEL = 0.05;

  /** How runs scatter. */
  enum Scatter {
    NORMAL,
    /** Student's t of three degrees of freedom: heavy tails, no fourth moment. */
    T3,
    EXPONENTIAL;

    double run(Random random) {
      return switch (this) {
        case NORMAL -> random.nextGaussian();
        case T3 -> random.nextGaussian() / Math.sqrt(chiSquared3(random) / 3);
        case EXPONENTIAL -> -Math.log(1 - random.nextDouble());
      };
    }

    private static double chiSquared3(Random random) {
      return random.doubles(3).map(u -> random.nextGaussian()).map(z -> z * z).sum();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"four", "seven", "pilot", "equal"})
  void itIsScipysExactPermutationTest(String name) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Golden golden = Golden.read(manager, "statistics").in(name);
      double[] mine = golden.get("mine").toDoubleArray();
      double[] theirs = golden.get("theirs").toDoubleArray();
      assertThat(SpreadFlip.p(mine, theirs))
          .isCloseTo(golden.get("spread").toDoubleArray()[0], within(ROUNDING));
      assertThat(SpreadFlip.deviation(mine) / SpreadFlip.deviation(theirs))
          .isCloseTo(golden.get("ratio").toDoubleArray()[0], within(ROUNDING));
    }
  }

  @Property(tries = 100)
  void itDependsOnNeitherPlaceNorUnitNorOnWhoIsFirst(
      @ForAll @Size(7) List<@DoubleRange(min = -9, max = 9) Double> first,
      @ForAll @Size(7) List<@DoubleRange(min = -9, max = 9) Double> second,
      @ForAll @IntRange(min = -3, max = 3) int power) {
    double[] mine = first.stream().mapToDouble(Double::doubleValue).toArray();
    double[] theirs = second.stream().mapToDouble(Double::doubleValue).toArray();
    double p = SpreadFlip.p(mine, theirs);
    assertThat(p).isBetween(SignFlip.smallest(7), 1.0);
    assertThat(SpreadFlip.p(theirs, mine)).isEqualTo(p);
    double unit = Math.pow(2, power);
    assertThat(SpreadFlip.p(scaled(mine, unit), scaled(theirs, unit))).isEqualTo(p);
    double[] reversed = scaled(theirs, -1);
    assertThat(SpreadFlip.p(scaled(mine, -1), reversed)).isEqualTo(p);
  }

  private static double[] scaled(double[] values, double unit) {
    return Arrays.stream(values).map(value -> value * unit).toArray();
  }

  @Test
  void meansThatDifferAreNoSpread() {
    double[] mine = {1, 2, 4, 8, 16};
    double[] theirs = {1001, 1002, 1004, 1008, 1016};
    assertThat(SpreadFlip.p(mine, theirs)).isEqualTo(1);
  }

  @Test
  void pairsOfWhichARunDivergedAreLeftOut() {
    double[] mine = {712, 695, Double.NaN, 703, 668, 690, 1};
    double[] theirs = {920, 630, 4, 582, 737, 811, Double.POSITIVE_INFINITY};
    assertThat(SpreadFlip.p(mine, theirs))
        .isEqualTo(
            SpreadFlip.p(
                new double[] {712, 695, 703, 668, 690}, new double[] {920, 630, 582, 737, 811}));
    assertThat(SpreadFlip.p(new double[] {Double.NaN, 1}, new double[] {2, 3})).isEqualTo(1);
    assertThat(SpreadFlip.p(new double[] {Double.NaN}, new double[] {2})).isEqualTo(1);
    assertThat(SpreadFlip.deviation(3)).isNaN();
    assertThat(SpreadFlip.deviation(1, 2, 9)).isEqualTo(8.0 / 3);
  }

  @Test
  void runsThatNeverScatterAreTheSteadiest() {
    double[] constant = {5, 5, 5, 5, 5, 5};
    double[] theirs = {1, 2, 3, 4, 5, 6};
    assertThat(SpreadFlip.p(constant, theirs)).isLessThan(0.1);
    assertThat(SpreadFlip.p(constant, constant)).isEqualTo(1);
  }

  @Test
  void moreThanTwentyPairsAreSampled() {
    Random random = new Random(1);
    double[] mine = random.doubles(24, 0, 1).toArray();
    assertThat(SpreadFlip.p(mine, random.doubles(24, 0, 1).toArray())).isGreaterThan(0.05);
    assertThat(SpreadFlip.p(mine, random.doubles(24, 0, 9).toArray())).isLessThan(0.001);
  }

  /**
   * What its 5 % are with medians in place of centres: simulated and allowed, which is the
   * simulated share that the Javadoc speaks of and three binomial deviations.
   */
  @ParameterizedTest
  @CsvSource({
    "NORMAL, 8, 0, 0.05",
    "NORMAL, 8, 0.6, 0.05",
    "NORMAL, 12, 0, 0.05",
    "T3, 8, 0, 0.05",
    "T3, 8, 0.6, 0.05",
    "T3, 12, 0, 0.05",
    "EXPONENTIAL, 8, 0, 0.07",
    "EXPONENTIAL, 8, 0.6, 0.05",
    "EXPONENTIAL, 12, 0, 0.07"
  })
  void falseVerdictsAreAboutFivePercent(
      Scatter scatter, int pairs, double correlation, double nominal) {
    int comparisons = pairs > 8 ? 5_000 : 20_000;
    double share =
        IntStream.range(0, comparisons)
                .parallel()
                .mapToObj(i -> pairs(scatter, pairs, correlation, 1, new Random(17L * i + 3)))
                .filter(runs -> SpreadFlip.p(runs[0], runs[1]) <= LEVEL)
                .count()
            / (double) comparisons;
    double bound = nominal + 3 * Math.sqrt(nominal * (1 - nominal) / comparisons);
    System.out.printf("spread, %s, %d, %.1f: %.4f%n", scatter, pairs, correlation, share);
    assertThat(share).isBetween(0.015, bound);
  }

  /** Two methods' runs, the second's scattering so many times as far. */
  private static double[][] pairs(
      Scatter scatter, int pairs, double correlation, double ratio, Random random) {
    double[] mine = new double[pairs];
    double[] theirs = new double[pairs];
    double own = Math.sqrt(1 - correlation);
    double shared = Math.sqrt(correlation);
    for (int i = 0; i < pairs; i++) {
      double seed = shared * scatter.run(random);
      mine[i] = own * scatter.run(random) + seed;
      theirs[i] = ratio * (own * scatter.run(random) + seed);
    }
    return new double[][] {mine, theirs};
  }

  /** Looked at with 8, 10 and 12 seeds, no more are. */
  @Test
  void lookingOftenGivesNoMoreFalseVerdicts() {
    int comparisons = 1_500;
    List<Integer> looks = List.of(8, 10, 12);
    double share =
        IntStream.range(0, comparisons)
                .parallel()
                .mapToObj(i -> pairs(Scatter.NORMAL, 12, 0, 1, new Random(29L * i + 5)))
                .mapToDouble(
                    runs ->
                        SequentialSignFlip.test(
                                SpreadFlip.statistic(runs[0], runs[1]), looks, 12, 1)
                            .p())
                .filter(p -> p <= LEVEL)
                .count()
            / (double) comparisons;
    System.out.printf("spread, looked at three times: %.4f%n", share);
    assertThat(share).isBetween(0.015, LEVEL + 3 * Math.sqrt(LEVEL * (1 - LEVEL) / comparisons));
  }

  @ParameterizedTest
  @CsvSource({"8, 4, 0.5", "8, 8, 0.8", "12, 4, 0.85"})
  void realDifferencesAreFound(int pairs, double ratio, double power) {
    int comparisons = pairs > 8 ? 400 : 2_000;
    double found =
        IntStream.range(0, comparisons)
                .parallel()
                .mapToObj(i -> pairs(Scatter.NORMAL, pairs, 0, ratio, new Random(41L * i)))
                .filter(runs -> SpreadFlip.p(runs[0], runs[1]) <= LEVEL)
                .count()
            / (double) comparisons;
    System.out.printf("spread, ratio %.0f with %d pairs: found %.3f%n", ratio, pairs, found);
    assertThat(found).isGreaterThan(power);
  }
}
