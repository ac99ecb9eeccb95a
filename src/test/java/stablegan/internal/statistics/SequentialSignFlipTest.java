package stablegan.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialSignFlipTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final double ROUNDING = 1e-9;

  /** Four standard errors of a share that two times 100,000 random flips estimate. */
  private static final double MONTE_CARLO = 0.009;

  /** The levels that p takes: some above 5 %, and 5 % over the number of claims. */
  private static final double[] LEVELS =
      DoubleStream.concat(
              DoubleStream.of(
                  1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.12, 0.1, 0.09, 0.08, 0.07, 0.06),
              IntStream.rangeClosed(1, 100).mapToDouble(n -> 0.05 / n))
          .sorted()
          .toArray();

  private static double roundedUp(double p) {
    return Arrays.stream(LEVELS).filter(level -> level >= p - ROUNDING).findFirst().orElseThrow();
  }

  private static double p(double[] differences, Integer... looks) {
    return SequentialSignFlip.test(differences, List.of(looks), looks[looks.length - 1], 1).p();
  }

  static Stream<double[]> magnitudes() {
    return Stream.of(
        new double[] {4, 3, 2, 1, 5, 8, 13, 0.5},
        new double[] {1, 1, 1, 1, 1, 1, 1, 1},
        new double[] {0, 0, 3, 3, 0, 1, 1, 2},
        new double[] {0.1, 0.2, 0.3, 0.1, 0.3, 0.2, 0.6, 0.7},
        new double[] {1e-9, 1, 1e9, 1e3, 1e-3, 5, 1e6, 7},
        new double[] {2, INFINITE, 1, 3, INFINITE, 4, 5, 6},
        new double[8]);
  }

  @ParameterizedTest
  @MethodSource("magnitudes")
  void oneLookAtTheEndIsTheSignFlipTest(double[] magnitudes) {
    Random random = new Random(2);
    for (int trial = 0; trial < 40; trial++) {
      double[] differences =
          Arrays.stream(magnitudes).map(d -> random.nextInt(3) == 0 ? -d : d).toArray();
      assertThat(p(differences, 8))
          .as(Arrays.toString(differences))
          .isEqualTo(roundedUp(SignFlip.p(differences)));
    }
  }

  /**
   * Four pairs, looks with three and four, spent as t. With three, +4 +3 +2 is the largest of four
   * sums and stands for 2 of 8 flips, 2 ≤ 8·¾·α from α = 1/3 on. With four and a smaller α nothing
   * is spent before: the largest sum is 1 of 8 flips, 1 ≤ 8·α from α = 1/8 on.
   */
  @Test
  void fourPairsByHand() {
    assertThat(SequentialSignFlip.test(new double[] {4, 3, 2}, List.of(3), 4, 1).p())
        .isEqualTo(0.4);
    assertThat(p(new double[] {4, 3, 2, 9}, 3, 4)).isEqualTo(0.15);
    // without the look at three the sum is 0 and p = 1; a verdict once given stays
    assertThat(p(new double[] {4, 3, 2, -9}, 4)).isEqualTo(1);
    assertThat(p(new double[] {4, 3, 2, -9}, 3, 4)).isEqualTo(0.4);
    // ρ = 3 spends (3/4)³ at first: 2 ≤ 8·27/64·α from α = 0.593 on
    assertThat(SequentialSignFlip.test(new double[] {4, 3, 2, -9}, List.of(3, 4), 4, 3).p())
        .isEqualTo(0.6);
    // with two of four the larger of two sums is half of all flips, which half of α spends at α = 1
    assertThat(SequentialSignFlip.test(new double[] {4, 3}, List.of(2), 4, 1).p()).isEqualTo(1);
    // with four, of the sums 10, 8, 6, 4, 4, 2, 2, 0 five are 4 or more: 5 ≤ 8·α from α = 5/8 on
    assertThat(p(new double[] {4, 3, -2, -1}, 2, 4)).isEqualTo(0.8);
  }

  /** The look that gave a verdict is told with it: later pairs may point the other way. */
  @Test
  void aVerdictIsThatOfItsLook() {
    double[] turned = {4, 3, 2, -9};
    assertThat(SequentialSignFlip.test(turned, List.of(3, 4), 4, 1))
        .isEqualTo(new SequentialSignFlip.Found(0.4, 3));
    double[] agreeing = {4, 3, 2, 9};
    assertThat(SequentialSignFlip.test(agreeing, List.of(3, 4), 4, 1))
        .isEqualTo(new SequentialSignFlip.Found(0.15, 4));
    assertThat(SequentialSignFlip.test(turned, List.of(), 4, 1))
        .isEqualTo(new SequentialSignFlip.Found(1, 0));
  }

  /** Pairs that all agree are the first of 2^(n − 1) flips: α·t from 2^(1 − n) on. */
  @Test
  void pairsThatAgreeGiveTheSmallestP() {
    double[] agreeing = IntStream.rangeClosed(1, 12).mapToDouble(i -> i).toArray();
    for (int n : new int[] {6, 8, 10, 12}) {
      List<Integer> looks = Stream.of(6, 8, 10, 12).filter(look -> look <= n).toList();
      assertThat(SequentialSignFlip.test(agreeing, looks, 12, 1).p())
          .isEqualTo(roundedUp(Math.pow(2, 1 - n) * 12 / n));
    }
  }

  @Test
  void withoutALookOrADifferenceNothingIsShown() {
    assertThat(SequentialSignFlip.test(new double[] {1, 2, 3}, List.of(), 12, 1).p()).isEqualTo(1);
    assertThat(p(new double[12], 6, 8, 12)).isEqualTo(1);
  }

  /** The proof that it is exact: of all ways to flip given magnitudes, a share of α at most. */
  @ParameterizedTest
  @MethodSource("magnitudes")
  void ofAllFlipsNoMoreThanALevelFallToIt(double[] magnitudes) {
    for (double rho : new double[] {0.5, 1, 3}) {
      double[] ps =
          IntStream.range(0, 256)
              .mapToDouble(
                  flip -> SequentialSignFlip.test(flipped(magnitudes, flip), LOOKS, 8, rho).p())
              .toArray();
      for (double level : LEVELS) {
        double share = Arrays.stream(ps).filter(p -> p <= level).count() / 256.0;
        assertThat(share).as("p ≤ %s, rho %s", level, rho).isLessThanOrEqualTo(level + ROUNDING);
      }
    }
  }

  /** At 5 % 12 of 256 can fall to it, and do where no sums are tied. */
  @Test
  void itSpendsAllThatItMay() {
    double[] magnitudes = {1.1, 2.3, 4.7, 9.2, 16.9, 3.3, 7.1, 5.8};
    long fallen =
        IntStream.range(0, 256)
            .filter(
                flip -> SequentialSignFlip.test(flipped(magnitudes, flip), LOOKS, 8, 1).p() <= 0.05)
            .count();
    assertThat(fallen).isEqualTo(12);
  }

  private static final List<Integer> LOOKS = List.of(5, 6, 8);

  private static double[] flipped(double[] magnitudes, int flip) {
    return IntStream.range(0, magnitudes.length)
        .mapToDouble(i -> (flip >> i & 1) == 0 ? magnitudes[i] : -magnitudes[i])
        .toArray();
  }

  @Property(tries = 300)
  void pOnlyFallsFromLookToLook(
      @ForAll @Size(10) List<@IntRange(min = -40, max = 60) Integer> drawn,
      @ForAll @IntRange(min = 0, max = 12) int infinite) {
    double[] differences = drawn.stream().mapToDouble(Integer::doubleValue).toArray();
    if (infinite < differences.length) {
      differences[infinite] *= INFINITE;
      differences[infinite] = Double.isNaN(differences[infinite]) ? 0 : differences[infinite];
    }
    List<Integer> looks = List.of(2, 4, 5, 8, 10);
    for (double rho : new double[] {0.5, 1, 3}) {
      double before = 1;
      for (int k = 0; k <= looks.size(); k++) {
        double p = SequentialSignFlip.test(differences, looks.subList(0, k), 10, rho).p();
        assertThat(p).isBetween(0.0, before);
        before = p;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, 0.7})
  void moreThanTwentyPairsAreSampled(double effect) {
    Random random = new Random(6);
    double[] differences =
        IntStream.range(0, 26).mapToDouble(i -> effect + random.nextGaussian()).toArray();
    double exact = SignFlip.p(differences);
    assertThat(p(differences, 26))
        .isBetween(roundedUp(exact - MONTE_CARLO), roundedUp(exact + MONTE_CARLO));
    List<Integer> looks = List.of(12, 18, 21, 26);
    double before = 1;
    for (int k = 1; k <= 4; k++) {
      double p = SequentialSignFlip.test(differences, looks.subList(0, k), 26, 1).p();
      assertThat(p).isLessThanOrEqualTo(before);
      before = p;
    }
  }
}
