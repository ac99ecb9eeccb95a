package stablegan.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RankAgreementTest {

  private static final double ROUNDING = 1e-12;
  private static final double FIRST = 2 / 120.0;
  private static final double[] FIVE = {1, 2, 3, 4, 5};

  /** Kendall 1938, table of the distribution for five things: 1, 4, 9, 15, 20, 22, … of 120. */
  @Test
  void theDistributionForFiveThings() {
    assertThat(RankAgreement.of(FIVE, FIVE))
        .isEqualTo(new RankAgreement(10, 0, 10, 2 * 1 / 120.0, FIRST));
    assertThat(RankAgreement.of(FIVE, new double[] {2, 1, 3, 4, 5}))
        .isEqualTo(new RankAgreement(9, 1, 10, 2 * (1 + 4) / 120.0, FIRST));
    assertThat(RankAgreement.of(FIVE, new double[] {2, 1, 3, 5, 4}))
        .isEqualTo(new RankAgreement(8, 2, 10, 2 * (1 + 4 + 9) / 120.0, FIRST));
    RankAgreement reversed = RankAgreement.of(FIVE, new double[] {5, 4, 3, 2, 1});
    assertThat(reversed.tau()).isEqualTo(-1);
    assertThat(reversed.p()).isEqualTo(FIRST);
  }

  @Test
  void equalNumbersCountForNeitherSideAndInfinityIsTheLargest() {
    double[] diverged = {1, 1, Double.POSITIVE_INFINITY};
    RankAgreement agreement = RankAgreement.of(new double[] {1, 2, 3}, diverged);
    assertThat(agreement.agreeing()).isEqualTo(2);
    assertThat(agreement.opposed()).isZero();
    // the tied pair first, last or in the middle: two of three orders are as extreme
    assertThat(agreement.p()).isCloseTo(2 / 3.0, within(ROUNDING));
    assertThat(agreement.smallestP()).as("none says more").isEqualTo(agreement.p());
    // one thing of seven stands out in both: it is the first in one of seven orders
    double[] first = {1, 2, 2, 2, 2, 2, 2};
    RankAgreement alike = RankAgreement.of(first, first);
    assertThat(alike.p()).isCloseTo(1 / 7.0, within(ROUNDING)).isEqualTo(alike.smallestP());
  }

  /** Three numbers, each of which stands for two things, have six orders, not 720. */
  @Test
  void numbersThatStandForSeveralThingsCountOnce() {
    double[] first = {1, 1.5, 2, 2.5, 3, 3.5};
    double[] second = {10, 10, 20, 20, 30, 30};
    RankAgreement agreement = RankAgreement.of(first, second, 0, 0, 1, 1, 2, 2);
    assertThat(agreement.agreeing()).isEqualTo(12);
    assertThat(agreement.p()).isCloseTo(2 / 6.0, within(ROUNDING));
    assertThat(agreement.smallestP()).isCloseTo(2 / 6.0, within(ROUNDING));
    assertThat(RankAgreement.of(FIVE, FIVE, 0, 1, 2, 3, 4)).isEqualTo(RankAgreement.of(FIVE, FIVE));
  }

  @Test
  void zeroAndMinusZeroAreEqual() {
    RankAgreement agreement = RankAgreement.of(new double[] {1, 2}, new double[] {-0.0, 0.0});
    assertThat(agreement).isEqualTo(new RankAgreement(0, 0, 1, 1, 1));
  }

  @Property(tries = 50)
  void reversingOneSeriesSwapsAgreementAndOppositionAndKeepsP(
      @ForAll @Size(5) List<@IntRange(min = -3, max = 3) Integer> drawn) {
    double[] values = drawn.stream().mapToDouble(Integer::doubleValue).toArray();
    double[] reversed = Arrays.stream(values).map(v -> -v).toArray();
    RankAgreement forwards = RankAgreement.of(FIVE, values);
    RankAgreement backwards = RankAgreement.of(FIVE, reversed);
    assertThat(backwards.agreeing()).isEqualTo(forwards.opposed());
    assertThat(backwards.opposed()).isEqualTo(forwards.agreeing());
    assertThat(backwards.p()).isEqualTo(forwards.p());
  }

  @Test
  void tooManyThingsAndNoNumbersAreRefused() {
    assertThatThrownBy(() -> RankAgreement.of(new double[10], new double[10]))
        .hasMessageContaining("2 to 9");
    assertThatThrownBy(() -> RankAgreement.of(FIVE, new double[] {1, 2, 3, 4, Double.NaN}))
        .hasMessageContaining("NaN");
  }
}
