package stablegan.published;

import java.util.Locale;

/**
 * A number of the literature.
 *
 * @param score its name there, "FID" or "IS"
 * @param deviation NaN where none is given
 * @param source who published it, and where it was read
 * @param recalled whether it is quoted from memory, not read in a source: to be said wherever it is
 *     shown
 */
public record Published(
    String score, double value, double deviation, String source, boolean recalled) {

  public Published {
    if (!Double.isFinite(value) || deviation < 0 || source.isBlank()) {
      throw new IllegalArgumentException(
          "a published number needs a value, a deviation or NaN, and a source, not %s, %s, \"%s\""
              .formatted(value, deviation, source));
    }
  }

  static Published read(String score, double value, double deviation, String source) {
    return new Published(score, value, deviation, source, false);
  }

  static Published recalled(String score, double value, double deviation, String source) {
    return new Published(score, value, deviation, source, true);
  }

  /** "FID 21.7 ± 0.21". */
  public String number() {
    String spread = Double.isNaN(deviation) ? "" : String.format(Locale.ROOT, " ± %s", deviation);
    return score + " " + value + spread;
  }

  /** "FID 21.7 ± 0.21 (Miyato et al. 2018, table 2; quoted from memory)". */
  @Override
  public String toString() {
    return "%s (%s%s)".formatted(number(), source, recalled ? "; quoted from memory" : "");
  }
}
