package stablegan.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import stablegan.dirac.DiracGan;
import stablegan.loss.Losses;

class PlaneFigureTest {

  private static final double ROUNDING = 1e-9;

  @Test
  void arrowsOfTheWassersteinGanTurnClockwiseAroundTheOrigin() {
    XYChart chart =
        PlaneFigure.of(2)
            .portrait(
                "",
                DiracGan.of(Losses.wasserstein()),
                Curve.of("way", new double[] {1, 0}, new double[] {1, 1}));
    XYSeries arrows = chart.getSeriesMap().get("direction");
    double[] x = arrows.getXData();
    double[] y = arrows.getYData();
    // six points an arrow: tail, tip, side, tip, side, gap; none at the equilibrium
    assertThat(x).hasSize((17 * 17 - 1) * 6);
    for (int i = 0; i < x.length; i += 6) {
      double middleX = (x[i] + x[i + 1]) / 2;
      double middleY = (y[i] + y[i + 1]) / 2;
      double turn = middleX * (y[i + 1] - y[i]) - middleY * (x[i + 1] - x[i]);
      double length = Math.hypot(x[i + 1] - x[i], y[i + 1] - y[i]);
      assertThat(turn).isCloseTo(-length * Math.hypot(middleX, middleY), within(ROUNDING));
      assertThat(y[i + 5]).isNaN();
    }
  }

  @Test
  void aPortraitOfSoManyStepsHasTheWaysOfBothKindsOfSteps() {
    DiracGan gan = DiracGan.of(Losses.wasserstein());
    XYChart chart = PlaneFigure.of(2).portrait("", gan, 0.1, 20);
    assertThat(chart.getSeriesMap().get("simultaneous").getXData())
        .hasSize(21)
        .endsWith(gan.trajectory(1, 1, 0.1, 20).end().theta());
    assertThat(chart.getSeriesMap().get("alternating").getYData())
        .endsWith(gan.alternating(1, 1, 0.1, 20, 1).end().psi());
  }

  @Test
  void curvesAreNamedInTheSquare() {
    XYChart chart = PlaneFigure.of(2).curves("", Curve.of("a", 0.5, 1), Curve.of("b", 1, 0));
    assertThat(chart.getStyler().isLegendVisible()).isTrue();
    assertThat(chart.getStyler().getYAxisMin()).isEqualTo(-2);
    assertThat(chart.getSeriesMap().keySet()).containsExactly("a", "b");
  }

  /**
   * A circle is one: a unit is as many pixels, to one of them over the whole side, on both axes.
   */
  @Test
  void bothAxesHaveOneScale() {
    PlaneFigure plane = PlaneFigure.of(2).withSize(300);
    Curve cloud = Curve.of("fake", 1, 0);
    for (XYChart chart :
        List.of(
            plane.portrait("a title", DiracGan.of(Losses.hinge()), 0.1, 20),
            plane.curves("", cloud),
            plane.clouds("", Curve.of("modes", 1), cloud))) {
      Picture.of(chart);
      double across = chart.getScreenXFromChart(2) - chart.getScreenXFromChart(-2);
      double up = chart.getScreenYFromChart(-2) - chart.getScreenYFromChart(2);
      assertThat(across).isCloseTo(up, within(1.0));
      assertThat(Math.max(chart.getWidth(), chart.getHeight())).isEqualTo(300);
    }
  }

  @Test
  void cloudsKeepWhatLiesInThePlane() {
    Curve cloud = Curve.of("fake", new double[] {0, 3, 1, 0}, new double[] {0, 0, 1, -2.5});
    XYChart chart = PlaneFigure.of(2).clouds("", Curve.of("modes", 1), cloud);
    assertThat(chart.getSeriesMap().get("fake").getXData()).containsExactly(0, 1);
    assertThat(chart.getSeriesMap().get("modes").getMarkerColor()).isEqualTo(Theme.INK);
    assertThat(chart.getStyler().getXAxisMax()).isEqualTo(2);
    Curve outside = Curve.of("modes", new double[] {3}, new double[] {3});
    assertThat(PlaneFigure.of(2).clouds("", outside, cloud).getSeriesMap().keySet())
        .containsExactly("fake");
  }

  @Test
  void chartsBesideEachOtherShareOnePicture() {
    XYChart chart = PlaneFigure.of(1).withSize(200).clouds("", Curve.of("a", 0.1, 0.2));
    Picture picture = Picture.beside(List.of(chart, chart, chart), 2);
    assertThat(picture.width()).isEqualTo(2 * chart.getWidth());
    assertThat(picture.height()).isEqualTo(2 * chart.getHeight());
    assertThatIllegalArgumentException().isThrownBy(() -> Picture.beside(List.of(), 2));
  }

  @Test
  void anEmptyPlaneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlaneFigure.of(0))
        .withMessageContaining("extent");
  }
}
