package stablegan.experiment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.engine.EngineThreads;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.metrics.Score;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.training.GanTrainer;
import stablegan.training.History;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;

class AblationTest {

  private static final ImageSet DATA = Images.fashionMnistT10k().head(64);
  private static final Method BASE =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).named("none");
  private static FeatureExtractor extractor;
  private static Evaluation evaluation;

  @BeforeAll
  static void extract() {
    extractor = Extractors.lite0(96);
    evaluation =
        Evaluation.of(
            extractor,
            Features.of(DATA.head(16), extractor),
            12,
            Metrics.frechet(),
            Metrics.kernel());
  }

  @AfterAll
  static void close() {
    extractor.close();
  }

  private static Ablation ablation(Method... methods) {
    return Ablation.of(List.of(methods), DATA, evaluation).seeds(0, 1).plan(Plan.steps(3));
  }

  @Test
  void finishedCellsAreReadBackWithTheSameNumbers(@TempDir Path folder) {
    Ablation ablation =
        ablation(BASE, BASE.named("SN").with(Normalizations.spectralNorm())).monitor(evaluation, 2);
    Results first = ablation.runIn(folder);
    List<Ablation.Progress> made = new ArrayList<>();
    Results again = ablation.runIn(folder, made::add);
    assertThat(made).extracting(Ablation.Progress::done).hasSize(4).isSorted().endsWith(1.0);
    assertThat(made).extracting(Ablation.Progress::how).containsOnly("read back");
    assertThat(made.get(3).history().toCsv()).isEqualTo(first.cells().get(3).history().toCsv());
    assertThat(again.cells()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      Cell cell = again.cells().get(i);
      assertThat(cell.scores()).isEqualTo(first.cells().get(i).scores());
      assertThat(cell.history().toCsv()).isEqualTo(first.cells().get(i).history().toCsv());
      assertThat(cell.samples().last().contentHash())
          .isEqualTo(first.cells().get(i).samples().last().contentHash());
      assertThat(cell.provenance()).containsKeys("DJL", "processor", "engine threads");
      assertThat(cell.samples().byStep()).containsOnlyKeys(0L, 2L);
      assertThat(cell.history().series("FD(lite0)").steps()).containsExactly(0L, 2L);
    }
    assertThat(again.floor()).isEqualTo(first.floor());
  }

  @Test
  void otherMethodsInOneFolderShareTheRunsThatTheyHaveInCommon(@TempDir Path folder) {
    Ablation ablation = ablation(BASE).monitor(evaluation, 2);
    ablation.runIn(folder);
    Method sn = BASE.named("SN").with(Normalizations.spectralNorm());
    List<Ablation.Progress> made = new ArrayList<>();
    Results both = ablation.methods(List.of(BASE, sn)).runIn(folder, made::add);
    assertThat(both.methods()).containsExactly("none", "SN");
    assertThat(made.get(made.size() - 1).readBack()).isEqualTo(2);
  }

  @Test
  void aFinishedRunIsOpenedAgainInItsFolderWithoutAStep(@TempDir Path folder) {
    Ablation ablation = ablation(BASE);
    Results results = ablation.runIn(folder);
    List<Long> steps = new ArrayList<>();
    Listener watching =
        new Listener() {
          @Override
          public void stepped(Training training) {
            steps.add(training.step());
          }
        };
    Path cell = ablation.folder(folder, BASE, 1);
    try (EngineThreads.Scope asInTheCell = EngineThreads.use(1);
        Run run = GanTrainer.of(BASE).listen(watching).train(DATA, ablation.plan(), 1, cell)) {
      assertThat(run.outcome().isCompleted()).isTrue();
      assertThat(evaluation.score(run.generator())).isEqualTo(results.cells().get(1).scores());
    }
    assertThat(steps).isEmpty();
  }

  @Test
  void aFinishedComparisonIsReadBackWithoutWriting(@TempDir Path folder) throws IOException {
    Results first = ablation(BASE).runIn(folder);
    Map<String, String> before = files(folder);
    assertThat(ablation(BASE).runIn(folder).floor()).isEqualTo(first.floor());
    assertThat(files(folder)).isEqualTo(before);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.collect(
          Collectors.toMap(Path::toString, file -> file.toFile().lastModified() + ""));
    }
  }

  @Test
  void aDamagedFileOfACellIsNamed(@TempDir Path folder) throws IOException {
    Ablation ablation = ablation(BASE);
    ablation.runIn(folder);
    Path cell = ablation.folder(folder, BASE, 1);
    for (Path file :
        List.of(
            folder.resolve("floor.json"),
            cell.resolve("result.json"),
            cell.resolve("scores.json"),
            cell.resolve("history.csv"),
            cell.resolve("samples.safetensors"))) {
      byte[] whole = Files.readAllBytes(file);
      for (String damaged : List.of("", "null", "{}", new String(whole, 0, 30, ISO_8859_1))) {
        Files.writeString(file, damaged, ISO_8859_1);
        assertThatThrownBy(() -> ablation.runIn(folder))
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining(file.toString())
            .hasMessageContaining("delete");
      }
      Files.write(file, whole);
    }
    assertThat(ablation.runIn(folder).cells()).hasSize(2);
  }

  @Test
  void aChangedMethodOfTheSameNameIsTrainedAnew(@TempDir Path folder) {
    Results before = ablation(BASE).runIn(folder);
    Results after = ablation(BASE.with(Optimizers.adam(0.01, 0.5, 0.999))).runIn(folder);
    assertThat(after.cells().get(0).scores()).isNotEqualTo(before.cells().get(0).scores());
    assertThat(ablation(BASE).runIn(folder).cells().get(0).scores())
        .isEqualTo(before.cells().get(0).scores());
  }

  @Test
  void anInterruptedComparisonSaysHowToGoOnAndDoes(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                ablation(BASE)
                    .parallel(1)
                    .runIn(
                        folder,
                        progress -> {
                          if (progress.step() == 1) {
                            Thread.currentThread().interrupt();
                          }
                        }))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("run again to resume");
    assertThat(Thread.interrupted()).isTrue();
    List<Long> steps = new ArrayList<>();
    Results resumed =
        ablation(BASE).parallel(1).runIn(folder, progress -> steps.add(progress.step()));
    // the first seed goes on at its checkpoint, is scored and ends, the second likewise
    assertThat(steps).containsExactly(1L, 2L, 3L, 3L, 3L, 0L, 1L, 2L, 3L, 3L, 3L);
    assertThat(resumed.cells()).hasSize(2);
  }

  @Test
  void aDivergedRunIsARow(@TempDir Path folder) {
    Method wild =
        BASE.named("wild").with(Losses.leastSquares()).with(Optimizers.adam(1e18, 0.5, 0.9));
    List<Ablation.Progress> told = new ArrayList<>();
    Results results = ablation(BASE, wild).plan(Plan.steps(20)).runIn(folder, told::add);
    Ablation.Progress end = told.get(told.size() - 1);
    assertThat(end.done()).isEqualTo(1);
    assertThat(end.finished()).isEqualTo(4);
    assertThat(results.diverged("wild")).isEqualTo(2);
    assertThat(results.diverged("none")).isZero();
    PairedComparison comparison = results.comparisons("FD(lite0)").get(0);
    assertThat(comparison.differences()).containsOnly(Double.POSITIVE_INFINITY).hasSize(2);
    assertThat(comparison.p()).isEqualTo(0.5);
    assertThat(comparison.verdict()).isEqualTo(PairedComparison.Verdict.INDISTINGUISHABLE);
    assertThat(comparison.interval().runs()).isZero();
    assertThat(results.cells("wild").get(0).outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
    assertThat(results.cells("wild").get(0).outcome().reason()).isNotEmpty();
  }

  @Test
  void scoresAreSpreadOverSeeds(@TempDir Path folder) {
    Results results = ablation(BASE).runIn(folder);
    assertThat(results.comparisons("FD(lite0)")).isEmpty();
    assertThat(results.lowerIsBetter("FD(lite0)")).isTrue();
    assertThatThrownBy(() -> results.lowerIsBetter("recall(lite0)"))
        .hasMessageContaining("recall(lite0) is measured neither at the end (there are [FD(lite0)");
    double[] values =
        results.cells("none").stream()
            .map(cell -> cell.score("FD(lite0)").orElseThrow())
            .mapToDouble(Score::value)
            .toArray();
    Results.Spread spread = results.score("none", "FD(lite0)");
    assertThat(spread.mean()).isEqualTo((values[0] + values[1]) / 2);
    assertThat(spread.n()).isEqualTo(2);
    assertThatThrownBy(() -> results.cells("SN")).hasMessageContaining("[none]");
  }

  @Test
  void scoresDuringTrainingKnowTheirKindWhateverTheirNetwork(@TempDir Path folder) {
    FeatureExtractor pixels = Extractors.pixels(2);
    Evaluation during =
        Evaluation.of(
            pixels, Features.of(DATA.head(16), pixels), 12, Metrics.frechet(), Metrics.recall());
    Ablation ablation = ablation(BASE).monitor(during, 2);
    for (Results results : List.of(ablation.runIn(folder), ablation.runIn(folder))) {
      History history = results.cells().get(0).history();
      assertThat(history.names()).contains("FD(pixels)", "recall(pixels)");
      assertThat(history.variety()).containsExactly("recall(pixels)");
      assertThat(results.lowerIsBetter("FD(pixels)")).isTrue();
      assertThat(results.kind("recall(pixels)")).isEqualTo(Score.Kind.RECALL);
      assertThatThrownBy(() -> results.lowerIsBetter("FD(another extractor)"))
          .hasMessageContaining("nor during training ([FD(pixels), recall(pixels)])");
    }
  }

  @Test
  void methodsNeedNamesAndSeedsOfTheirOwn(@TempDir Path folder) {
    assertThatThrownBy(() -> ablation(BASE, BASE)).hasMessageContaining("none");
    assertThatThrownBy(() -> ablation(BASE).seeds(1, 1)).hasMessageContaining("[1, 1]");
    assertThatThrownBy(
            () -> ablation(BASE).runPart(List.of("none", "Sn"), List.of(0L), folder, told -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no method is named \"Sn\"; there are [none]");
    assertThat(folder).isEmptyDirectory();
  }
}
