package stablegan.internal.identity;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one process did of a run. It says when and on what, and is no part of what the run is.
 *
 * @param method what the run's method was called
 * @param started when it began or went on, an instant of ISO 8601
 * @param saved when the run was last saved
 * @param from the generator steps that there were
 * @param to those that there are
 * @param planned those that were asked for
 * @param outcome how the run then was: INTERRUPTED, if it is to go on
 * @param reason why it diverged, if it did
 * @param madeWith versions, machine, engine threads
 */
public record Session(
    String method,
    String started,
    String saved,
    long from,
    long to,
    long planned,
    String outcome,
    String reason,
    Map<String, String> madeWith) {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  public Session {
    madeWith = new LinkedHashMap<>(madeWith);
  }

  /** From its start to its last checkpoint. */
  public Duration length() {
    return Duration.between(Instant.parse(started), Instant.parse(saved));
  }

  /** All sessions of a run as JSON. */
  public static String toJson(List<Session> sessions) {
    return GSON.toJson(sessions) + "\n";
  }

  /** Reads what {@link #toJson} wrote. */
  public static List<Session> parse(String json) {
    return GSON.fromJson(json, new TypeToken<List<Session>>() {});
  }
}
