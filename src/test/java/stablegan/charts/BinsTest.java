package stablegan.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BinsTest {

  /** Sums of at most 50 shares in float64. */
  private static final double ROUNDING = 1e-12;

  @Test
  void edgesAreRoundNumbers() {
    Bins bins = Bins.of(new double[] {-0.93, 4.07}, 10);
    assertThat(bins.from()).isEqualTo(-1);
    assertThat(bins.width()).isEqualTo(0.5);
    assertThat(bins.count()).isEqualTo(11);
  }

  @Property
  void sharesOfOneSetSumToOne(
      @ForAll @Size(min = 1, max = 50) double @DoubleRange(min = -1e6, max = 1e6) [] values,
      @ForAll @IntRange(min = 1, max = 40) int wanted) {
    Bins bins = Bins.of(values, wanted);
    assertThat(Arrays.stream(bins.shares(values)).sum()).isCloseTo(1, within(ROUNDING));
    assertThat(bins.outlineX()).hasSameSizeAs(bins.outlineY(values));
  }

  @Test
  void equalValuesFillOneBin() {
    Bins bins = Bins.of(new double[] {2, 2, 2}, 10);
    assertThat(bins.shares(2, 2, 2)).containsExactly(1);
    assertThat(bins.outlineY(2)).containsExactly(0, 1, 1, 0);
  }
}
