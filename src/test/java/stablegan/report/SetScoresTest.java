package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import stablegan.data.ImageSet;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import tech.tablesaw.api.Table;

class SetScoresTest {

  private static final Features REAL = features(0);

  /** How far the means are apart, and the negative of that. */
  private static final List<Metric> METRICS =
      List.of(
          Metrics.of("far", true, (real, fake) -> fake.mean()[0] - real.mean()[0]),
          Metrics.of("near", false, (real, fake) -> real.mean()[0] - fake.mean()[0]));

  private static Features features(float... values) {
    return FakeFeatures.of(values, 1);
  }

  private static Map<String, Features> sets() {
    Map<String, Features> sets = new LinkedHashMap<>();
    sets.put("real", features(0));
    sets.put("blurred", features(2));
    sets.put("noisy", features(1));
    sets.put("collapsed", features(2));
    return sets;
  }

  @Test
  void aScoreThatIsThereTwiceIsRefused() {
    List<Metric> twice = List.of(METRICS.get(0), METRICS.get(1), METRICS.get(0));
    assertThatThrownBy(() -> SetScores.of(REAL, sets(), twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[far, near, far]: leave out what is twice");
  }

  @Test
  void eachSetHasALineAndEachScoreAColumn() {
    List<Integer> told = new ArrayList<>();
    Table table = SetScores.of(REAL, sets(), METRICS, told::add).table("set");
    assertThat(table.columnNames()).containsExactly("set", "far(none)", "near(none)");
    assertThat(table.stringColumn("set").asList())
        .containsExactly("real", "blurred", "noisy", "collapsed");
    assertThat(table.doubleColumn("far(none)").asList()).containsExactly(0.0, 2.0, 1.0, 2.0);
    assertThat(told).containsExactly(1, 2, 3, 4);
  }

  @Test
  void anOrderTellsItsExceptionsWhicheverWayIsBetter() {
    Table order =
        SetScores.of(REAL, sets(), METRICS)
            .order(List.of("real", "blurred", "noisy", "collapsed", "blurred"));
    assertThat(Tables.text(order, "steps in the right order", 0)).isEqualTo("2 of 4");
    assertThat(order.column(order.columnCount() - 1).getString(0))
        .isEqualTo("noisy better than blurred; blurred as good as collapsed");
    assertThat(order.column(order.columnCount() - 1).getString(1))
        .isEqualTo("noisy better than blurred; blurred as good as collapsed");
  }

  @Test
  void severalReferencesAndChangesHaveALineEach() {
    Map<String, Features> references = new LinkedHashMap<>();
    references.put("test", features(0));
    references.put("train", features(3));
    SetScores scores = SetScores.ofReferences(references, features(5), METRICS);
    assertThat(scores.score("test", "far(none)").value()).isEqualTo(5);
    assertThat(scores.score("train", "near(none)").value()).isEqualTo(-2);
    Map<String, Score> protocols = new LinkedHashMap<>();
    protocols.put("against test", scores.score("test", "far(none)"));
    protocols.put("against train", scores.score("train", "far(none)"));
    Table changes = SetScores.changes("protocol", protocols);
    assertThat(changes.doubleColumn("value").asList()).containsExactly(5.0, 2.0);
    assertThat(changes.doubleColumn("change in %").asList()).containsExactly(0.0, -60.0);
    assertThatThrownBy(() -> scores.score("test", "FD"))
        .hasMessageContaining("no FD of \"test\", only [far(none), near(none)] of [test, train]");
  }

  @Test
  void aScoreOfPixelsIsOneColumnMore() {
    ImageSet image = ImageSet.of("grey", "test", 1, 1, 1, new byte[3]);
    Map<String, ImageSet> images = new LinkedHashMap<>();
    sets().keySet().forEach(name -> images.put(name, image.head(1)));
    images.put("noisy", image);
    Protocol protocol =
        new Protocol("pixels", "none", "none", 0, "none", "", 1, "count", OptionalLong.empty());
    SetScores scores = SetScores.of(REAL, sets(), METRICS);
    Table table =
        scores
            .with(
                images,
                set -> new Score(Score.Kind.MS_SSIM, "MS-SSIM", set.size(), Double.NaN, protocol))
            .table("set");
    assertThat(table.doubleColumn("MS-SSIM").asList()).containsExactly(1.0, 1.0, 3.0, 1.0);
    assertThatThrownBy(() -> scores.with(Map.of("real", image), set -> null))
        .hasMessageContaining("give the images of each set");
  }

  @Test
  void setsOfDifferentScoresAreRefused() {
    List<Score> one = SetScores.of(REAL, sets(), METRICS.subList(0, 1)).sets().get("real");
    List<Score> two = SetScores.of(REAL, sets(), METRICS).sets().get("real");
    assertThatThrownBy(() -> new SetScores(Map.of("a", one, "b", two)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SetScores(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fewerAndMoreImagesAreScoredFromTheFirstOn() {
    List<Metric> metrics = List.of(METRICS.get(0), Metrics.kernelInterval());
    Features real = FakeFeatures.normal("real", 40, 2, 0, 1, 1);
    Features fake = FakeFeatures.normal("fake", 40, 2, 0, 1, 2);
    SampleSizes sizes = SampleSizes.of(real, fake, List.of(20, 25, 40), metrics, done -> {});
    Table table = sizes.table();
    Score interval = Metrics.kernelInterval().score(real, fake.head(25));
    assertThat(table.columnNames())
        .containsExactly("images", "far(none)", "KID(none)", "KID(none) ±");
    assertThat(table.doubleColumn("far(none)").get(0))
        .isEqualTo(fake.head(20).mean()[0] - real.mean()[0]);
    assertThat(table.doubleColumn("KID(none)").get(1)).isEqualTo(interval.value());
    assertThat(table.doubleColumn("KID(none) ±").get(1)).isEqualTo(interval.spread());
    XYChart chart = sizes.chart("sizes", "KID", Score.Kind.KID);
    assertThat(chart.getSeriesMap().get("KID").getXData()).containsExactly(50, 40, 25);
    assertThatThrownBy(() -> sizes.chart("sizes", "FD", Score.Kind.FD))
        .hasMessageContaining("FD was not measured, only [far, KID]");
    assertThatThrownBy(() -> new SampleSizes(List.of(1), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
