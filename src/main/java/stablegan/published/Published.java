package stablegan.published;

import java.util.Locale;
import stablegan.metrics.ScoreKind;

/**
 * A number of the literature.
 *
 * @param kind of score, on the FID Inception
 * @param deviation NaN where none is given
 * @param source who published it, and where it was read
 * @param recalled whether it is quoted from memory, not read in a source: to be said wherever it is
 *     shown
 */
public record Published(
    ScoreKind kind, double value, double deviation, String source, boolean recalled) {

  public Published {
    if (!Double.isFinite(value) || deviation < 0 || source.isBlank()) {
      throw new IllegalArgumentException(
          "a published number needs a value, a deviation or NaN, and a source, not %s, %s, \"%s\""
              .formatted(value, deviation, source));
    }
  }

  /** What papers call the score: "FID". */
  public String score() {
    return kind.published();
  }

  /** "FID 21.7 ± 0.21". */
  public String number() {
    String spread = Double.isNaN(deviation) ? "" : String.format(Locale.ROOT, " ± %s", deviation);
    return score() + " " + value + spread;
  }

  /** "FID 21.7 ± 0.21 (Miyato et al. 2018, table 2; quoted from memory)". */
  @Override
  public String toString() {
    return "%s (%s%s)".formatted(number(), source, recalled ? "; quoted from memory" : "");
  }
}
