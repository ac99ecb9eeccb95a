package stablegan.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.identity.RunIdentity;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;

/** Scores as JSON, with what they depend on. */
final class ScoreFile {

  /** Standard deviations may be NaN, which strict JSON has no word for. */
  static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().setPrettyPrinting().create();

  /** The kind is null in files from before there were kinds. */
  private record Entry(
      Score.Kind kind, String name, double value, double spread, Map<String, String> protocol) {

    static Entry of(Score score) {
      return new Entry(
          score.kind(), score.name(), score.value(), score.spread(), score.protocol().facts());
    }

    /** A user's metric may have been corrected in what it calls better, but not in its numbers. */
    boolean readsAs(Score.Kind usual) {
      return kind == null
          || (kind.lowerIsBetter() == usual.lowerIsBetter() && kind.variety() == usual.variety());
    }

    Score score(Score.Kind usual) {
      Score.Kind known = kind == null ? usual : kind;
      return new Score(known, name, value, spread, Protocol.of(protocol));
    }
  }

  private record Content(String identity, List<Entry> scores) {}

  private ScoreFile() {}

  static void write(Path file, RunIdentity identity, List<Score> scores) {
    folder(file).change().put(name(file), encode(identity, scores)).commit();
  }

  static byte[] encode(RunIdentity identity, List<Score> scores) {
    Content content = new Content(identity.toJson(), scores.stream().map(Entry::of).toList());
    return GSON.toJson(content).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The scores, if they are there and depend on the same.
   *
   * @param kinds of the scores that the identity speaks of
   * @throws java.io.UncheckedIOException if the file is damaged
   */
  static Optional<List<Score>> read(Path file, RunIdentity identity, List<Score.Kind> kinds) {
    return folder(file)
        .read(name(file), "delete it to score anew")
        .flatMap(json -> decode(json, identity, kinds));
  }

  /** A run whose generator makes no images has no scores at all. */
  static Optional<List<Score>> decode(byte[] json, RunIdentity identity, List<Score.Kind> kinds) {
    Content content = GSON.fromJson(new String(json, StandardCharsets.UTF_8), Content.class);
    List<Entry> entries = content.scores();
    boolean whole =
        entries.isEmpty()
            || (entries.size() == kinds.size()
                && IntStream.range(0, kinds.size())
                    .allMatch(i -> entries.get(i).readsAs(kinds.get(i))));
    return whole && same(content.identity(), identity)
        ? Optional.of(
            IntStream.range(0, entries.size())
                .mapToObj(i -> entries.get(i).score(kinds.get(i)))
                .toList())
        : Optional.empty();
  }

  private static CheckedFolder folder(Path file) {
    return CheckedFolder.at(file.toAbsolutePath().getParent());
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static boolean same(String stored, RunIdentity identity) {
    try {
      return identity.differences(RunIdentity.parse(stored)).isEmpty();
    } catch (JsonParseException e) {
      return false; // earlier versions wrote another text
    }
  }
}
