package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import stablegan.experiment.Claim;
import stablegan.experiment.MadeUpResults;
import stablegan.experiment.Results;
import stablegan.training.Method;
import tech.tablesaw.api.Table;

class SensitivityTest {

  private static final double NAN = Double.NaN;

  /** Seeds differ by 10 under each method. */
  private static final Results CHOSEN =
      new MadeUpResults()
          .with("none", 50, 60, 55)
          .with("SN", 40, 50, 45)
          .with("GP", 60, 65, 70)
          .with("decay", 50, 55, 60)
          .with("rate", 50, 55, 60)
          .results();

  private static final Results SWEPT =
      new MadeUpResults()
          .with("SN, weak", 45)
          .with("SN, strong", 47)
          .with("GP, weak", 81)
          .with("GP, strong", 61)
          .with("decay, weak", 65)
          .with("decay, strong", 52)
          .with("rate, weak", 52)
          .with("rate, strong", NAN)
          .results();

  private static List<Method> both(String method) {
    return List.of(
        MadeUpResults.method(method + ", weak"), MadeUpResults.method(method + ", strong"));
  }

  private static final Sensitivity SENSITIVITY =
      Sensitivity.of(
          CHOSEN,
          SWEPT,
          MadeUpResults.FD,
          Map.of("rate", both("rate"), "GP", both("GP"), "SN", both("SN"), "decay", both("decay")));

  @Test
  void settingsAreComparedWithWhatSeedsDo() {
    Table table = SENSITIVITY.table();
    assertThat(table.stringColumn("method").asList()).containsExactly("SN", "GP", "decay", "rate");
    assertThat(table.doubleColumn("FD, weaker").asList()).containsExactly(45.0, 81.0, 65.0, 52.0);
    assertThat(table.doubleColumn("as chosen").asList()).containsExactly(40.0, 60.0, 50.0, 50.0);
    assertThat(table.doubleColumn("range of settings").asList())
        .containsExactly(7.0, 21.0, 15.0, Double.POSITIVE_INFINITY);
    assertThat(table.doubleColumn("range of seeds").asList()).containsOnly(10.0);
    assertThat(table.stringColumn("needs tuning").asList())
        .containsExactly("doesn't hold", "holds", "can't tell", "holds");
    assertThat(SENSITIVITY.found().said().get(1))
        .isEqualTo(new Verdicts.Said("GP", false, "needs tuning", Claim.Finding.HOLDS));
  }

  @Test
  void theLineHasAGapWhereARunDiverged() {
    XYChart chart = SENSITIVITY.chart();
    assertThat(chart.getSeriesMap().get("GP").getYData()).containsExactly(81, 60, 61);
    assertThat(chart.getSeriesMap().get("rate").getYData()).containsExactly(52, 50, NAN);
  }

  /** What has no range of seeds says nothing of how much seeds differ. */
  @Test
  void methodsThatDivergedLeaveTheOthersJudged() {
    Results chosen =
        new MadeUpResults()
            .with("none", 50, 60, 55)
            .with("GP", 60, 65, 70)
            .with("wild", NAN, NAN, NAN)
            .results();
    Results swept =
        new MadeUpResults()
            .with("GP, weak", 81)
            .with("GP, strong", 61)
            .with("wild, weak", NAN)
            .with("wild, strong", NAN)
            .results();
    Sensitivity sensitivity =
        Sensitivity.of(
            chosen, swept, MadeUpResults.FD, Map.of("GP", both("GP"), "wild", both("wild")));
    assertThat(sensitivity.table().stringColumn("needs tuning").asList())
        .containsExactly("holds", "can't tell");
  }

  @Test
  void oneSeedLeavesItOpen() {
    Results one = new MadeUpResults().with("none", 50).with("GP", 60).results();
    Sensitivity sensitivity =
        Sensitivity.of(one, SWEPT, MadeUpResults.FD, Map.of("GP", both("GP")));
    assertThat(sensitivity.found().said().get(0).finding()).isEqualTo(Claim.Finding.OPEN);
  }

  /** What differs besides would be taken for what a setting does. */
  @Test
  void settingsThatWereMeasuredOtherwiseAreRefused() {
    Map<String, List<Method>> settings = Map.of("GP", both("GP"));
    assertThatThrownBy(() -> Sensitivity.of(CHOSEN, SWEPT, "KID", settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "KID is no score of both: the comparison has [FD], the other settings have [FD]");
    Results.Setup of = SWEPT.setup();
    Results.Setup shorter =
        new Results.Setup(
            "black train",
            of.dataHash(),
            of.methods(),
            of.steps() - 1,
            of.lookEvery(),
            of.generated(),
            of.monitored(),
            of.during(),
            of.bar(),
            of.looks());
    Results other = new Results(shorter, SWEPT.cells(), SWEPT.floor(), Optional.empty());
    assertThatThrownBy(() -> Sensitivity.of(CHOSEN, other, MadeUpResults.FD, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the other settings were measured otherwise than the comparison:")
        .hasMessageContaining("steps are 99, not 100")
        .hasMessageContaining("data is black train ");
  }

  @Test
  void settingsOfNoMethodAndSingleOnesAreTold() {
    assertThatThrownBy(
            () -> Sensitivity.of(CHOSEN, SWEPT, MadeUpResults.FD, Map.of("R1", both("SN"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("R1 needs a weaker and a stronger setting")
        .hasMessageContaining("[none, SN, GP, decay, rate]");
    assertThatThrownBy(
            () ->
                Sensitivity.of(
                    CHOSEN, SWEPT, MadeUpResults.FD, Map.of("SN", both("SN").subList(0, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not [SN, weak]");
  }
}
