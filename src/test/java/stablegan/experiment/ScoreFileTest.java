package stablegan.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import stablegan.internal.identity.IdentityDraft;
import stablegan.internal.identity.RunIdentity;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;

class ScoreFileTest {

  private static final RunIdentity IDENTITY = new IdentityDraft().fact("metric", "x").identity();
  private static final List<Score.Kind> KINDS = List.of(Score.Kind.FD, Score.Kind.RECALL);
  private static final Protocol PROTOCOL =
      new Protocol("e", "w", "r", 10, "set", "h", 10, "whole", OptionalLong.of(3));
  private static final List<Score> SCORES =
      List.of(
          new Score(Score.Kind.FD, "FD(e)", 12.5, Double.NaN, PROTOCOL),
          new Score(Score.Kind.RECALL, "recall(e)", 0.25, 0.125, PROTOCOL));

  @Test
  void scoresReadBackWithTheirKinds() {
    Score.Kind own = new Score.Kind("mine", "MINE", false, true);
    List<Score> scores = List.of(SCORES.get(0), new Score(own, "mine", 1, 0, PROTOCOL));
    byte[] json = ScoreFile.encode(IDENTITY, scores);
    assertThat(ScoreFile.decode(json, IDENTITY, KINDS)).contains(scores);
  }

  @Test
  void theKindsThatOlderFilesLackAreThoseOfTheScoresThatTheIdentitySpeaksOf() {
    byte[] old = withoutKinds(ScoreFile.encode(IDENTITY, SCORES));
    assertThat(new String(old, UTF_8)).doesNotContain("kind");
    assertThat(ScoreFile.decode(old, IDENTITY, KINDS)).contains(SCORES);
    assertThat(ScoreFile.decode(old, IDENTITY, KINDS.subList(0, 1))).isEmpty();
    RunIdentity other = new IdentityDraft().fact("metric", "y").identity();
    assertThat(ScoreFile.decode(old, other, KINDS)).isEmpty();
  }

  /** Its numbers are the same, so that its identity is. */
  @Test
  void scoresOfAMetricWhoseDirectionWasCorrectedAreNotItsScores() {
    byte[] json = ScoreFile.encode(IDENTITY, SCORES);
    Score.Kind less = new Score.Kind("recall", "recall", true, true);
    Score.Kind noVariety = Score.Kind.of("recall", false);
    for (Score.Kind corrected : List.of(less, noVariety)) {
      assertThat(ScoreFile.decode(json, IDENTITY, List.of(Score.Kind.FD, corrected))).isEmpty();
    }
  }

  @Test
  void aRunWithoutScoresReadsBack() {
    byte[] json = ScoreFile.encode(IDENTITY, List.of());
    assertThat(ScoreFile.decode(json, IDENTITY, KINDS)).contains(List.of());
  }

  private static byte[] withoutKinds(byte[] json) {
    JsonObject content = JsonParser.parseString(new String(json, UTF_8)).getAsJsonObject();
    content.getAsJsonArray("scores").forEach(score -> score.getAsJsonObject().remove("kind"));
    return content.toString().getBytes(UTF_8);
  }
}
