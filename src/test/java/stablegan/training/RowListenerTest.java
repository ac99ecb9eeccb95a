package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ToyMixture;
import stablegan.loss.Losses;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.optim.Optimizers;

/** JSON lines and event files of a run hold each row of its history once, as it is. */
class RowListenerTest {

  private static final TrainingData RING = TrainingData.of(ToyMixture.ring(8));
  private static final Method METHOD = Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(4))).batch(8);
  private static final Plan PLAN = Plan.steps(12).recordEvery(2).checkpointEvery(5);

  @TempDir Path folder;

  private static Run train(Method method, Plan plan, Path folder, Listener... before) {
    List<Listener> all = new ArrayList<>(List.of(before));
    all.add(Listener.jsonLines());
    all.add(Listener.tensorBoard());
    return GanTrainer.of(method)
        .listen(all.toArray(Listener[]::new))
        .train(RING, plan, 1, Optional.of(folder));
  }

  /** Each line as strict JSON. */
  private static List<JsonObject> lines(Path folder) {
    try {
      List<JsonObject> rows = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve("history.jsonl"))) {
        JsonReader reader = new JsonReader(new StringReader(line));
        reader.setStrictness(Strictness.STRICT);
        rows.add(JsonParser.parseReader(reader).getAsJsonObject());
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertLinesAre(History history, Path folder) {
    History written = new History();
    for (JsonObject row : lines(folder)) {
      long step = row.get("step").getAsLong();
      assertThat(written.row(step)).as("step " + step + " twice").isEmpty();
      row.entrySet().stream()
          .filter(e -> !e.getKey().equals("step"))
          .forEach(e -> written.add(step, e.getKey(), e.getValue().getAsDouble()));
    }
    assertThat(written.toCsv()).isEqualTo(history.toCsv());
  }

  private static List<Path> eventFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().contains("tfevents")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many whole records a file has; their checksums are compared elsewhere. */
  private static int records(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int records = 0;
    while (bytes.hasRemaining()) {
      int length = (int) bytes.getLong();
      bytes.position(bytes.position() + Integer.BYTES + length + Integer.BYTES);
      records++;
    }
    return records;
  }

  private static Listener noting(long step, double value) {
    return new Listener() {
      @Override
      public void stepped(Training training) {
        if (training.step() == step) {
          training.history().add(step, "a, \"series\" of <one's> own", value);
        }
      }
    };
  }

  @Test
  void everyRowStandsInBothOnce() throws IOException {
    try (Run run = train(METHOD, PLAN, folder, noting(3, 0.5))) {
      assertLinesAre(run.history(), folder);
      assertThat(lines(folder)).hasSize(7);
    }
    assertThat(eventFiles(folder)).hasSize(1);
    assertThat(records(eventFiles(folder).get(0))).isEqualTo(1 + 7); // the version, the rows
  }

  @Test
  void aRunThatWasInterruptedOrKilledGoesOnWithoutDoubles() throws IOException {
    Listener stop = TrainingAccess.interruptAt(8);
    try (Run run = train(METHOD, PLAN, folder, stop)) {
      assertThat(Thread.interrupted()).isTrue();
      assertLinesAre(run.history(), folder);
    }
    // as a process leaves it that is killed after step 10, while it writes
    Files.writeString(
        folder.resolve("history.jsonl"),
        "{\"step\":10,\"d_loss\":1}\n{\"step\":12,\"d_lo",
        StandardOpenOption.APPEND);
    Files.writeString(eventFiles(folder).get(0), "torn", StandardOpenOption.APPEND);
    try (Run run = train(METHOD, PLAN, folder)) {
      assertThat(run.outcome().isCompleted()).isTrue();
      assertLinesAre(run.history(), folder);
    }
    assertThat(eventFiles(folder)).hasSize(2);
    // the version, the start, the checkpoint's row again, and what is new: steps 8, 10, 12
    assertThat(records(eventFiles(folder).get(1))).isEqualTo(1 + 1 + 3);
  }

  @Test
  void aRunThatIsOnlyOpenedGetsThemIfItHasNone() throws IOException {
    GanTrainer.of(METHOD).train(RING, PLAN, 1, Optional.of(folder)).close();
    try (Run run = train(METHOD, PLAN, folder)) {
      assertLinesAre(run.history(), folder);
    }
    Map<String, String> before = DivergedRunsTest.files(folder);
    train(METHOD, PLAN, folder).close();
    assertThat(DivergedRunsTest.files(folder)).isEqualTo(before);
  }

  @Test
  void aRunThatDivergesHasAllItsRows() {
    Method wild = METHOD.with(Losses.wasserstein()).with(Optimizers.sgd(1e3));
    try (Run run = train(wild, PLAN.recordEvery(1), folder)) {
      assertThat(run.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(lines(folder)).hasSize((int) run.outcome().step());
      assertLinesAre(run.history(), folder);
    }
  }

  @Test
  void aLongerRunKeepsTheShorterOnesRows() {
    train(METHOD, Plan.steps(5).recordEvery(2), folder).close();
    assertThat(lines(folder)).hasSize(3);
    try (Run run = train(METHOD, PLAN, folder, noting(6, 0.5), noting(7, 0.5))) {
      assertThat(run.history().series("d_loss").steps()).doesNotContain(5L);
      assertLinesAre(run.history(), folder);
    }
  }

  @Test
  void whatIsNoNumberIsAString() {
    Listener odd =
        new Listener() {
          @Override
          public void stepped(Training training) {
            training.history().add(training.step(), "odd", odd(training.step()));
          }
        };
    train(METHOD, Plan.steps(3), folder, odd).close();
    assertThat(lines(folder).stream().map(row -> row.get("odd").getAsString()))
        .containsExactly("NaN", "Infinity", "-Infinity");
  }

  private static double odd(long step) {
    return List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
        .get((int) step - 1);
  }

  @Test
  void aRunWithoutAFolderIsRefused() {
    for (Listener listener : List.of(Listener.jsonLines(), Listener.tensorBoard())) {
      assertThatThrownBy(
              () -> GanTrainer.of(METHOD).listen(listener).train(RING, PLAN, 1, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("give train(…) one");
    }
  }

  /**
   * A listener that looks at samples finds so, and those after it are told of the end all the same.
   */
  @Test
  void aRunWhoseSamplesAreNoNumbersIsWrittenAndOpenedAgain() {
    for (int time = 0; time < 2; time++) {
      try (Run run = train(METHOD, PLAN, folder, looking())) {
        assertThat(run.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
        assertLinesAre(run.history(), folder);
      }
    }
  }

  /** Interrupted before the first record, and gone on with once more. */
  @Test
  void theEndOfAShorterPlanIsTakenBackWheneverThatIs() {
    train(METHOD, Plan.steps(5).recordEvery(3), folder).close();
    Plan longer = Plan.steps(12).recordEvery(7);
    train(METHOD, longer, folder, TrainingAccess.interruptAt(6)).close();
    assertThat(Thread.interrupted()).isTrue();
    try (Run run = train(METHOD, longer, folder)) {
      assertThat(run.history().series("d_loss").steps()).containsExactly(3L, 7L, 12L);
      assertLinesAre(run.history(), folder);
    }
  }

  /** As one that scores samples does, of finite weights that make samples which are not. */
  private static Listener looking() {
    return new Listener() {
      @Override
      public void started(Training training) {
        stepped(training);
      }

      @Override
      public void stepped(Training training) {
        if (training.step() >= 6) {
          throw new Generator.DivergedException("samples are not finite");
        }
      }
    };
  }
}
