package stablegan.experiment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import stablegan.internal.engine.Circumstances;

/** What a result was made with. */
public final class Provenance {

  private Provenance() {}

  /** Versions, machine, the calling thread's engine threads, and time, by name. */
  public static Map<String, String> now() {
    Map<String, String> facts = Circumstances.now();
    facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return facts;
  }
}
