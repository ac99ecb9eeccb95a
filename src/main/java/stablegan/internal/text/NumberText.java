package stablegan.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Numbers as a reader wants them in a column: the same decimals in every row, about four
 * significant digits of the largest, and powers of ten only where the column spans too much.
 */
public final class NumberText {

  /** What stands for a missing value. */
  public static final String MISSING = "–";

  private static final int DIGITS = 4;
  private static final int MAX_DECIMALS = 6;
  private static final double SCIENTIFIC_FROM = 1e7;
  private static final double SCIENTIFIC_BELOW = 1e-3;
  private static final int GROUPED_FROM = 10_000;

  private NumberText() {}

  /** One text a value; NaN is {@link #MISSING}. */
  public static List<String> column(double... values) {
    double[] sizes = DoubleStream.of(values).filter(Double::isFinite).map(Math::abs).toArray();
    double largest = DoubleStream.of(sizes).max().orElse(0);
    double smallest = DoubleStream.of(sizes).filter(v -> v > 0).min().orElse(0);
    int decimals = Math.max(0, DIGITS - 1 - exponent(largest));
    // Two significant digits of the smallest must survive, otherwise each number scales alone.
    boolean aligned =
        largest < SCIENTIFIC_FROM
            && decimals <= MAX_DECIMALS
            && smallest >= Math.pow(10, 1 - decimals) * 0.95;
    if (largest == 0 || isIntegral(values)) {
      aligned = largest < 1e15;
      decimals = 0;
    }
    int shown = aligned ? needed(decimals, values) : 0;
    boolean fixed = aligned;
    return DoubleStream.of(values).mapToObj(v -> fixed ? fixed(v, shown) : alone(v)).toList();
  }

  /** A number on its own, four significant digits. */
  public static String alone(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value) || size == 0) {
      return fixed(value, 0);
    }
    if (size >= SCIENTIFIC_FROM || size < SCIENTIFIC_BELOW) {
      BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS - 1));
      int power = rounded.precision() - rounded.scale() - 1;
      return rounded.movePointLeft(power).stripTrailingZeros().toPlainString() + "e" + power;
    }
    return fixed(value, needed(Math.max(0, DIGITS - 1 - exponent(size)), value));
  }

  private static String fixed(double value, int decimals) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    String pattern = Math.abs(value) >= GROUPED_FROM ? "%,." : "%.";
    String text = String.format(Locale.ROOT, pattern + decimals + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /** The decimals that the numbers use after rounding to {@code decimals}. */
  private static int needed(int decimals, double... values) {
    return DoubleStream.of(values)
        .filter(Double::isFinite)
        .mapToInt(
            v ->
                new BigDecimal(v)
                    .setScale(decimals, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .scale())
        .map(scale -> Math.max(0, scale))
        .max()
        .orElse(0);
  }

  private static boolean isIntegral(double... values) {
    return DoubleStream.of(values).filter(Double::isFinite).allMatch(v -> v == Math.rint(v));
  }

  private static int exponent(double size) {
    return size == 0 ? 0 : (int) Math.floor(Math.log10(size));
  }
}
