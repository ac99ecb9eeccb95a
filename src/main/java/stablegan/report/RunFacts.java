package stablegan.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stablegan.diagnostics.Alarm;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.identity.RunIdentity;
import stablegan.internal.identity.Session;
import stablegan.internal.numbers.Numbers;
import stablegan.training.History;
import stablegan.training.Outcome;

/**
 * What a run's folder tells of it.
 *
 * @param identity what it is: the axes of its method, data, seed
 * @param sessions when it was trained, and with what; none if it was trained before that was noted
 * @param history up to the last checkpoint
 * @param scores of a comparison's cell, by name
 * @param hashes SHA-256 of its files, by name
 */
record RunFacts(
    Map<String, String> identity,
    List<Session> sessions,
    History history,
    Map<String, Double> scores,
    Map<String, String> hashes) {

  private static final String ANEW = "delete the folder to train anew";
  private static final String WEIGHTS = "checkpoint.safetensors";

  /** What a fact's name ends with that tells the fields of a part. */
  private static final String MADE_OF = ", made of";

  /**
   * Reads a folder.
   *
   * @throws IllegalArgumentException if there is no run in it
   * @throws java.io.UncheckedIOException if one of its files is damaged or missing
   */
  static RunFacts of(Path path) {
    CheckedFolder folder = CheckedFolder.at(path);
    RunIdentity identity =
        folder
            .read("run.json", ANEW)
            .map(json -> RunIdentity.parse(text(json)))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        path
                            + " holds no run: name the folder of one that was saved at least once,"
                            + " with its run.json"));
    folder.required(WEIGHTS, ANEW);
    List<Session> sessions =
        folder
            .read("sessions.json", "delete it to go on without what it says")
            .map(json -> Session.parse(text(json)))
            .orElse(List.of());
    History history = History.parse(folder.grownText("history.csv", ANEW));
    Map<String, Double> scores =
        folder
            .read("scores.json", "delete result.json and scores.json to score it anew")
            .map(RunFacts::scores)
            .orElse(Map.of());
    return new RunFacts(identity.facts(), sessions, history, scores, folder.hashes());
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static Map<String, Double> scores(byte[] json) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (JsonElement element :
        JsonParser.parseString(text(json)).getAsJsonObject().getAsJsonArray("scores")) {
      JsonObject score = element.getAsJsonObject();
      scores.put(score.get("name").getAsString(), score.get("value").getAsDouble());
    }
    return scores;
  }

  /** The last session, if any was noted. */
  Optional<Session> last() {
    return sessions.isEmpty() ? Optional.empty() : Optional.of(sessions.get(sessions.size() - 1));
  }

  /** The method's name, if it was noted. */
  Optional<String> name() {
    return last().map(Session::method);
  }

  /** How the run ended, or stands, if it was noted. */
  Optional<Outcome> outcome() {
    return last().map(s -> new Outcome(Outcome.Kind.valueOf(s.outcome()), s.to(), s.reason()));
  }

  /** What went wrong with it. */
  List<Alarm> alarms() {
    return outcome().map(outcome -> Alarm.of(history, outcome)).orElse(List.of());
  }

  /** From the start to the last checkpoint of each session, all of them together. */
  Duration wall() {
    return sessions.stream().map(Session::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** Median of a generator step with its discriminator steps; NaN if none was timed. */
  double millisPerStep() {
    List<Double> seconds = history.find("seconds_per_step").values();
    return seconds.isEmpty() ? Double.NaN : 1000 * Numbers.median(seconds);
  }

  /** The axes of the method, data and seed, as they are named. */
  Map<String, String> configuration() {
    Map<String, String> named = new LinkedHashMap<>(identity);
    named.keySet().removeIf(name -> name.endsWith(MADE_OF));
    return named;
  }

  /** Classes and fields of the parts. */
  Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    identity.forEach(
        (name, value) -> {
          if (name.endsWith(MADE_OF)) {
            parts.put(name.substring(0, name.length() - MADE_OF.length()), value);
          }
        });
    return parts;
  }
}
