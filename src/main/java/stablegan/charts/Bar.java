package stablegan.charts;

/**
 * A bar of a bar chart.
 *
 * @param value its height; NaN draws none, the name stays
 * @param error half the length of the error bar; 0 or NaN draws none
 */
public record Bar(String name, double value, double error) {

  /** Checks the error. */
  public Bar {
    if (error < 0) {
      throw new IllegalArgumentException(
          "the error of \"" + name + "\" must not be negative, not " + error);
    }
  }

  /** A bar without an error bar. */
  public static Bar of(String name, double value) {
    return new Bar(name, value, 0);
  }
}
