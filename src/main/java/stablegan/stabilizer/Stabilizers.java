package stablegan.stabilizer;

import java.util.List;
import java.util.stream.Stream;
import stablegan.optim.Schedule;
import stablegan.optim.Schedules;

/** The stabilisers of the literature that have a memory, or change what the discriminator sees. */
public final class Stabilizers {

  private static final double LECAM_DECAY = 0.99;

  private Stabilizers() {}

  /**
   * Historical averaging (Salimans et al. 2016, section 3.3): either player's loss gets λ·‖θ − m‖²,
   * m the mean of all values that its parameters θ have had, the first and the present one
   * included. m is a constant for differentiation, so the gradient is 2λ·(θ − m). It needs one more
   * array for each parameter.
   *
   * @param lambda λ, positive and finite
   */
  public static Stabilizer historicalAveraging(double lambda) {
    return new HistoricalAveraging(lambda);
  }

  /** {@link #leCam(double, double, long)} with averages of decay 0.99, from the start. */
  public static Stabilizer leCam(double lambda) {
    return leCam(lambda, LECAM_DECAY, 0);
  }

  /**
   * LeCam regularization (Tseng et al. 2021, the regularizer R_LC): the discriminator's loss gets
   * λ·(E[(D(x) − α_F)²] + E[(D(G(z)) − α_R)²]), where α_R and α_F are exponential moving averages
   * of its mean output for real and for generated samples, α ← decay·α + (1 − decay)·mean, once a
   * discriminator step. They are constants for differentiation. A step's term is made with the
   * averages of the steps before it, so that it doesn't depend on how a batch is split; the very
   * first step has none. This is the paper's formula; the published code counts D(x) only above α_F
   * and D(G(z)) only below α_R, and updates the averages before the term.
   *
   * @param lambda λ, positive and finite; 0.3 for BigGAN on CIFAR
   * @param decay in [0, 1)
   * @param start the generator step of the first term, from 0; before it, the averages are those of
   *     the last step alone
   */
  public static Stabilizer leCam(double lambda, double decay, long start) {
    return new LeCam(lambda, decay, start);
  }

  /** {@link #diffAugment(String)} with colour, translation and cutout. */
  public static Stabilizer diffAugment() {
    return new DiffAugment(DiffAugment.POLICIES);
  }

  /**
   * DiffAugment (Zhao et al. 2020): whatever the discriminator is shown, real or generated, in
   * steps of either player, is augmented at random in ways that gradients flow back through.
   * Penalties see the augmented images, and take their gradients at or between these. Images only,
   * of values in [−1, 1].
   *
   * <ul>
   *   <li>{@code color}: brightness, uniform on ±0.5, is added; saturation is multiplied by a
   *       number uniform on (0, 2), contrast by one uniform on (0.5, 1.5)
   *   <li>{@code translation}: by up to an eighth of the height and width, filled up with zeros
   *   <li>{@code cutout}: a rectangle of half the height and width becomes zero; its centre lies
   *       anywhere
   * </ul>
   *
   * @param policy some of these, separated by commas, in the order in which they are applied
   */
  public static Stabilizer diffAugment(String policy) {
    List<String> names = Stream.of(policy.split(",", -1)).map(String::strip).toList();
    return new DiffAugment(names);
  }

  /** {@link #instanceNoise(double, Schedule)} of the same standard deviation throughout. */
  public static Stabilizer instanceNoise(double std) {
    return instanceNoise(std, Schedules.constant());
  }

  /**
   * Instance noise (Sønderby et al. 2017, section 3; Arjovsky and Bottou 2017): everything that the
   * discriminator is shown in training, real or generated, in steps of either player, gets Gaussian
   * noise of its own, so that the two distributions overlap. Penalties see the noisy samples, and
   * take their gradients at or between these.
   *
   * @param std standard deviation at the start, in units of the samples, which for images lie in
   *     [−1, 1]; positive and finite
   * @param annealing what the standard deviation is multiplied by over the run, such as {@link
   *     Schedules#linearToZero}
   */
  public static Stabilizer instanceNoise(double std, Schedule annealing) {
    return new InstanceNoise(std, annealing);
  }

  static void requirePositive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " must be positive and finite but is " + value);
    }
  }
}
