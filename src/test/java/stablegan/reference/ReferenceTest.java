package stablegan.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ToyMixture;
import stablegan.experiment.Bar;
import stablegan.experiment.Cell;
import stablegan.experiment.Claim;
import stablegan.experiment.Looks;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import stablegan.training.GanTrainer;
import stablegan.training.History;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;
import stablegan.training.TrainingData;

class ReferenceTest {

  private static final Path FILES = Path.of("src/main/resources/stablegan/reference");

  /** Of all files as they lie in the library's jar, which packs them to a third. */
  private static final int MOST_BYTES = 2_000_000;

  /**
   * Relative, after 250 steps: what processors of different kinds round differently has grown to
   * some percent by then, where other seeds are 12 to 31 % apart.
   */
  private static final double OF_ANOTHER_PROCESSOR = 0.07;

  static Stream<Reference> measured() {
    return Arrays.stream(Reference.values())
        .filter(reference -> Files.exists(FILES.resolve(reference.id() + ".jsonl")));
  }

  @ParameterizedTest
  @MethodSource("measured")
  void whatWasMeasuredIsWhatWouldBeRun(Reference reference) {
    Results results = reference.results();
    List<Method> methods = reference.methods();
    assertThat(results.methods()).isEqualTo(methods.stream().map(Method::name).toList());
    assertThat(results.setup().data()).isEqualTo(reference.recipe().data());
    assertThat(results.setup().steps()).isEqualTo(reference.recipe().steps());
    for (int i = 0; i < methods.size(); i++) {
      Map<String, String> axes = results.setup().methods().get(i).axes();
      assertThat(axes).as(methods.get(i).name()).isEqualTo(methods.get(i).axes());
    }
    assertThat(results.setup().bar()).as("a bar stated beforehand").isPresent();
    assertThat(results.floor()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void resultsAreThereOnceTheyWereMeasured(Reference reference) {
    if (Files.exists(FILES.resolve(reference.id() + ".jsonl"))) {
      assertThat(reference.measured().orElseThrow().methods())
          .isEqualTo(reference.results().methods());
    } else {
      assertThat(reference.measured()).isEmpty();
      assertThatThrownBy(reference::results)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(reference.id() + " has not been run yet");
    }
  }

  @ParameterizedTest
  @MethodSource("measured")
  void everyCellHasScoresCurvesAndProvenance(Reference reference) {
    Results results = reference.results();
    for (Cell cell : results.cells()) {
      assertThat(cell.provenance()).as(cell.method()).containsKeys("stablegan", "time", "Java");
      assertThat(cell.history().names()).contains("d_loss", "g_loss", "d_grad_norm");
      if (cell.outcome().isCompleted()) {
        assertThat(cell.scores()).hasSameSizeAs(results.floor());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("measured")
  void eachClaimCanBeAsked(Reference reference) {
    Results results = reference.judged(reference.results());
    for (Claim claim : reference.claims()) {
      double p = Claim.Evidence.of(results, claim).comparison().p();
      assertThat(p).as(claim.text()).isBetween(0.0, 1.0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void claimsAreAboutItsMethods(Reference reference) {
    List<String> names = reference.methods().stream().map(Method::name).toList();
    List<String> judged =
        reference == Reference.ADAM_SETTINGS
            ? names.stream().map(name -> name.substring(0, name.lastIndexOf(", "))).toList()
            : names;
    assertThat(reference.claims())
        .isNotEmpty()
        .allSatisfy(
            claim -> {
              assertThat(judged).contains(claim.method());
              assertThat(judged).contains(claim.baseline().orElse(judged.get(0)));
            });
  }

  /** If all seeds agree, of every comparison some claim can be decided by its last look. */
  @ParameterizedTest
  @EnumSource
  void seedsSuffice(Reference reference) {
    int seeds = PairedComparison.seedsNeeded(reference.claims().size());
    assertThat(reference.recipe().seeds()).hasSizeGreaterThanOrEqualTo(seeds);
  }

  @ParameterizedTest
  @EnumSource
  void theNameOnTheCommandLineIsUnderstood(Reference reference) {
    assertThat(Reference.named(reference.id())).isSameAs(reference);
  }

  @Test
  void anotherNameIsToldWhatThereIs() {
    assertThatThrownBy(() -> Reference.named("rival"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"rival\"")
        .hasMessageContaining("rivals, with-and-without-sn");
  }

  /** Those of another comparison may have the same methods and seeds. */
  @Test
  void onlyItsOwnSeedsAndFileAreTaken(@TempDir Path folder) {
    Path quick = FILES.resolve("quick.jsonl");
    assertThatThrownBy(() -> Reference.LARGER.run(List.of(), List.of(), folder, quick, told -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            quick
                + " isn't of larger: its data is cifar10 at 16×16 train, not cifar10 train; name"
                + " another file");
    Path ring = FILES.resolve("ring.jsonl");
    assertThatThrownBy(() -> Reference.GRID.run(List.of(), List.of(), folder, ring, told -> {}))
        .hasMessageContaining("isn't of grid: its data is ");
    assertThatThrownBy(
            () -> Reference.RING.run(List.of(), List.of(0L, 100L), folder, ring, told -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ring has the seeds [0, 1, ")
        .hasMessageEndingWith(", 11], not all of [0, 100]");
    List<String> misspelt = List.of("SN", "Gp");
    assertThatThrownBy(() -> Reference.RING.run(misspelt, List.of(), folder, ring, told -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ring has the methods [plain, SN, GP, R1, minibatch], not all of [SN, Gp]");
    assertThat(Reference.RING.run(List.of(), List.of(), folder, ring, told -> {}).cells())
        .hasSameSizeAs(Reference.RING.results().cells());
    assertThat(folder).isEmptyDirectory();
  }

  /** Cells that are trained couldn't be put together with it, or nowhere. */
  @Test
  void aFileThatNothingCanBeAddedToIsRefusedBeforeAnythingIsRun(@TempDir Path folder)
      throws IOException {
    Results.Setup ring = Reference.RING.results().setup();
    Optional<Bar> half = Optional.of(Bar.of("high_quality", 0.5));
    Path easier = written(folder.resolve("easier.jsonl"), ring, half, ring.looks());
    Path cells = folder.resolve("cells");
    assertThatThrownBy(() -> Reference.RING.run(List.of(), List.of(), cells, easier, told -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("isn't of ring: its bar is ")
        .hasMessageContaining("0.5");
    Path once = written(folder.resolve("once.jsonl"), ring, ring.bar(), Optional.empty());
    assertThatThrownBy(() -> Reference.RING.run(List.of(), List.of(), cells, once, told -> {}))
        .hasMessageContaining("isn't of ring: its looks is ");
    Path under = easier.resolve("ring.jsonl");
    assertThatThrownBy(() -> Reference.RING.run(List.of(), List.of(0L), cells, under, told -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + under);
    assertThat(cells).doesNotExist();
  }

  private static Path written(
      Path file, Results.Setup of, Optional<Bar> bar, Optional<Looks> looks) {
    Results ring = Reference.RING.results();
    Results.Setup edited =
        new Results.Setup(
            of.data(),
            of.dataHash(),
            of.methods(),
            of.steps(),
            of.lookEvery(),
            of.generated(),
            of.monitored(),
            of.during(),
            bar,
            looks);
    new Results(edited, List.of(), ring.floor(), Optional.empty()).write(file);
    return file;
  }

  @Test
  void theyAreSmall() throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    for (Reference reference : measured().toList()) {
      try (OutputStream packed = new DeflaterOutputStream(jar)) {
        Files.copy(FILES.resolve(reference.id() + ".jsonl"), packed);
      }
    }
    assertThat(jar.size()).isBetween(1, MOST_BYTES);
  }

  /** The beginnings of a seed's cells again: their first records are those of no other seed. */
  @Test
  void cellsBeginAgainAsTheyDid() {
    Results results = Reference.RING.results();
    long seed = results.cells().get(0).seed();
    Map<Long, Double> differences = new TreeMap<>();
    for (Method method : Reference.RING.methods()) {
      History again = beginning(method, seed, results);
      results
          .cells(method.name())
          .forEach(
              cell ->
                  differences.merge(cell.seed(), difference(cell.history(), again), Double::sum));
    }
    differences.replaceAll((any, sum) -> sum / Reference.RING.methods().size());
    assertThat(differences.get(seed)).isLessThan(OF_ANOTHER_PROCESSOR);
    assertThat(Collections.min(differences.entrySet(), Map.Entry.comparingByValue()).getKey())
        .as("the seed whose numbers are nearest, of %s", differences)
        .isEqualTo(seed);
  }

  /** A run up to its first record. */
  private static History beginning(Method method, long seed, Results results) {
    long first = results.cells(method.name()).get(0).history().series("d_loss").steps().get(0);
    // the schedule falls over the whole plan, of which only the first steps are made here
    Plan plan = Plan.steps(results.setup().steps()).recordEvery(first);
    try (Run run =
        GanTrainer.of(method)
            .threads(1)
            .listen(interruptedAt(first))
            .train(TrainingData.of(ToyMixture.ring(8)), plan, seed, Optional.empty())) {
      return run.history();
    } finally {
      Thread.interrupted();
    }
  }

  /** Relative, of the first records of four series on average. */
  private static double difference(History recorded, History again) {
    return Stream.of("d_loss", "g_loss", "d_grad_norm", "g_grad_norm")
        .mapToDouble(
            series -> {
              double before = recorded.series(series).values().get(0);
              return Math.abs(again.series(series).values().get(0) / before - 1);
            })
        .average()
        .orElseThrow();
  }

  private static Listener interruptedAt(long step) {
    return new Listener() {
      @Override
      public void stepped(Training training) {
        if (training.step() == step) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
