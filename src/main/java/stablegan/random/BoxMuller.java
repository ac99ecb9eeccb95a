package stablegan.random;

/**
 * Pairs of normal numbers from pairs of words (Box and Muller 1958). The functions are series in
 * plain IEEE arithmetic, which Java rounds alike on every machine: {@code Math.log} and {@code
 * Math.sin} may differ in the last bit, {@code StrictMath}'s take several times as long.
 */
final class BoxMuller {

  private static final double LN_2 = 0.6931471805599453;
  private static final long BITS_OF_SQRT_HALF = 0x3fe6a09e667f3bcdL;
  private static final int MANTISSA = 52;
  private static final long UNSIGNED = 0xffffffffL;

  /** A quarter of the circle over the 2³² steps of a word. */
  private static final double STEP = Math.PI / 2 * 0x1p-32;

  private BoxMuller() {}

  /**
   * Writes two independent standard normal numbers, at most 6.77 in size.
   *
   * @param radius a word whose exponential variable is half the square of their distance from 0
   * @param angle a word of two signs and 30 bits of the angle t between the diagonal and the point,
   *     in [−π/4, π/4): √2·cos(π/4 + t) = cos t − sin t, and + for the sine, so that no quadrant is
   *     to be told from another
   */
  static void pair(int radius, int angle, float[] out, int at) {
    double r = Math.sqrt(minusLog(radius));
    double t = ((angle << 2) + 2) * STEP;
    double sin = sin(t);
    double cos = cos(t);
    out[at] = signed(r * (cos - sin), angle);
    out[at + 1] = signed(r * (cos + sin), angle << 1);
  }

  private static float signed(double size, int sign) {
    return Float.intBitsToFloat(Float.floatToRawIntBits((float) size) ^ (sign & Integer.MIN_VALUE));
  }

  /** −ln((w + ½)/2³²) of an unsigned word: positive and at most 22.9. */
  static double minusLog(int w) {
    long bits = Double.doubleToRawLongBits((w & UNSIGNED) + 0.5);
    // w + ½ = m·2^exponent with m in [√½, √2)
    long exponent = (bits - BITS_OF_SQRT_HALF) >> MANTISSA;
    double m = Double.longBitsToDouble(bits - (exponent << MANTISSA));
    double s = (m - 1) / (m + 1);
    double q = s * s;
    // ln m = 2·artanh s; what is left out is less than 1e-13 of it
    double series =
        1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * tailOfLog(q)))));
    return (Integer.SIZE - exponent) * LN_2 - 2 * s * series;
  }

  private static double tailOfLog(double q) {
    return 1.0 / 11 + q * (1.0 / 13 + q * (1.0 / 15));
  }

  /** For |t| ≤ π/4; what is left out is less than 1e-13. */
  static double sin(double t) {
    double q = t * t;
    double inner = 1 - q * (1.0 / 72) * (1 - q * (1.0 / 110) * (1 - q * (1.0 / 156)));
    return t * (1 - q * (1.0 / 6) * (1 - q * (1.0 / 20) * (1 - q * (1.0 / 42) * inner)));
  }

  /** For |t| ≤ π/4; what is left out is less than 1e-13. */
  static double cos(double t) {
    double q = t * t;
    double far = 1 - q * (1.0 / 90) * (1 - q * (1.0 / 132) * (1 - q * (1.0 / 182)));
    double inner = 1 - q * (1.0 / 56) * far;
    return 1 - q * 0.5 * (1 - q * (1.0 / 12) * (1 - q * (1.0 / 30) * inner));
  }
}
