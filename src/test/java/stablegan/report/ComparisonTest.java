package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.experiment.Ablation;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.training.Method;
import stablegan.training.Plan;

class ComparisonTest {

  private static final ImageSet DATA = Images.fashionMnistT10k().head(40);

  @TempDir private Path folder;

  private Comparison scored(int reference, int generated) {
    Method method = Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).named("none");
    try (FeatureExtractor extractor = Extractors.lite0(96)) {
      Evaluation evaluation =
          Evaluation.of(
              extractor,
              Features.of(DATA.head(reference), extractor),
              generated,
              Metrics.frechet());
      Results results =
          Ablation.of(List.of(method), DATA, evaluation)
              .seeds(0)
              .plan(Plan.steps(2))
              .monitor(evaluation, 1)
              .runIn(folder.resolve("runs"));
      return Comparison.of(results);
    }
  }

  @Test
  void whatRealImagesScoreStandsInEveryTableTextAndPage() throws IOException {
    Comparison comparison = scored(16, 12);
    assertThat(comparison.summary().stringColumn("method").asList())
        .containsExactly("real images", "none");
    assertThat(comparison.inWords("FD(lite0)").get(0)).contains("real images score");
    assertThat(comparison.provenance().get("FD(lite0) of real images"))
        .contains("n_real=16", "n_fake=12");
    Path page = comparison.export(folder.resolve("report"), "Title", List.of("FD(lite0)"));
    assertThat(Files.readString(page)).contains(">real images<", "FD(lite0) of real images");
    assertThat(Files.readString(folder.resolve("report/results.md"))).contains("real images");
  }

  @Test
  void aReportIsAddedTo() {
    Comparison comparison = scored(16, 12);
    HtmlReport report = comparison.report("Title", "FD(lite0)", "d_loss");
    HtmlReport longer =
        report
            .section("More")
            .paragraph("a < b")
            .table(comparison.speed("FD(lite0)", 0))
            .chart(comparison.curve("g_loss"));
    assertThat(longer.sections())
        .containsExactly("Result", "Samples", "Training", "Runs", "Provenance", "More");
    assertThat(longer.html())
        .contains("d_loss over generator steps", "a &lt; b", "<figcaption>g_loss</figcaption>")
        .startsWith(report.html().substring(0, report.html().indexOf("<nav>")));
    assertThat(report.sections()).doesNotContain("More");
    assertThatThrownBy(() -> comparison.report("Title", "FD(lite0)", "no series"))
        .hasMessageContaining("\"no series\"");
    assertThatThrownBy(() -> comparison.report("Title", "d_loss"))
        .hasMessageContaining("d_loss is measured neither");
  }

  @Test
  void aFloorOfFewerImagesSaysSo() {
    assertThat(scored(32, 12).summary().stringColumn("method").get(0))
        .isEqualTo("real images (16 against 16)");
  }
}
