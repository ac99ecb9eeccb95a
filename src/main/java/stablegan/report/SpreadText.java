package stablegan.report;

import java.util.Locale;
import stablegan.experiment.Results.Spread;
import stablegan.internal.statistics.Bootstrap;
import stablegan.internal.text.NumberText;

/** Measured numbers in tables and sentences, so that both say the same. */
final class SpreadText {

  private static final int DIGITS = 3;
  private static final int MAX_DECIMALS = 3;

  private SpreadText() {}

  /** Mean ± deviation with the mean's decimals; the mean alone of one run, nothing of none. */
  static String of(Spread spread) {
    if (spread.n() == 0) {
      return "";
    }
    return spread.n() == 1
        ? of(spread.mean())
        : of(spread.mean()) + " ± " + like(spread.mean(), spread.deviation());
  }

  /** Mean and interval with the mean's decimals: "-10.1 [-12.3, -8.0]". */
  static String of(Bootstrap.Interval interval) {
    double mean = interval.mean();
    return "%s [%s, %s]"
        .formatted(of(mean), like(mean, interval.low()), like(mean, interval.high()));
  }

  /** Three significant digits, but whole numbers in full and no more than three decimals. */
  static String of(double value) {
    return like(value, value);
  }

  /** A share of 1 in percent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A number with the decimals that another one gets. */
  static String like(double other, double value) {
    double size = Math.abs(other);
    boolean tiny = size > 0 && size < Math.pow(10, -MAX_DECIMALS);
    if (!Double.isFinite(value) || !Double.isFinite(other) || tiny) {
      return NumberText.alone(value);
    }
    int exponent = size == 0 ? 0 : (int) Math.floor(Math.log10(size));
    int decimals = Math.min(MAX_DECIMALS, Math.max(0, DIGITS - 1 - exponent));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
