package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.experiment.Ablation;
import stablegan.experiment.Cell;
import stablegan.experiment.Evaluation;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.files.Hashes;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.optim.Optimizers;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;

/** A card says what its folder holds, whatever has become of the run. */
class RunCardTest {

  private static final ImageSet NOISE = noise();
  private static final Method METHOD =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).named("tiny <GAN>");
  private static final Plan PLAN = Plan.steps(6).recordEvery(2);

  @TempDir Path folder;

  private static ImageSet noise() {
    byte[] pixels = new byte[16 * 64];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, 8, 8, pixels);
  }

  private Run train(Method method, Plan plan, Listener... listeners) {
    return GanTrainer.of(method).listen(listeners).threads(1).train(NOISE, plan, 5, folder);
  }

  private static JsonObject json(RunCard card) {
    JsonReader reader = new JsonReader(new StringReader(card.json()));
    reader.setStrictness(Strictness.STRICT);
    return JsonParser.parseReader(reader).getAsJsonObject();
  }

  private static List<Double> numbers(JsonArray array) {
    return array.asList().stream().map(e -> e.isJsonNull() ? Double.NaN : e.getAsDouble()).toList();
  }

  private static Listener interruptedAt(long step) {
    return new Listener() {
      @Override
      public void stepped(Training training) {
        training.history().add(training.step(), "odd", Double.NaN);
        if (training.step() == step) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  @Test
  void aFinishedRunIsToldInFull() throws IOException {
    Instant before = Instant.now();
    JsonObject card;
    try (Run run = train(METHOD, PLAN)) {
      card = json(RunCard.of(folder));
      for (String name : run.history().names()) {
        JsonObject curve = card.getAsJsonObject("curves").getAsJsonObject(name);
        assertThat(numbers(curve.getAsJsonArray("values")))
            .isEqualTo(run.history().series(name).values());
        assertThat(numbers(curve.getAsJsonArray("steps"))).containsExactly(2.0, 4.0, 6.0);
      }
    }
    assertThat(card.get("method").getAsString()).isEqualTo("tiny <GAN>");
    assertThat(card.getAsJsonObject("outcome").get("kind").getAsString()).isEqualTo("COMPLETED");
    assertThat(card.getAsJsonObject("outcome").get("step").getAsLong()).isEqualTo(6);
    JsonObject configuration = card.getAsJsonObject("configuration");
    METHOD
        .axes()
        .forEach((axis, part) -> assertThat(configuration.get(axis).getAsString()).isEqualTo(part));
    assertThat(configuration.get("data").getAsString()).contains(NOISE.contentHash());
    assertThat(configuration.get("seed").getAsString()).isEqualTo("5");
    for (String file : List.of("run.json", "history.csv", "checkpoint.safetensors")) {
      assertThat(card.getAsJsonObject("sha256").get(file).getAsString())
          .isEqualTo(Hashes.of(folder.resolve(file)));
    }
    JsonObject session = card.getAsJsonArray("sessions").get(0).getAsJsonObject();
    assertThat(Instant.parse(session.get("started").getAsString()))
        .isBetween(before.minusMillis(1), Instant.now());
    assertThat(session.getAsJsonObject("madeWith").get("engine threads").getAsString())
        .isEqualTo("1");
    assertThat(session.getAsJsonObject("madeWith").keySet())
        .contains("stablegan", "DJL", "PyTorch", "Java", "operating system", "processor");
    assertThat(card.get("milliseconds per step").getAsDouble()).isPositive();
  }

  @Test
  void thePageHasAllSectionsAndEscapesWhatItIsTold() throws IOException {
    try (Run run = train(METHOD, PLAN)) {
      Path page = RunCard.of(folder, run.generator().images(9, 1)).save();
      assertThat(page).isEqualTo(folder.resolve("run-card.html"));
      assertThat(Files.readString(page))
          .contains("tiny &lt;GAN&gt;, seed 5", "completed, 6 steps", NOISE.contentHash())
          .contains("Samples of the generator", "data:image/png;base64,", "processor")
          .contains(Hashes.of(folder.resolve("checkpoint.safetensors")))
          .doesNotContain("<GAN>");
    }
    assertThat(folder.resolve("run-card.json")).content().isEqualTo(RunCard.of(folder).json());
    train(METHOD, PLAN).close(); // the card is none of the run's files
    assertThat(CheckedFolder.at(folder).hashes().keySet()).noneMatch(n -> n.contains("card"));
  }

  @Test
  void aRunThatWentOnHasItsSessionsAndTheSameWeights() throws IOException {
    try (Run run = train(METHOD, PLAN, interruptedAt(3))) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(run.outcome().kind()).isEqualTo(Outcome.Kind.INTERRUPTED);
    }
    assertThat(RunCard.of(folder).report().html()).contains("saved at step 3 of 6, to go on");
    assertThat(numbers(curve("odd"))).containsExactly(Double.NaN, Double.NaN, Double.NaN);
    train(METHOD, PLAN).close();
    RunCard card = RunCard.of(folder);
    JsonArray sessions = json(card).getAsJsonArray("sessions");
    assertThat(sessions).hasSize(2);
    assertThat(sessions.get(0).getAsJsonObject().get("to").getAsLong()).isEqualTo(3);
    assertThat(sessions.get(1).getAsJsonObject().get("from").getAsLong()).isEqualTo(3);
    assertThat(sessions.get(1).getAsJsonObject().get("to").getAsLong()).isEqualTo(6);
    Duration wall = Duration.ZERO;
    for (int i = 0; i < 2; i++) {
      JsonObject session = sessions.get(i).getAsJsonObject();
      wall =
          wall.plus(
              Duration.between(
                  Instant.parse(session.get("started").getAsString()),
                  Instant.parse(session.get("saved").getAsString())));
    }
    assertThat(json(card).get("seconds").getAsDouble()).isEqualTo(wall.toMillis() / 1000.0);
    assertThat(card.report().html()).contains("Sessions in which the run was trained", "3 to 6");
    // dates are in no file that makes the run
    Path whole = folder.resolve("whole");
    GanTrainer.of(METHOD).threads(1).train(NOISE, PLAN, 5, whole).close();
    for (String file : List.of("run.json", "checkpoint.safetensors")) {
      assertThat(Hashes.of(whole.resolve(file))).isEqualTo(Hashes.of(folder.resolve(file)));
    }
  }

  private JsonArray curve(String name) {
    return json(RunCard.of(folder))
        .getAsJsonObject("curves")
        .getAsJsonObject(name)
        .getAsJsonArray("values");
  }

  @Test
  void aDivergedRunIsToldWithItsReasonAndAlarms() {
    Method wild = METHOD.with(Losses.wasserstein()).with(Optimizers.sgd(1e3));
    try (Run run = train(wild, Plan.steps(40).recordEvery(1))) {
      assertThat(run.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      JsonObject card = json(RunCard.of(folder));
      assertThat(card.getAsJsonObject("outcome").get("reason").getAsString())
          .isEqualTo(run.outcome().reason());
      assertThat(card.getAsJsonArray("alarms").toString()).contains("\"no number\"");
      assertThat(RunCard.of(folder).report().html())
          .contains("diverged after step %d of 40".formatted(run.outcome().step()));
    }
  }

  @Test
  void aCellHasItsScoresAndSamples() {
    try (FeatureExtractor pixels = Extractors.pixels(8)) {
      Evaluation evaluation =
          Evaluation.of(pixels, Features.of(NOISE, pixels), 12, Metrics.frechet());
      Ablation ablation =
          Ablation.of(List.of(METHOD), NOISE, evaluation)
              .seeds(3)
              .plan(PLAN)
              .monitor(evaluation, 3);
      Cell cell = ablation.runIn(folder).cells().get(0);
      Path place = ablation.folder(folder, METHOD, 3);
      JsonObject card = json(RunCard.of(place));
      assertThat(card.getAsJsonObject("scores").get("FD(pixels)").getAsDouble())
          .isEqualTo(cell.scores().get(0).value());
      assertThat(numbers(curves(card, "FD(pixels)"))).hasSize(3);
      assertThat(RunCard.of(place).report().html()).contains("Samples of the generator");
    }
  }

  private static JsonArray curves(JsonObject card, String name) {
    return card.getAsJsonObject("curves").getAsJsonObject(name).getAsJsonArray("steps");
  }

  @Test
  void whatHoldsNoRunOrADamagedOneIsRefused() throws IOException {
    assertThatThrownBy(() -> RunCard.of(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder + " holds no run");
    train(METHOD, PLAN).close();
    for (String name :
        List.of("run.json", "history.csv", "checkpoint.safetensors", "sessions.json")) {
      byte[] whole = Files.readAllBytes(folder.resolve(name));
      byte[] flipped = whole.clone();
      flipped[whole.length / 2] ^= 1;
      Files.write(folder.resolve(name), flipped);
      assertThatThrownBy(() -> RunCard.of(folder).save())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(folder.resolve(name).toString());
      Files.write(folder.resolve(name), whole);
    }
    assertThat(folder.resolve("run-card.json")).doesNotExist();
  }

  @Test
  void aRunFromBeforeSessionsWereNotedHasACardThatSaysSo() {
    train(METHOD, PLAN).close();
    Path before = folder.resolve("before");
    CheckedFolder.Change change = CheckedFolder.at(before).change();
    for (String name : List.of("run.json", "history.csv", "checkpoint.safetensors")) {
      change.put(name, CheckedFolder.at(folder).required(name, ""));
    }
    change.commit();
    assertThat(RunCard.of(before).report().html()).contains("Run, seed 5", "not noted");
    assertThat(json(RunCard.of(before)).has("outcome")).isFalse();
  }

  @Test
  void theCardIsTheSameInEveryCountry() {
    train(METHOD, PLAN).close();
    String json = RunCard.of(folder).json();
    Map<String, String> pages = new java.util.HashMap<>();
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("en", "ar-EG")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(RunCard.of(folder).json()).isEqualTo(json);
        pages.put(tag, RunCard.of(folder).report().html().replaceAll("base64,[^\"]*", ""));
      }
    } finally {
      Locale.setDefault(before);
    }
    assertThat(pages.values()).containsOnly(pages.get("en"));
  }
}
