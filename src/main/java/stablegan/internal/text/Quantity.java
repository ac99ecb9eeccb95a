package stablegan.internal.text;

import java.util.Locale;

/** Numbers of things, in words that agree with them. */
public final class Quantity {

  private Quantity() {}

  /**
   * "1 image", "2,000 images".
   *
   * @param one of them, whose plural ends in s
   */
  public static String of(long n, String one) {
    return String.format(Locale.ROOT, n == 1 ? "%,d %s" : "%,d %ss", n, one);
  }
}
