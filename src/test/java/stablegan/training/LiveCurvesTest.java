package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.data.ToyMixture;
import stablegan.loss.Losses;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.optim.Optimizers;

/** {@code history.csv} shows a run while it trains, and does it no harm. */
class LiveCurvesTest {

  private static final TrainingData RING = TrainingData.of(ToyMixture.ring(8));
  private static final Method METHOD = Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(4))).batch(8);
  private static final Plan PLAN = Plan.steps(12).recordEvery(2).checkpointEvery(5);

  @TempDir Path root;

  /** Notes a number of its own at every third step. */
  private static final Listener THIRDS =
      new Listener() {
        @Override
        public void stepped(Training training) {
          if (training.step() % 3 == 0) {
            training
                .history()
                .addVariety(training.step(), "thirds, \"all\"", (double) training.step());
          }
        }
      };

  private static Run train(Method method, Plan plan, Path folder, Listener... listeners) {
    return GanTrainer.of(method).listen(listeners).train(RING, plan, 1, Optional.of(folder));
  }

  private static String csv(Path folder) {
    try {
      return Files.readString(folder.resolve("history.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that was measured but how long the steps took. */
  private static String measured(History history) {
    StringBuilder text = new StringBuilder();
    history.names().stream()
        .filter(name -> !name.equals("seconds_per_step"))
        .forEach(name -> text.append(name).append(history.series(name)).append('\n'));
    return text.append(history.variety()).toString();
  }

  private static Listener stepped(java.util.function.Consumer<Training> action) {
    return new Listener() {
      @Override
      public void stepped(Training training) {
        action.accept(training);
      }
    };
  }

  private String whole() {
    try (Run run = train(METHOD, PLAN, root.resolve("whole"), THIRDS)) {
      return measured(run.history());
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        if (!file.endsWith(".lock")) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFileHasEveryRecordAsSoonAsTheStepIsOver() {
    Path folder = root.resolve("run");
    List<String> seen = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    Listener watching =
        stepped(
            training -> {
              seen.add(csv(folder)); // all listeners of the steps before have been told
              expected.add(History.parse(training.history().toCsv(), training.step() - 1).toCsv());
            });
    try (Run run = train(METHOD, PLAN, folder, watching, THIRDS)) {
      assertThat(seen).hasSize(12).isEqualTo(expected);
      assertThat(History.parse(seen.get(10)).series("d_loss").steps())
          .containsExactly(2L, 4L, 6L, 8L, 10L);
      assertThat(History.parse(seen.get(10)).variety()).containsExactly("thirds, \"all\"");
      assertThat(csv(folder)).isEqualTo(run.history().toCsv());
    }
  }

  @Test
  void theFileIsReplacedOnlyWhenASeriesAppears() {
    Path folder = root.resolve("run");
    Set<Object> files = new LinkedHashSet<>();
    List<Long> replaced = new ArrayList<>();
    Listener watching =
        stepped(
            training -> {
              if (files.add(key(folder.resolve("history.csv")))) {
                replaced.add(training.step() - 1);
              }
            });
    train(METHOD, PLAN, folder, watching, THIRDS).close();
    files.add(key(folder.resolve("history.csv")));
    // at the start, with the first record, with the listener's first: at no checkpoint
    assertThat(replaced).containsExactly(0L, 2L, 3L);
    assertThat(files).hasSize(3);
  }

  private static Object key(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = attributes.fileKey(); // none on Windows
      return key == null ? attributes.creationTime() : key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of the folder between two steps is what a killed process leaves. */
  @Test
  void aRunThatWasKilledAtAnyStepGoesOnWithoutDoublesOrGaps() throws IOException {
    String whole = whole();
    Listener copying =
        stepped(training -> copy(root.resolve("run"), root.resolve("at" + training.step())));
    train(METHOD, PLAN, root.resolve("run"), THIRDS, copying).close();
    Random random = new Random(3);
    for (int step = 1; step <= 12; step++) {
      Path killed = root.resolve("at" + step);
      Path file = killed.resolve("history.csv");
      if (random.nextBoolean()) { // the line that it died in
        String line = "%d,0.123,0.456".formatted(step);
        String torn = line.substring(0, random.nextInt(line.length()));
        Files.writeString(file, torn, StandardOpenOption.APPEND);
      }
      assertThat(measured(History.parse(csv(root.resolve("whole"))))).isEqualTo(whole);
      try (Run run = train(METHOD, PLAN, killed, THIRDS)) {
        assertThat(measured(run.history())).as("killed after step %d", step).isEqualTo(whole);
        assertThat(csv(killed)).isEqualTo(run.history().toCsv());
      }
    }
  }

  /** Trains, and leaves in "killed" what a kill after step 9 would. */
  private void trainAndCopyAtStep9(Path folder) {
    Listener copying =
        stepped(
            training -> {
              if (training.step() == 9) {
                copy(folder, root.resolve("killed"));
              }
            });
    train(METHOD, PLAN, folder, copying).close();
  }

  @Test
  void aRunThatGoesOnBeginsWithTheCheckpointsCurves() throws IOException {
    Path folder = root.resolve("run");
    trainAndCopyAtStep9(folder);
    Path killed = root.resolve("killed");
    assertThat(History.parse(csv(killed)).series("d_loss").steps()).endsWith(6L, 8L);
    List<List<Long>> seen = new ArrayList<>();
    Listener watching = stepped(t -> seen.add(History.parse(csv(killed)).series("d_loss").steps()));
    train(METHOD, PLAN, killed, watching).close();
    assertThat(seen.get(0)).containsExactly(2L, 4L); // of the checkpoint at step 5
    assertThat(seen).hasSize(7);
  }

  @Test
  void whatWasCheckedIsStillCheckedUnderWhatHasGrown() throws IOException {
    Path folder = root.resolve("run");
    trainAndCopyAtStep9(folder);
    Path file = root.resolve("killed").resolve("history.csv");
    byte[] grown = Files.readAllBytes(file);
    int checked = csv(root.resolve("killed")).indexOf("\n6,") + 1;
    assertThat(checked).isPositive();
    for (int at : new int[] {0, checked / 2, checked - 1}) {
      byte[] flipped = grown.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      assertThatThrownBy(() -> train(METHOD, PLAN, root.resolve("killed")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("delete");
    }
    Files.write(file, java.util.Arrays.copyOf(grown, checked - 1));
    assertThatThrownBy(() -> train(METHOD, PLAN, root.resolve("killed")))
        .hasMessageContaining("is cut short");
    Files.write(file, java.util.Arrays.copyOf(grown, checked + 1));
    train(METHOD, PLAN, root.resolve("killed")).close();
  }

  @Test
  void aLongerPlanTakesTheLastStepOfTheShorterOneBack() {
    Path folder = root.resolve("run");
    train(METHOD, Plan.steps(5).recordEvery(2), folder, THIRDS).close();
    assertThat(History.parse(csv(folder)).series("d_loss").steps()).containsExactly(2L, 4L, 5L);
    List<String> seen = new ArrayList<>();
    Listener watching = stepped(training -> seen.add(csv(folder)));
    try (Run run = train(METHOD, PLAN, folder, watching, THIRDS)) {
      assertThat(measured(run.history())).isEqualTo(whole());
      assertThat(csv(folder)).isEqualTo(run.history().toCsv());
    }
    assertThat(History.parse(seen.get(1)).series("d_loss").steps()).containsExactly(2L, 4L, 6L);
  }

  @Test
  void aRunThatDivergesOrIsInterruptedLeavesAllItsRecords() {
    Method wild = METHOD.with(Losses.wasserstein()).with(Optimizers.sgd(1e3));
    Path folder = root.resolve("wild");
    try (Run run = train(wild, PLAN.recordEvery(1), folder, THIRDS)) {
      assertThat(run.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(run.outcome().step()).isPositive();
      assertThat(csv(folder)).isEqualTo(run.history().toCsv());
      assertThat(run.history().series("d_loss").steps())
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, run.outcome().step()).boxed().toList());
    }
    Path stopped = root.resolve("stopped");
    try (Run run = train(METHOD, PLAN, stopped, THIRDS, TrainingAccess.interruptAt(8))) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(run.outcome()).isEqualTo(Outcome.interrupted(8));
      assertThat(csv(stopped)).isEqualTo(run.history().toCsv());
      assertThat(run.history().series("d_loss").steps()).containsExactly(2L, 4L, 6L, 8L);
    }
  }

  @Test
  void aListenerThatRevisesThePastIsShownAsItIs() {
    Path folder = root.resolve("run");
    List<String> seen = new ArrayList<>();
    Listener revising =
        stepped(
            training -> {
              seen.add(csv(folder));
              training.history().add(1, "steps made", (double) training.step());
            });
    try (Run run = train(METHOD, PLAN, folder, revising)) {
      assertThat(seen).hasSize(12);
      for (int i = 1; i < 12; i++) {
        assertThat(History.parse(seen.get(i)).row(1)).containsEntry("steps made", (double) i);
      }
      assertThat(csv(folder)).isEqualTo(run.history().toCsv());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG", "hi-IN-u-nu-deva", "tr-TR"})
  void theFileIsTheSameInEveryCountry(String tag) {
    String whole = whole();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      train(METHOD, PLAN, root.resolve("abroad"), THIRDS).close();
    } finally {
      Locale.setDefault(before);
    }
    String csv = csv(root.resolve("abroad"));
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(csv)).isTrue();
    assertThat(measured(History.parse(csv))).isEqualTo(whole);
  }
}
