package stablegan.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.w3c.dom.Document;

class FigureTest {

  private static final Figure FIGURE = Figure.of("FD", "steps", "FD(lite0)").withSize(400, 250);
  private static final double[] X = {0, 1, 2};

  @Test
  void svgHasTheCurvesInThePagesInk() throws Exception {
    String svg =
        Figure.of("Loss <D>", "steps", "")
            .withSize(400, 200)
            .with(Palette.of("SN", "GP"))
            .svg(
                List.of(
                    Curve.of("SN", new double[] {0, 50, 100}, new double[] {0, 2, 1}),
                    Curve.of("GP", new double[] {0, 50, 100}, new double[] {1, Double.NaN, 1}),
                    Curve.of("SN", new double[] {0, 100}, new double[] {2, 2})));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getAttribute("aria-label")).isEqualTo("Loss <D>");
    // the plot is 54 to 388 wide and 162 to 26 high
    assertThat(svg)
        .contains("d=\"M54 162h0L221 26L388 94\" fill=\"none\" stroke=\"#0072b2\"")
        .contains("d=\"M54 94h0M388 94h0\" fill=\"none\" stroke=\"#d55e00\"")
        .contains("d=\"M54 26h0L388 26\" fill=\"none\" stroke=\"#0072b2\"")
        .doesNotContain("white", "#fff");
    assertThat(svg.split(">SN</text>", -1)).as("one entry a name").hasSize(2);
  }

  @Test
  void svgOfALongRunStaysSmall() {
    double[] y = new double[100_000];
    Arrays.setAll(y, i -> Math.exp(i / 10_000.0));
    String svg = Figure.of("Loss", "steps", "").withLogY().svg(List.of(Curve.of("SN", y)));
    assertThat(svg.length()).isLessThan(4_000);
    assertThat(svg).contains(">1</text>", ">100</text>", ">10,000</text>");
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void svgOfNeighbouringDoublesHasRoomAroundThem() {
    for (Figure figure : List.of(FIGURE, FIGURE.withLogY())) {
      assertThat(figure.svg(List.of(Curve.of("SN", 1, 1e308, Double.MIN_VALUE, 2))))
          .doesNotContain("NaN");
      assertThat(figure.svg(List.of(Curve.of("SN", 1, Math.nextUp(1.0)))))
          .doesNotContain("NaN")
          .contains(">1</text>");
      assertThat(figure.svg(List.of(Curve.of("SN", 3, Math.nextDown(3.0))))).doesNotContain("NaN");
    }
  }

  @Test
  void linesAreDrawnInThePalettesColours() {
    Palette palette = Palette.of("none", "SN");
    XYChart chart = FIGURE.with(palette).lines(Curve.of("SN", X, new double[] {3, 2, 1}));
    assertThat(chart.getSeriesMap().get("SN").getLineColor()).isEqualTo(palette.color("SN"));
    Set<Integer> colours = colours(Picture.of(chart).image());
    assertThat(colours).contains(palette.color("SN").getRGB());
    assertThat(colours).doesNotContain(palette.color("none").getRGB());
  }

  @Test
  void bandIsDrawnBehindTheLineAndNotInTheLegend() {
    XYChart chart =
        FIGURE.lines(
            Curve.of("SN", X, new double[] {3, 2, 1})
                .withBand(new double[] {2, 1, 0}, new double[] {4, 3, 2}));
    List<XYSeries> series = List.copyOf(chart.getSeriesMap().values());
    assertThat(series).hasSize(2);
    assertThat(series.get(0).isShowInLegend()).isFalse();
    assertThat(series.get(0).getYData()).containsExactly(4, 3, 2, 0, 1, 2);
    assertThat(series.get(1).getName()).isEqualTo("SN");
  }

  @Test
  void gapsAreNotDrawnOver() {
    XYChart chart = FIGURE.lines(Curve.of("SN", X, new double[] {3, Double.NaN, 1}));
    assertThat(chart.getSeriesMap().get("SN").getYData()).containsExactly(3, Double.NaN, 1);
    assertThat(Picture.of(chart).width()).isEqualTo(400);
  }

  @Test
  void logarithmicAxesLeaveOutWhatTheyCannotShow() {
    Curve curve =
        Curve.of("SN", X, new double[] {100, 0, 1})
            .withBand(new double[] {50, -1, -1}, new double[] {200, 1, 2});
    XYChart chart = FIGURE.withLogY().lines(curve);
    assertThat(chart.getSeriesMap().get("SN").getYData()).containsExactly(100, Double.NaN, 1);
    assertThat(DoubleStream.of(chart.getSeriesMap().get("band of SN").getYData()))
        .allMatch(y -> y > 0);
    XYChart onX = FIGURE.withLogX().withLogY().lines(curve);
    assertThat(onX.getSeriesMap().get("SN").getXData()).containsExactly(1, 2);
    assertThat(Picture.of(onX).height()).isEqualTo(250);
  }

  @Test
  void curveThatDivergedAtOnceLeavesTheOthers() {
    XYChart chart =
        FIGURE.lines(
            Curve.of("none", X, new double[] {Double.NaN, Double.NaN, Double.NaN}),
            Curve.of("SN", X, new double[] {3, 2, 1}));
    assertThat(chart.getSeriesMap()).containsOnlyKeys("SN");
  }

  @Test
  void nothingToDrawIsAClearError() {
    assertThatThrownBy(() -> FIGURE.lines(Curve.of("none", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FD")
        .hasMessageContaining("no finite point");
    assertThatThrownBy(() -> FIGURE.bars(Figure.Bar.of("none", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FIGURE.histogram(Map.of("x", new double[0]), 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void barsHaveTheirNamesColoursAndMissingOnesLeaveAGap() {
    Palette palette = Palette.of("none", "SN", "GP");
    BufferedImage image =
        Picture.of(
                FIGURE
                    .with(palette)
                    .bars(
                        new Figure.Bar("none", 5, 1),
                        new Figure.Bar("SN", Double.NaN, 0),
                        Figure.Bar.of("GP", 2)))
            .image();
    Set<Integer> colours = colours(image);
    assertThat(colours).contains(palette.color("none").getRGB(), palette.color("GP").getRGB());
    assertThat(colours).doesNotContain(palette.color("SN").getRGB());
  }

  @Test
  void scatterTakesItsErrorBarsFromTheBand() {
    XYChart chart =
        FIGURE.scatter(
            Curve.of("SN", new double[] {1}, new double[] {10})
                .withBand(new double[] {8}, new double[] {12}));
    assertThat(chart.getSeriesMap().get("errors of SN").getYData())
        .containsExactly(8, 12, Double.NaN);
    assertThat(colours(Picture.of(chart).image())).contains(Palette.of("SN").color("SN").getRGB());
  }

  @Test
  void errorBarsEndWhereTheBandDoesAndAreCutWhereALogarithmicAxisHasNoPlace() {
    Curve curve =
        Curve.of("SN", X, new double[] {10, 5, Double.NaN})
            .withBand(new double[] {2, -1, 1}, new double[] {11, 20, 3});
    XYChart chart = FIGURE.scatter(curve);
    assertThat(chart.getSeriesMap().get("errors of SN").getXData())
        .containsExactly(0, 0, Double.NaN, 1, 1, Double.NaN);
    assertThat(chart.getSeriesMap().get("errors of SN").getYData())
        .containsExactly(2, 11, Double.NaN, -1, 20, Double.NaN);
    XYChart logarithmic = FIGURE.withLogY().scatter(curve);
    assertThat(logarithmic.getSeriesMap().get("errors of SN").getYData())
        .containsExactly(2, 11, Double.NaN, 1, 20, Double.NaN);
    assertThat(colours(Picture.of(logarithmic).image()))
        .contains(Palette.of("SN").color("SN").getRGB());
  }

  @Test
  void barsStandOnALogarithmicAxisFromThePowerOfTenBelowAllOn() {
    Palette palette = Palette.of("none", "SN", "GP");
    CategoryChart chart =
        FIGURE
            .with(palette)
            .withLogY()
            .bars(
                new Figure.Bar("none", 0.05, 0.01),
                new Figure.Bar("SN", 0, 1),
                new Figure.Bar("GP", 2, 3));
    assertThat(chart.getStyler().getYAxisMin()).isEqualTo(0.01);
    assertThat(chart.getStyler().getYAxisMax()).isEqualTo(5);
    BufferedImage image = Picture.of(chart).image();
    assertThat(colours(image))
        .contains(palette.color("none").getRGB(), palette.color("GP").getRGB())
        .doesNotContain(palette.color("SN").getRGB());
    double[][] errors = {{0.5, 0.04, 0.06}, {2.5, 0.01, 5}};
    for (double[] error : errors) {
      double height = chart.getScreenYFromChart(error[1]) - chart.getScreenYFromChart(error[2]);
      int column = (int) (2 * chart.getScreenXFromChart(error[0]));
      assertThat(
              IntStream.range(0, image.getHeight())
                  .filter(y -> image.getRGB(column, y) == Theme.INK.getRGB())
                  .count())
          .isCloseTo(Math.round(2 * height), within(4L));
    }
    assertThatThrownBy(() -> FIGURE.withLogY().bars(Figure.Bar.of("none", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no finite value");
  }

  @Test
  void heatMapLeavesMissingCellsWhite() {
    double[][] values = {{1, Double.NaN}, {2, 3}};
    BufferedImage image =
        Picture.of(FIGURE.heatMap(List.of("a", "b"), List.of("x", "y"), values)).image();
    assertThat(new Color(image.getRGB(image.getWidth() / 2, image.getHeight() - 120)))
        .isNotEqualTo(Color.WHITE);
    assertThatThrownBy(() -> FIGURE.heatMap(List.of("a"), List.of("x", "y"), values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 rows of 1 values");
  }

  @Test
  void heatMapWritesFourDigitsIntoItsCells() {
    assertThat(heatMap(1636.94583562, 0.0123456)).isEqualTo(heatMap(1637, 0.01235));
    assertThat(heatMap(1, 1.5e-8)).isNotEqualTo(heatMap(1, 2.5e-8));
    String image = heatMap(12.5, 1e9);
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(heatMap(12.5, 1e9)).isEqualTo(image);
    } finally {
      Locale.setDefault(usual);
    }
  }

  /** Of two cells, one as dark and one as light as it gets. */
  private static String heatMap(double a, double b) {
    double[][] values = {{a, b}};
    return Picture.of(FIGURE.heatMap(List.of("a", "b"), List.of("x"), values)).base64();
  }

  @Test
  void picturesAreTwiceAsFineAsThePage() {
    Picture picture = Picture.of(FIGURE.lines(Curve.of("SN", 1, 2)));
    assertThat(picture.image().getWidth()).isEqualTo(800);
    assertThat(picture.width()).isEqualTo(400);
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  @Test
  void equallySpacedPointsHaveNoLabelEachAndMoveByLessThanAPixel() {
    double[] x = IntStream.range(0, 2001).mapToDouble(i -> 0.05 * i).toArray();
    XYChart chart = Figure.of("", "time", "").lines(Curve.of("way", x, Math::sin));
    double[] drawn = chart.getSeriesMap().get("way").getXData();
    double pixel = 100.0 / 760;
    for (int i = 0; i < x.length; i++) {
      assertThat(drawn[i]).isCloseTo(x[i], within(pixel));
    }
    // XChart takes distances within 1e-4 of the first for equal, and labels such points one by one
    double first = drawn[1] - drawn[0];
    assertThat(IntStream.range(1, x.length).mapToDouble(i -> drawn[i] - drawn[i - 1]))
        .anyMatch(distance -> Math.abs(distance - first) > 1e-4);
    assertThat(
            Figure.of("", "", "")
                .lines(Curve.of("few", 1, 2, 3))
                .getSeriesMap()
                .get("few")
                .getXData())
        .containsExactly(0, 1, 2);
  }
}
