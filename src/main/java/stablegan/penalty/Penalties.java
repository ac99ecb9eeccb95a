package stablegan.penalty;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.io.Serializable;
import stablegan.autograd.TensorOps;
import stablegan.random.RandomStream;

/**
 * The penalties of the literature. Gradients are taken for each sample alone; every norm is
 * differentiable also where the gradient is zero. Names in tables show the effective coefficient,
 * the factor ½ of R1 and R2 made explicit.
 */
public final class Penalties {

  private static final float HALF = 0.5f;

  /** Where a penalty takes the gradient. */
  @FunctionalInterface
  private interface Points extends Serializable {
    NDArray of(RandomStream random, NDArray real, NDArray fake);
  }

  /** What is penalized of gradient norms. */
  @FunctionalInterface
  private interface Shortfall extends Serializable {
    NDArray of(NDArray norms);
  }

  private Penalties() {}

  /**
   * WGAN-GP (Gulrajani et al. 2017, equation 3): λ·E[(‖∇D(x̂)‖ − 1)²], x̂ uniform on the line
   * between a real and a generated sample.
   *
   * @param lambda the coefficient, 10 in the paper; positive
   */
  public static Penalty gradientPenalty(double lambda) {
    return onNorms("WGAN-GP", lambda, InputGradient::between, Penalties::squaredDistanceFromOne);
  }

  /**
   * One-sided, also WGAN-LP (Petzka et al. 2018, equation 8): λ·E[max(0, ‖∇D(x̂)‖ − 1)²], x̂ as for
   * {@link #gradientPenalty}; slopes below one are left alone.
   */
  public static Penalty oneSidedGradientPenalty(double lambda) {
    return onNorms(
        "one-sided GP",
        lambda,
        InputGradient::between,
        norms -> Activation.relu(norms.sub(1)).square());
  }

  /**
   * DRAGAN (Kodali et al. 2017, section 2.3): λ·E[(‖∇D(x̂)‖ − 1)²], x̂ on the line between a real
   * sample and itself with noise of half the batch's standard deviation, uniform on (0, 1).
   */
  public static Penalty dragan(double lambda) {
    return onNorms(
        "DRAGAN",
        lambda,
        (random, real, fake) -> aroundReal(random, real),
        Penalties::squaredDistanceFromOne);
  }

  /** R1 (Mescheder et al. 2018, equation 9): γ/2·E[‖∇D(x)‖²] on real samples. */
  public static Penalty r1(double gamma) {
    return onSquaredNorms("R1", HALF * checked(gamma), (random, real, fake) -> real);
  }

  /** R2 (Mescheder et al. 2018, equation 10): γ/2·E[‖∇D(x)‖²] on generated samples. */
  public static Penalty r2(double gamma) {
    Penalty onFake = onSquaredNorms("R2", HALF * checked(gamma), (random, real, fake) -> fake);
    return named(
        onFake.name(), true, (critic, real, fake) -> onFake.of(critic.onFake(), real, fake));
  }

  /**
   * Zero-centred (Thanh-Tung et al. 2019, equation 9): λ·E[‖∇D(x̂)‖²] between real and generated.
   */
  public static Penalty zeroCentred(double lambda) {
    return onSquaredNorms("zero-centred GP", lambda, InputGradient::between);
  }

  /**
   * Orthogonal regularization of Brock et al. 2017 in the form of Brock et al. 2019, equation 2:
   * β·Σ‖W·Wᵀ − I‖² over the layers, W a matrix of one row for each number along the weight's first
   * axis: each output of a linear or convolutional layer, each input of a transposed convolution.
   */
  public static Penalty orthogonal(double beta) {
    float coefficient = checked(beta);
    return named(
        label("orthogonal", beta),
        false,
        (critic, real, fake) -> {
          NDArray sum = null;
          for (NDArray weight : critic.weights()) {
            NDArray term = distanceFromOrthogonal(weight);
            sum = sum == null ? term : sum.add(term);
          }
          return TensorOps.times(sum, coefficient);
        });
  }

  private static NDArray distanceFromOrthogonal(NDArray weight) {
    NDArray matrix = weight.reshape(weight.getShape().get(0), -1);
    NDArray gram = matrix.matMul(matrix.transpose());
    return gram.sub(gram.getManager().eye((int) gram.getShape().get(0))).square().sum();
  }

  private static NDArray squaredDistanceFromOne(NDArray norms) {
    return norms.sub(1).square();
  }

  private static NDArray aroundReal(RandomStream random, NDArray real) {
    NDArray noise = random.uniform(real.getManager(), real.getShape());
    NDArray centred = real.sub(real.mean());
    NDArray variance = TensorOps.times(centred.square().sum(), 1.0 / (real.size() - 1));
    NDArray perturbed = real.add(TensorOps.times(noise.mul(variance.sqrt()), HALF));
    return InputGradient.between(random, perturbed, real);
  }

  private static Penalty onSquaredNorms(String name, double coefficient, Points points) {
    float factor = checked(coefficient);
    return named(
        label(name, coefficient),
        true,
        (critic, real, fake) -> {
          NDArray squares = critic.squaredGradientNorms(points.of(critic.random(), real, fake));
          return TensorOps.times(squares.mean(), factor);
        });
  }

  private static Penalty onNorms(
      String name, double coefficient, Points points, Shortfall shortfall) {
    float factor = checked(coefficient);
    return named(
        label(name, coefficient),
        true,
        (critic, real, fake) -> {
          NDArray norms = critic.gradientNorms(points.of(critic.random(), real, fake));
          return TensorOps.times(shortfall.of(norms).mean(), factor);
        });
  }

  private static float checked(double coefficient) {
    if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
      throw new IllegalArgumentException(
          "a penalty's coefficient must be positive and finite but is " + coefficient);
    }
    return (float) coefficient;
  }

  private static String label(String name, double coefficient) {
    return "%s (× %s)".formatted(name, (float) coefficient);
  }

  private static Penalty named(String name, boolean perSample, Penalty penalty) {
    return named(name, perSample, 1, penalty);
  }

  static Penalty named(String name, boolean perSample, int interval, Penalty penalty) {
    return new Penalty() {
      @Override
      public NDArray of(Critic critic, NDArray real, NDArray fake) {
        return penalty.of(critic, real, fake);
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public boolean perSample() {
        return perSample;
      }

      @Override
      public int interval() {
        return interval;
      }
    };
  }
}
