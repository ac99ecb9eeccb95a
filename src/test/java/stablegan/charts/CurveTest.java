package stablegan.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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

  /** One deviation of 0 and 8 is 5.7; of 0, 0, 0, 8 it is 4. */
  @Test
  void bandEndsWhereTheRunsEnd() {
    Curve two = Curve.meanOf("SN", new double[] {0}, List.of(new double[] {0}, new double[] {8}));
    assertThat(two.lower()).containsExactly(0.0);
    assertThat(two.upper()).containsExactly(8.0);
    double[] none = {0};
    Curve skewed = Curve.meanOf("SN", none, List.of(none, none, none, new double[] {8}));
    assertThat(skewed.lower()).containsExactly(0.0);
    assertThat(skewed.upper().get(0)).isCloseTo(2 + 4, within(ROUNDING));
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

  @Test
  void anEllipsesHalfAxesAreTheSingularValues() {
    // of [[3, 0], [4, 5]]: √45 and √5
    Curve ellipse = Curve.ellipse("W", new double[][] {{3, 0}, {4, 5}});
    double[] distances =
        IntStream.range(0, ellipse.x().size())
            .mapToDouble(i -> Math.hypot(ellipse.x().get(i), ellipse.y().get(i)))
            .toArray();
    // 240 points: the axes are missed by an angle of 0.013 at most, whose square counts
    assertThat(DoubleStream.of(distances).max().orElseThrow())
        .isCloseTo(Math.sqrt(45), within(1e-3));
    assertThat(DoubleStream.of(distances).min().orElseThrow())
        .isCloseTo(Math.sqrt(5), within(2e-3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Curve.ellipse("W", new double[][] {{1, 2, 3}}))
        .withMessageContaining("[[1.0, 2.0, 3.0]]");
  }

  @Test
  void curvesOfFunctionsAndOfListsAreThoseOfTheirValues() {
    assertThat(Curve.of("f", new double[] {1, 2, 3}, x -> x * x).y())
        .containsExactly(1.0, 4.0, 9.0);
    Curve series = Curve.of("s", List.of(0L, 10L, 20L), List.of(1.0, 2.0, 4.0));
    assertThat(series.x()).containsExactly(0.0, 10.0, 20.0);
    assertThat(series.meanFrom(0)).isEqualTo(7.0 / 3);
    assertThat(series.meanFrom(0.5)).isEqualTo(3);
    assertThat(series.meanFrom(2)).isNaN();
  }
}
