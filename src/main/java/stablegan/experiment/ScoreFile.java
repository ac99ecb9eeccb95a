package stablegan.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stablegan.data.AtomicFile;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import stablegan.training.RunIdentity;

/** Scores as JSON, with what they depend on. */
final class ScoreFile {

  /** Standard deviations may be NaN, which strict JSON has no word for. */
  static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().setPrettyPrinting().create();

  private record Entry(String name, double value, double spread, Map<String, String> protocol) {

    static Entry of(Score score) {
      return new Entry(score.name(), score.value(), score.spread(), score.protocol().facts());
    }

    Score score() {
      return new Score(name, value, spread, Protocol.of(protocol));
    }
  }

  private record Content(String identity, List<Entry> scores) {}

  private ScoreFile() {}

  static void write(Path file, RunIdentity identity, List<Score> scores) {
    Content content = new Content(identity.toJson(), scores.stream().map(Entry::of).toList());
    AtomicFile.write(file, GSON.toJson(content));
  }

  /** The scores, if they are there and depend on the same. */
  static Optional<List<Score>> read(Path file, RunIdentity identity) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Content content = GSON.fromJson(Files.readString(file), Content.class);
      return same(content.identity(), identity)
          ? Optional.of(content.scores().stream().map(Entry::score).toList())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean same(String stored, RunIdentity identity) {
    try {
      return identity.differences(RunIdentity.parse(stored)).isEmpty();
    } catch (JsonParseException e) {
      return false; // earlier versions wrote another text
    }
  }
}
