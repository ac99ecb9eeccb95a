package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stablegan.data.ToyMixture;
import stablegan.experiment.CoverageLog;
import stablegan.loss.Losses;
import stablegan.metrics.ModeCoverage;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.TrainingData;
import tech.tablesaw.api.Table;

class CoverageReportTest {

  /** Wide modes, which even the untrained generator's samples reach. */
  private static final ToyMixture RING = ToyMixture.ring(8).withStd(0.5);

  private static final Method PLAIN =
      Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(2))).batch(8).named("none");
  private static final Method SN = PLAIN.named("SN").with(Normalizations.spectralNorm());

  private static Map<String, List<CoverageLog>> logs(List<Integer> told) {
    return CoverageLog.ofRuns(List.of(PLAIN, SN), RING, Plan.steps(4), 2, 2, told::add);
  }

  @Test
  void theRunsAreThoseOfTheMethodsAndSeeds() {
    List<Integer> told = new ArrayList<>();
    Map<String, List<CoverageLog>> logs = logs(told);
    assertThat(logs.keySet()).containsExactly("none", "SN");
    assertThat(told).containsExactly(1, 2, 3, 4);
    CoverageLog alone = CoverageLog.of(RING, 2, 2500);
    GanTrainer.of(SN)
        .threads(1)
        .listen(alone)
        .train(TrainingData.of(RING), Plan.steps(4), 1, Optional.empty())
        .close();
    assertThat(logs.get("SN").get(1).coverage()).isEqualTo(alone.coverage());
    assertThat(logs.get("SN").get(1).xs(4)).isEqualTo(alone.xs(4));
  }

  /** It ends before the others; the others' runs aren't lost for that. */
  @Test
  void aRunThatDivergedStaysAtItsLastLook() {
    Method wild =
        PLAIN.named("wild").with(Losses.leastSquares()).with(Optimizers.adam(1e18, 0.5, 0.9));
    Map<String, List<CoverageLog>> logs =
        CoverageLog.ofRuns(List.of(PLAIN, wild), RING, Plan.steps(20), 2, 1, done -> {});
    assertThat(logs.get("wild").get(0).coverage().lastKey()).isLessThan(20);
    CoverageReport report = CoverageReport.of(RING, logs);
    assertThat(report.table().rowCount()).isEqualTo(2);
    assertThat(report.curves()).isNotNull();
    Map<String, List<CoverageLog>> others =
        CoverageLog.ofRuns(List.of(SN), RING, Plan.steps(20), 4, 1, done -> {});
    Map<String, List<CoverageLog>> both = Map.of("none", logs.get("none"), "SN", others.get("SN"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoverageReport.of(RING, both))
        .withMessageContaining("those of SN are at [0, 4, 8, 12, 16, 20], others at [0, 2,");
  }

  /** Where no sample is good, shares of modes have no divergence. */
  @Test
  void aNumberThatNotAllRunsHaveSaysOfHowMany() {
    CoverageLog without = CoverageLog.of(ToyMixture.ring(8).withStd(1e-9), 2, 2500);
    CoverageLog with = CoverageLog.of(RING, 2, 2500);
    for (CoverageLog log : List.of(without, with)) {
      GanTrainer.of(PLAIN)
          .listen(log)
          .train(TrainingData.of(RING), Plan.steps(2), 0, Optional.empty())
          .close();
    }
    Table table = CoverageReport.of(RING, Map.of("none", List.of(without, with))).table();
    assertThat(Tables.text(table, "KL to equal shares, nats", 0)).endsWith(" (1 of 2)");
  }

  @Test
  void aLastLookAtTheEndIsAskedFor() {
    for (long every : new long[] {3, 0}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> CoverageLog.ofRuns(List.of(PLAIN), RING, Plan.steps(4), every, 1, done -> {}))
          .withMessage(
              "the last look is at the end: 4 steps must be a multiple of those between looks, not"
                  + " of "
                  + every);
    }
  }

  @Test
  void theTableHoldsTheEndsAndTheFewest() {
    Map<String, List<CoverageLog>> logs = logs(new ArrayList<>());
    Table table = CoverageReport.of(RING, logs).table();
    List<ModeCoverage> ends =
        logs.get("none").stream().map(log -> log.coverage().lastEntry().getValue()).toList();
    assertThat(ends).allMatch(end -> end.highQuality() > 0);
    assertThat(table.stringColumn("method").asList()).containsExactly("none", "SN");
    assertThat(table.stringColumn("modes covered at the end, by seed").get(0))
        .isEqualTo(ends.get(0).covered() + ", " + ends.get(1).covered());
    assertThat(table.doubleColumn("good samples, %").get(0))
        .isCloseTo(50 * (ends.get(0).highQuality() + ends.get(1).highQuality()), within(1e-9));
    double fewest =
        logs.get("none").stream()
            .mapToInt(log -> Math.min(covered(log, 2), covered(log, 4)))
            .average()
            .orElseThrow();
    assertThat(table.doubleColumn("fewest in the second half").get(0)).isEqualTo(fewest);
  }

  private static int covered(CoverageLog log, long step) {
    return log.coverage().get(step).covered();
  }

  @Test
  void picturesHaveACellForEachMethodAndStep() {
    CoverageReport report = CoverageReport.of(RING, logs(new ArrayList<>()));
    assertThat(report.snapshots(0, 2, 4).width()).isBetween(3 * 200, 3 * 240);
    assertThat(report.snapshots(0, 2, 4).height()).isEqualTo(2 * 240);
    assertThat(report.curves().height()).isEqualTo(340);
  }

  @Test
  void logsOfOtherStepsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoverageReport.of(RING, Map.of("SN", List.of())))
        .withMessageContaining("SN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoverageLog.ofRuns(List.of(PLAIN), RING, Plan.steps(4), 2, 0, done -> {}))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CoverageLog.ofRuns(
                    List.of(PLAIN, PLAIN.batch(5)), RING, Plan.steps(4), 2, 1, done -> {}))
        .withMessageContaining("two methods are named " + PLAIN.name());
  }
}
