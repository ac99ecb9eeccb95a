package stablegan.penalty;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/** The penalties of the literature. */
public final class Penalties {

  private Penalties() {}

  /**
   * WGAN-GP (Gulrajani et al. 2017, equation 3): λ·E[(‖∇D(x̂)‖ − 1)²], x̂ uniform on the line
   * between a real and a generated sample.
   *
   * @param lambda the coefficient, 10 in the paper; positive
   */
  public static Penalty gradientPenalty(double lambda) {
    return named(
        "WGAN-GP",
        lambda,
        (critic, real, fake) ->
            InputGradient.norms(critic, InputGradient.between(real, fake))
                .sub(1)
                .square()
                .mean()
                .mul((float) lambda));
  }

  static Penalty named(String name, double coefficient, Penalty penalty) {
    if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
      throw new IllegalArgumentException(
          "the coefficient of " + name + " must be positive and finite but is " + coefficient);
    }
    String label = String.format(Locale.ROOT, "%s(%s)", name, trimmed(coefficient));
    return new Penalty() {
      @Override
      public NDArray of(Critic critic, NDArray real, NDArray fake) {
        return penalty.of(critic, real, fake);
      }

      @Override
      public String name() {
        return label;
      }
    };
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
