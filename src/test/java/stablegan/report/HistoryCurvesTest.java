package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stablegan.charts.Curve;
import stablegan.data.ToyMixture;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.notebook.Progress;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.TrainingData;

class HistoryCurvesTest {

  private static final Method METHOD =
      Method.of(Gan.of(Mlp.of(4, 1), Latent.normal(2))).batch(4).named("tiny");
  private static final TrainingData DATA = TrainingData.of(ToyMixture.ring(8));
  private static final Plan PLAN = Plan.steps(3).recordEvery(1);

  @Test
  void theCurvesAreTheSeriesOfTheRuns() {
    try (Run run = Progress.train(METHOD, DATA, PLAN, 1)) {
      List<Double> loss = run.history().series("d_loss").values();
      Curve curve = HistoryCurves.of(List.of(run), "d_loss").get(0);
      assertThat(curve.name()).isEqualTo("tiny");
      assertThat(curve.x()).containsExactly(1.0, 2.0, 3.0);
      assertThat(curve.y()).isEqualTo(loss);
      assertThat(HistoryCurves.of(List.of(run), "d_accuracy", "d_loss").get(0).x())
          .isEqualTo(run.history().series("d_accuracy").values());
      assertThat(HistoryCurves.of(run, "d_loss", "mine"))
          .isEqualTo(Curve.of("mine", curve.x(), loss));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HistoryCurves.of(List.of(run), "sigma_max"))
          .withMessageContaining("sigma_max")
          .withMessageContaining("d_loss");
      run.history().add(0, "early", 1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HistoryCurves.of(List.of(run), "early", "d_loss"))
          .withMessageContaining("measured at other steps")
          .withMessageContaining("[0] and [1, 2, 3]");
    }
  }

  @Test
  void aRunWithALineIsTheSameRun() {
    try (Run shown = Progress.train(METHOD, DATA, PLAN, 5);
        Run alone = GanTrainer.of(METHOD).train(DATA, PLAN, 5, Optional.empty())) {
      for (String series : List.of("d_loss", "g_loss", "d_update", "g_update")) {
        assertThat(shown.history().series(series)).isEqualTo(alone.history().series(series));
      }
      assertThat(shown.outcome().isCompleted()).isTrue();
    }
  }
}
