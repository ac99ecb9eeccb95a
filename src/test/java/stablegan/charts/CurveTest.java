package stablegan.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

  /** A few roundings of float64 near 10. */
  private static final double ROUNDING = 1e-12;

  @Test
  void bandIsOneSampleDeviationAroundTheMean() {
    Curve curve =
        Curve.meanOf(
            "SN",
            new double[] {0},
            List.of(new double[] {8}, new double[] {10}, new double[] {12}));
    assertThat(curve.y().get(0)).isCloseTo(10, within(ROUNDING));
    assertThat(curve.lower().get(0)).isCloseTo(8, within(ROUNDING));
    assertThat(curve.upper().get(0)).isCloseTo(12, within(ROUNDING));
  }

  @Test
  void singleRunHasNoBand() {
    assertThat(Curve.meanOf("SN", new double[] {0, 1}, List.of(new double[] {3, 4})).lower())
        .isEmpty();
  }

  @Test
  void meanEndsWhereARunDiverged() {
    Curve curve =
        Curve.meanOf(
            "none",
            new double[] {0, 1},
            List.of(new double[] {3, Double.NaN}, new double[] {5, 1}));
    assertThat(curve.y()).containsExactly(4.0, Double.NaN);
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> Curve.of("SN", new double[] {1, 2}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x and 1 y");
    assertThatThrownBy(() -> Curve.of("SN", 1, 2).withBand(new double[] {1}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("band");
  }
}
