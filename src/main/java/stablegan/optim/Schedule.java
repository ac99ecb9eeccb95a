package stablegan.optim;

import java.io.Serializable;

/** How a number changes over a run, such as the learning rate: a factor for each generator step. */
@FunctionalInterface
public interface Schedule extends Serializable {

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
    Schedules.requirePositive("the warm-up's steps", warmUp);
    return Schedules.named(
        "warm-up " + warmUp + ", " + name(),
        (step, steps) -> {
          long left = Math.max(1, steps - warmUp);
          return step < warmUp
              ? (step + 1.0) / warmUp * factor(0, left)
              : factor(step - warmUp, left);
        });
  }
}
