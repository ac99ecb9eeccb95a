package stablegan.training;

/** How the learning rate changes: one factor for each generator step. */
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

  /** A constant learning rate. */
  static Schedule constant() {
    return new Schedule() {
      @Override
      public double factor(long step, long steps) {
        return 1;
      }

      @Override
      public String name() {
        return "constant";
      }
    };
  }

  /** Linear to zero at the last step. */
  static Schedule linearToZero() {
    return new Schedule() {
      @Override
      public double factor(long step, long steps) {
        return 1 - (double) step / steps;
      }

      @Override
      public String name() {
        return "linear to zero";
      }
    };
  }
}
