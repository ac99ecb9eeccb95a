package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ToyMixture;
import stablegan.metrics.Score;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import stablegan.training.Method;
import stablegan.training.Plan;

class MixtureAblationTest {

  private static final Method PLAIN =
      Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(4)).withGeneratorNorm(Normalizations.none()))
          .batch(8)
          .named("plain");

  private static final MixtureAblation ABLATION =
      MixtureAblation.of(
              List.of(PLAIN, PLAIN.named("SN").with(Normalizations.spectralNorm())),
              ToyMixture.ring(8),
              Plan.steps(20),
              0,
              1)
          .bar(Bar.of(MixtureAblation.GOOD, 0.8));

  private static List<List<Score>> scores(Results results) {
    return results.cells().stream().map(Cell::scores).toList();
  }

  @Test
  void theLastLookIsWithAllSeeds() {
    Looks looks = Looks.at(2, 3);
    assertThatThrownBy(() -> ABLATION.lookedAt(looks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the last look is with 3 seeds, but the comparison has 2");
    MixtureAblation falling =
        MixtureAblation.of(ABLATION.methods(), ABLATION.mixture(), ABLATION.plan(), 1, 0);
    assertThatThrownBy(() -> falling.lookedAt(Looks.at(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seeds that are looked at several times must ascend, not be [1, 0]");
  }

  @Test
  void whatItCannotRunIsRefusedBeforeAnythingIsTrained(@TempDir Path folder) {
    assertThatThrownBy(() -> ABLATION.bar(Bar.of("FD(lite0)", 3)))
        .hasMessage("the bar asks for FD(lite0), but the scores are [modes_covered, high_quality]");
    assertThatThrownBy(() -> ABLATION.runPart(List.of("plain", "Sn"), List.of(0L), folder, e -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no method is named \"Sn\"; there are [plain, SN]");
    assertThatThrownBy(() -> ABLATION.runPart(List.of("SN"), List.of(1L, 1L), folder, e -> {}))
        .hasMessageContaining("[1, 1]");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void itsPartsAreTheWholeAndAreReadBack(@TempDir Path folder) {
    Results whole = ABLATION.runIn(folder.resolve("whole"), ended -> {});
    Results second = ABLATION.runPart(List.of("SN"), List.of(1L), folder.resolve("b"), e -> {});
    assertThat(second.methods()).containsExactly("plain", "SN");
    assertThat(second.cells().get(0).scores()).isEqualTo(whole.cells("SN").get(1).scores());
    List<Integer> told = new ArrayList<>();
    assertThat(scores(ABLATION.runIn(folder.resolve("whole"), n -> told.add(n))))
        .isEqualTo(scores(whole));
    assertThat(told).containsExactly(whole.cells().size());
  }

  @Test
  void itsFolderIsReadWithNothingElse(@TempDir Path folder) {
    ABLATION.runPart(List.of("SN"), List.of(1L), folder, ended -> {});
    assertThat(Results.read(folder).cells()).extracting(Cell::method).containsExactly("SN");
    Results results = ABLATION.runIn(folder, ended -> {});
    Results read = Results.read(folder);
    assertThat(read.setup()).isEqualTo(results.setup());
    assertThat(read.floor()).isEqualTo(results.floor());
    assertThat(scores(read)).isEqualTo(scores(results));
    for (int i = 0; i < read.cells().size(); i++) {
      Cell cell = read.cells().get(i);
      assertThat(cell.history().toCsv()).isEqualTo(results.cells().get(i).history().toCsv());
      assertThat(cell.provenance()).isEqualTo(results.cells().get(i).provenance());
      assertThat(cell.samples().byStep()).isEmpty();
    }
    assertThat(Results.unfinished(folder)).isEmpty();
  }

  @Test
  void scoresAreTheLastLooksAndTheMixtureIsTheFloor(@TempDir Path folder) {
    Results results = ABLATION.runIn(folder, ended -> {});
    for (Cell cell : results.cells()) {
      assertThat(cell.score(MixtureAblation.MODES).orElseThrow().value())
          .isEqualTo(cell.history().series(MixtureAblation.MODES).last());
      assertThat(cell.history().series(MixtureAblation.GOOD).steps()).contains(0L, 20L);
    }
    assertThat(results.floor().get(0).value()).isEqualTo(8);
    // of a Gaussian's samples 1 - exp(-9/2) lie within three deviations; 2,500 scatter by 0.002
    assertThat(results.floor().get(1).value()).isBetween(0.98, 0.998);
    assertThat(results.setup().bar().orElseThrow().isReached(results)).isFalse();
  }

  @Test
  void looksEndWithThePlan() {
    assertThatThrownBy(
            () ->
                new MixtureAblation(
                    ABLATION.methods(),
                    ABLATION.mixture(),
                    ABLATION.seeds(),
                    Plan.steps(20),
                    7,
                    ABLATION.bar(),
                    ABLATION.looks()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("every 7 of 20 steps");
  }
}
