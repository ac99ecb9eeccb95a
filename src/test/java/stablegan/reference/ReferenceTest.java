package stablegan.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ToyMixture;
import stablegan.experiment.Cell;
import stablegan.experiment.Claim;
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
  private static final long MOST_BYTES = 5_000_000;

  /** Histories in the file keep four digits. */
  private static final double FOUR_DIGITS = 5.1e-4;

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
    Results results = reference.results();
    for (Claim claim : reference.claims()) {
      double p = Claim.Evidence.of(results, claim).comparison().p();
      assertThat(p).as(claim.text()).isBetween(0.0, 1.0);
    }
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

  @Test
  void theyAreSmall() throws IOException {
    long bytes = 0;
    for (Reference reference : measured().toList()) {
      bytes += Files.size(FILES.resolve(reference.id() + ".jsonl"));
    }
    assertThat(bytes).isBetween(1L, MOST_BYTES);
  }

  /** The beginning of a cell again, once there are any: its first record is that of the file. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("ringMethods")
  void cellsBeginAgainAsTheyDid(String name) {
    Results results = Reference.RING.results();
    Cell cell = results.cells(name).get(0);
    History recorded = cell.history();
    long first = recorded.series("d_loss").steps().get(0);
    Method method =
        Reference.RING.methods().stream().filter(m -> m.name().equals(name)).findFirst().get();
    // the schedule falls over the whole plan, of which only the first steps are made here
    Plan plan = Plan.steps(results.setup().steps()).recordEvery(first);
    try (Run run =
        GanTrainer.of(method)
            .threads(1)
            .listen(interruptedAt(first))
            .train(TrainingData.of(ToyMixture.ring(8)), plan, cell.seed(), Optional.empty())) {
      for (String series : List.of("d_loss", "g_loss", "d_grad_norm", "g_grad_norm")) {
        double before = recorded.series(series).values().get(0);
        double again = run.history().series(series).values().get(0);
        assertThat(again).as(series).isCloseTo(before, within(FOUR_DIGITS * Math.abs(before)));
      }
    } finally {
      Thread.interrupted();
    }
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

  static List<String> ringMethods() {
    return measured().toList().contains(Reference.RING)
        ? Reference.RING.methods().stream().map(Method::name).toList()
        : List.of();
  }
}
