package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.experiment.PairedComparison.Verdict;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.optim.Optimizers;
import stablegan.report.ClaimTables;
import stablegan.report.Comparison;
import stablegan.report.Tables;
import stablegan.training.Method;
import stablegan.training.Plan;
import tech.tablesaw.api.Table;

/**
 * Real trainings of three steps. Of two claims one can be decided with 7 of at most 9 seeds: 2^-6 ·
 * 9/7 is 0.020, twice that 0.040.
 */
class UntilDecidedTest {

  private static final String FD = "FD(pixels)";
  private static final Looks LOOKS = Looks.at(7, 9);
  private static final ImageSet DATA = Images.fashionMnistT10k().head(64);
  private static final Method NONE =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).named("none");

  /** The same numbers as the baseline's, seed by seed. */
  private static final Method SAME = NONE.named("same");

  /** Diverges at once. */
  private static final Method WILD =
      NONE.named("wild").with(Losses.leastSquares()).with(Optimizers.adam(1e18, 0.5, 0.9));

  private static final List<Method> METHODS = List.of(NONE, WILD, SAME);

  @TempDir private static Path shared;
  private static Results results;
  private static final List<Ablation.Progress> TOLD = new ArrayList<>();

  private static Ablation comparison() {
    FeatureExtractor pixels = Extractors.pixels(2);
    Evaluation evaluation =
        Evaluation.of(pixels, Features.of(DATA.head(16), pixels), 12, Metrics.frechet());
    return Ablation.of(METHODS, DATA, evaluation).plan(Plan.steps(3)).monitor(evaluation, 1);
  }

  @BeforeAll
  static void run() {
    results = comparison().untilDecided(LOOKS, FD).runIn(shared, TOLD::add);
  }

  private static Claim worse(String method) {
    return Claim.worse(method, "worse", Claim.Criterion.score(FD, true));
  }

  private static List<Long> seeds(Results results, String method) {
    return results.cells(method).stream().map(Cell::seed).toList();
  }

  private static List<Long> first(int n) {
    return LongStream.range(0, n).boxed().toList();
  }

  @Test
  void decidedMethodsGetNoMoreSeeds() {
    assertThat(seeds(results, "wild")).isEqualTo(first(7));
    assertThat(seeds(results, "same")).isEqualTo(first(9));
    assertThat(seeds(results, "none")).isEqualTo(first(9));
    assertThat(results.seeds()).isEqualTo(first(9));
    assertThat(results.comparisons(FD))
        .extracting(PairedComparison::verdict)
        .containsExactly(Verdict.WORSE, Verdict.INDISTINGUISHABLE);
    assertThat(results.comparisons(FD)).extracting(PairedComparison::seeds).containsExactly(7, 9);
    assertThat(results.comparisons(FD).get(0).p()).isEqualTo(0.05 / 2);
  }

  @Test
  void eachMethodIsToBeToldWhenverItWasAdded() {
    Ablation two = comparison().methods(List.of(NONE, WILD)).untilDecided(LOOKS, FD);
    assertThat(two.methods(METHODS).stopping())
        .isEqualTo(comparison().untilDecided(LOOKS, FD).stopping());
    List<Claim> one = List.of(worse("wild"));
    assertThat(two.untilDecided(LOOKS, one).methods(METHODS).stopping().orElseThrow().primary())
        .as("claims of one's own stay")
        .isEqualTo(one);
    List<Method> alone = List.of(NONE);
    assertThatThrownBy(() -> two.methods(alone))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is nothing to decide by FD(pixels) with one method");
    Ablation single = comparison().methods(alone);
    assertThatThrownBy(() -> single.untilDecided(LOOKS, FD))
        .hasMessageStartingWith("there is nothing to decide");
  }

  @Test
  void itsFolderTellsTheSeedsThatEachMethodGot() {
    Results read = Results.read(shared);
    assertThat(read.setup()).isEqualTo(results.setup());
    assertThat(seeds(read, "wild")).isEqualTo(first(7));
    assertThat(read.cells())
        .extracting(cell -> cell.method() + cell.seed())
        .isEqualTo(results.cells().stream().map(c -> c.method() + c.seed()).toList());
    assertThat(read.comparisons(FD)).isEqualTo(results.comparisons(FD));
    assertThat(Results.unfinished(shared)).isEmpty();
  }

  @Test
  void runAgainItWritesNothing() throws IOException {
    FileTime before = Files.getLastModifiedTime(shared.resolve("checksums.json"));
    comparison().untilDecided(LOOKS, FD).runIn(shared);
    assertThat(Files.getLastModifiedTime(shared.resolve("checksums.json"))).isEqualTo(before);
  }

  @Test
  void whatComesOfASeedDoesNotDependOnItsBlock(@TempDir Path folder) {
    Results at = comparison().firstSeeds(9).runIn(folder);
    for (Cell cell : results.cells()) {
      Cell other = at.cells(cell.method()).get((int) cell.seed());
      assertThat(other.scores()).isEqualTo(cell.scores());
      assertThat(other.outcome()).isEqualTo(cell.outcome());
    }
  }

  @Test
  void progressTellsTheLookAndEndsWithAHundredPercent() {
    assertThat(TOLD).extracting(Ablation.Progress::done).isSorted().endsWith(1.0);
    assertThat(TOLD.get(0).text()).startsWith("look 1 of 2 · 0 of 21 runs · ");
    Ablation.Progress end = TOLD.get(TOLD.size() - 1);
    assertThat(end.text()).isEqualTo("look 2 of 2 · 25 of 25 runs");
    assertThat(end.stepsMade()).isEqualTo(25 * 3);
    assertThat(TOLD).extracting(Ablation.Progress::stepsMade).isSorted();
  }

  @Test
  void itEndsWhenAllIsDecided(@TempDir Path folder) {
    List<Ablation.Progress> told = new ArrayList<>();
    Results decided =
        comparison()
            .untilDecided(LOOKS, List.of(worse("wild"), worse("wild").against("same")))
            .runIn(folder, told::add);
    assertThat(seeds(decided, "none")).isEqualTo(first(7));
    assertThat(seeds(decided, "same")).isEqualTo(first(7));
    Ablation.Progress end = told.get(told.size() - 1);
    assertThat(end.text()).isEqualTo("look 1 of 2, all decided · 21 of 21 runs");
    assertThat(end.done()).isEqualTo(1);
    assertThat(told.get(told.size() - 2).done()).isLessThan(1);
  }

  @Test
  void onlyWhatAnOpenClaimIsAboutGoesOn(@TempDir Path folder) {
    Results open =
        comparison()
            .untilDecided(
                LOOKS, List.of(worse("wild").against("same"), worse("same").against("none")))
            .runIn(folder);
    assertThat(seeds(open, "wild")).isEqualTo(first(7));
    assertThat(seeds(open, "same")).isEqualTo(first(9));
    assertThat(
            ClaimTables.of(open)
                .claims(List.of(worse("wild").against("same")))
                .stringColumn("finding")
                .asList())
        .containsExactly("holds");
  }

  @Test
  void withoutClaimsAllSeedsAreRunAndTestedAsLookedAt(@TempDir Path folder) {
    Results all = comparison().untilDecided(Looks.at(3, 4), List.of()).runIn(folder);
    assertThat(all.cells()).hasSize(12);
    assertThat(all.comparisons(FD).get(0).p()).isEqualTo(0.15); // 2^-3 rounded up
  }

  @Test
  void looksThatCanDecideNothingAreWarnedOfBeforeTraining(@TempDir Path folder) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<String> whenTold = new ArrayList<>();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      comparison()
          .methods(List.of(NONE, SAME))
          .untilDecided(Looks.at(1, 4), FD)
          .runIn(folder, told -> whenTold.add(printed.toString(StandardCharsets.UTF_8)));
    } finally {
      System.setErr(before);
    }
    assertThat(whenTold.get(0))
        .contains(
            "4 seeds decide nothing even if all agree;"
                + " for 1 claim the last look needs 6 or more");
  }

  @Test
  void noBlockIsBegunAfterTheTime(@TempDir Path folder) {
    Ablation comparison = comparison().untilDecided(LOOKS, FD);
    Results stopped = comparison.within(Duration.ZERO).runIn(folder);
    assertThat(stopped.cells()).hasSize(21);
    assertThat(stopped.comparisons(FD).get(0).verdict()).isEqualTo(Verdict.WORSE);
    Results gone = comparison.within(Duration.ofHours(1)).runIn(folder);
    assertThat(Comparison.of(gone).runs().rowCount()).isEqualTo(25);
    assertThatThrownBy(() -> comparison().within(Duration.ofHours(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("untilDecided(…) comes first");
  }

  @Test
  void anInterruptedComparisonIsReadBackUpToThere(@TempDir Path folder) {
    Ablation comparison = comparison().untilDecided(LOOKS, FD).parallel(1);
    assertThatThrownBy(
            () ->
                comparison.runIn(
                    folder,
                    progress -> {
                      if (progress.seed() == 8 && progress.step() == 1) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    List<String> trained = new ArrayList<>();
    Results resumed =
        comparison.runIn(
            folder,
            progress -> {
              if (progress.how().equals("trained") && progress.step() == 3) {
                trained.add(progress.method() + progress.seed());
              }
            });
    assertThat(trained).contains("none8", "same8").allMatch(cell -> cell.endsWith("8"));
    assertThat(resumed.cells())
        .extracting(Cell::scores)
        .isEqualTo(results.cells().stream().map(Cell::scores).toList());
  }

  @Test
  void tablesTextsAndChartsCopeWithMethodsOfFewerSeeds() throws Exception {
    Comparison report = Comparison.of(results);
    assertThat(Tables.text(report.summary(), "diverged", 2)).isEqualTo("7 of 7");
    assertThat(report.runs().rowCount()).isEqualTo(25);
    assertThat(report.curve(FD).getSeriesMap()).containsKeys("none", "same");
    assertThat(report.curve("d_loss").getSeriesMap()).containsKeys("none", "same");
    assertThat(report.inWords(FD))
        .contains(
            "over 7 to 9 seeds, wild is worse than none; same is not distinguishable from none.");
    Table verdicts = report.verdicts(FD);
    assertThat(Tables.text(verdicts, "better on", 0)).isEqualTo("0 of 7");
    assertThat(verdicts.doubleColumn("p, corrected").get(0)).isEqualTo(0.05);
    assertThat(Tables.text(verdicts, "better on", 1)).isEqualTo("0 of 9");
    assertThat(report.fairBudgets(FD).rowCount()).isEqualTo(3);
    assertThat(report.speed(FD, 0).rowCount()).isEqualTo(3);
    Claim.Criterion fd = Claim.Criterion.score(results, FD);
    List<Claim> claims =
        List.of(Claim.worse("wild", "worse", fd), Claim.better("same", "better", fd));
    assertThat(ClaimTables.of(results).claims(claims).stringColumn("finding").asList())
        .containsExactly("holds", "can't tell");
    assertThat(ClaimTables.of(results).methods(List.of(fd)).rowCount()).isEqualTo(3);
    Path page = report.export(shared.resolve("report"), "Ragged", List.of(FD, "d_loss"));
    assertThat(Files.readString(page)).contains("7 of 7");
  }

  @Test
  void resultsReadFromAFileHaveTheSameVerdicts() {
    Path file = shared.resolve("results.jsonl");
    results.write(file);
    Results read = Results.read(file);
    assertThat(read.comparisons(FD)).isEqualTo(results.comparisons(FD));
    Claim.Criterion fd = Claim.Criterion.score(read, FD);
    List<Claim> claims =
        List.of(Claim.worse("wild", "worse", fd), Claim.better("same", "better", fd));
    assertThat(Tables.csv(ClaimTables.of(read).claims(claims)))
        .isEqualTo(Tables.csv(ClaimTables.of(results).claims(claims)));
    assertThat(Comparison.of(read).inWords(FD)).isEqualTo(Comparison.of(results).inWords(FD));
  }

  @Test
  void whatCannotBeDecidedIsRefusedBeforeAnythingIsTrained(@TempDir Path folder) {
    Ablation comparison = comparison();
    assertThatThrownBy(() -> comparison.untilDecided(LOOKS, "FD(lite0)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("FD(lite0) isn't measured; there are [FD(pixels)]");
    Claim.Criterion typo = Claim.Criterion.score("FD(pixel)", true);
    assertThatThrownBy(
            () -> comparison.untilDecided(LOOKS, List.of(Claim.better("same", "better", typo))))
        .hasMessage("FD(pixel) isn't measured; there are [FD(pixels)]");
    for (Claim unknown : List.of(worse("SN"), worse("same").against("SN"), worse("none"))) {
      assertThatThrownBy(() -> comparison.untilDecided(LOOKS, List.of(unknown)))
          .hasMessageContaining("'worse' compares " + unknown.method() + " with ")
          .hasMessageContaining("the methods are [none, wild, same]");
    }
    assertThatThrownBy(() -> comparison.untilDecided(LOOKS, FD).firstSeeds(8))
        .hasMessage("the last look is with 9 seeds, but the comparison has 8");
    long[] others = LongStream.range(100, 109).toArray();
    assertThat(comparison.untilDecided(LOOKS, FD).seeds(others).seeds()).contains(100L, 108L);
    long[] falling = LongStream.range(0, 9).map(i -> 8 - i).toArray();
    assertThatThrownBy(() -> comparison.untilDecided(LOOKS, FD).seeds(falling))
        .hasMessageStartingWith("seeds that are looked at several times must ascend, not be [8, 7");
    Ablation missing = comparison.bar(Bar.of("FD(lite0)", 3));
    assertThatThrownBy(() -> missing.runIn(folder))
        .hasMessage("the bar asks for FD(lite0), but the scores are [FD(pixels)]");
    assertThat(folder).isEmptyDirectory();
  }
}
