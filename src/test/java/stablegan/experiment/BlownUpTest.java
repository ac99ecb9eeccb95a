package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.report.Comparison;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Plan;

/** Weights may be finite where images aren't: that is a row of the table, whoever notices first. */
class BlownUpTest {

  private static final ImageSet DATA = Images.fashionMnistT10k().head(64);
  private static final Method BASE =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).named("none");
  private static final List<Method> METHODS =
      List.of(
          BASE,
          BASE.named("WGAN, SGD").with(Losses.wasserstein()).with(Optimizers.sgd(1e6)),
          BASE.named("SN, Adam")
              .with(Normalizations.spectralNorm())
              .with(Optimizers.adam(1e10, 0.5, 0.999)),
          BASE.named("WGAN, Adam")
              .with(Losses.wasserstein())
              .with(Optimizers.adam(1e12, 0.5, 0.999)));

  private static Results run(Path folder, int steps, long lookEvery) {
    FeatureExtractor pixels = Extractors.pixels(8);
    Evaluation evaluation =
        Evaluation.of(pixels, Features.of(DATA.head(32), pixels), 20, Metrics.frechet());
    return Ablation.of(METHODS, DATA, evaluation)
        .seeds(0, 1)
        .plan(Plan.steps(steps))
        .monitor(evaluation, lookEvery)
        .runIn(folder);
  }

  @Test
  void itIsARowWithItsCauseAndStaysOne(@TempDir Path folder) {
    // few steps, so that scores at the end see it first in some; looks at each step in others
    for (int steps : new int[] {1, 2, 30}) {
      for (long every : new long[] {1, 100}) {
        Path place = folder.resolve(steps + "-" + every);
        Results results = run(place, steps, every);
        assertThat(results.cells("none")).allMatch(c -> c.outcome().isCompleted());
        for (Cell cell : results.cells()) {
          if (cell.outcome().kind() == Outcome.Kind.DIVERGED) {
            assertThat(cell.outcome().reason()).isNotEmpty();
          }
          assertThat(cell.scores().isEmpty() && cell.outcome().isCompleted()).isFalse();
        }
        Results again = run(place, steps, every);
        assertThat(again.cells())
            .extracting(Cell::outcome, Cell::scores)
            .isEqualTo(
                results.cells().stream()
                    .map(c -> org.assertj.core.groups.Tuple.tuple(c.outcome(), c.scores()))
                    .toList());
        assertThat(Comparison.of(results).summary().rowCount()).isEqualTo(METHODS.size() + 1);
        assertThat(Comparison.of(results).runs().rowCount()).isEqualTo(2 * METHODS.size());
      }
    }
    Path last = folder.resolve("30-1");
    ToDoubleFunction<Cell> slope = Slopes.of(run(last, 30, 1), last, 8).mean().number();
    assertThat(run(last, 30, 1).cells("none")).allMatch(c -> slope.applyAsDouble(c) > 0);
    assertThat(run(last, 30, 1).cells())
        .filteredOn(c -> c.scores().isEmpty())
        .isNotEmpty()
        .allMatch(c -> Double.isNaN(slope.applyAsDouble(c)));
    assertThat(run(last, 30, 1).cells())
        .filteredOn(c -> !c.method().equals("none"))
        .allMatch(c -> c.outcome().kind() == Outcome.Kind.DIVERGED);
  }
}
