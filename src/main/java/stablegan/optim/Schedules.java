package stablegan.optim;

/** How learning rates change over a run. */
public final class Schedules {

  private Schedules() {}

  /** A constant learning rate. */
  public static Schedule constant() {
    return named("constant", (step, steps) -> 1);
  }

  /** Linear to zero, which the step after the last one would have. */
  public static Schedule linearToZero() {
    return named("linear to zero", (step, steps) -> 1 - (double) step / steps);
  }

  /** Half a cosine to zero, without restarts (Loshchilov and Hutter 2017, equation 5). */
  public static Schedule cosine() {
    return named("cosine", (step, steps) -> (1 + Math.cos(Math.PI * step / steps)) / 2);
  }

  /**
   * The factor is multiplied again and again.
   *
   * @param decay what by, in (0, 1]
   * @param every after how many steps, at least 1
   */
  public static Schedule stepDecay(double decay, long every) {
    requirePositive("the steps between decays", every);
    if (!(0 < decay && decay <= 1)) {
      throw new IllegalArgumentException("a decay must be in (0, 1] but is " + decay);
    }
    return named(
        "times " + decay + " every " + every,
        (step, steps) -> {
          long decays = step / every;
          return Math.pow(decay, (double) decays);
        });
  }

  static void requirePositive(String what, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(what + " must be at least 1 but are " + steps);
    }
  }

  /** The same schedule under another name. */
  public static Schedule named(String name, Schedule factor) {
    return new Schedule() {
      @Override
      public double factor(long step, long steps) {
        return factor.factor(step, steps);
      }

      @Override
      public String name() {
        return name;
      }
    };
  }
}
