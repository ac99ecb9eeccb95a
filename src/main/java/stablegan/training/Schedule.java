package stablegan.training;

/** How a number changes over a run, such as the learning rate: a factor for each generator step. */
@FunctionalInterface
public interface Schedule {

  /**
   * The factor on the learning rate.
   *
   * @param step from 0
   * @param steps how many there will be
   * @return at least 0
   */
  double factor(long step, long steps);

  /** The schedule's name in tables. */
  default String name() {
    return "custom schedule";
  }

  /**
   * This schedule after a linear warm-up (Goyal et al. 2017, section 2.2): the warm-up's k-th of n
   * steps has k/n of this schedule's first factor; then this one runs over what is left.
   *
   * @param warmUp n, at least 1
   */
  default Schedule afterWarmUp(long warmUp) {
    requirePositive("the warm-up's steps", warmUp);
    return named(
        "warm-up " + warmUp + ", " + name(),
        (step, steps) -> {
          long left = Math.max(1, steps - warmUp);
          return step < warmUp
              ? (step + 1.0) / warmUp * factor(0, left)
              : factor(step - warmUp, left);
        });
  }

  /** A constant learning rate. */
  static Schedule constant() {
    return named("constant", (step, steps) -> 1);
  }

  /** Linear to zero, which the step after the last one would have. */
  static Schedule linearToZero() {
    return named("linear to zero", (step, steps) -> 1 - (double) step / steps);
  }

  /** Half a cosine to zero, without restarts (Loshchilov and Hutter 2017, equation 5). */
  static Schedule cosine() {
    return named("cosine", (step, steps) -> (1 + Math.cos(Math.PI * step / steps)) / 2);
  }

  /**
   * The factor is multiplied again and again.
   *
   * @param decay what by, in (0, 1]
   * @param every after how many steps, at least 1
   */
  static Schedule stepDecay(double decay, long every) {
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

  private static void requirePositive(String what, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(what + " must be at least 1 but are " + steps);
    }
  }

  /** The same schedule under a name of one's own. */
  static Schedule named(String name, Schedule factor) {
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
