package stablegan.optim;

/** The update rules. */
public final class Optimizers {

  private static final double EPS = 1e-8;

  private Optimizers() {}

  /** Adam with ε = 1e-8, see {@link #adam(double, double, double, double)}. */
  public static Optimizer adam(double rate, double beta1, double beta2) {
    return adam(rate, beta1, beta2, EPS);
  }

  /**
   * Adam (Kingma and Ba 2015) in the form of torch.optim.Adam: θ ← θ − α·m̂/(√v̂ + ε), m̂ = m/(1 −
   * β₁ᵗ), v̂ = v/(1 − β₂ᵗ), ε outside the bias correction.
   *
   * @param rate α, positive
   * @param beta1 in [0, 1)
   * @param beta2 in [0, 1)
   * @param eps ε, positive
   */
  public static Optimizer adam(double rate, double beta1, double beta2, double eps) {
    return new Adam(rate, beta1, beta2, eps);
  }

  /**
   * AdamW (Loshchilov and Hutter 2019): θ ← (1 − αλ)·θ before Adam's step with ε = 1e-8, so that
   * the decay does not pass through Adam's scaling.
   *
   * <p>Only weights decay: no bias, no gain or shift of a normalization. Raw weights under spectral
   * or weight normalization are left alone too, see {@link #adamWOfAllWeights}.
   *
   * @param decay λ, not negative; 0.01 in torch.optim
   */
  public static Optimizer adamW(double rate, double beta1, double beta2, double decay) {
    return new AdamW(new Adam(rate, beta1, beta2, EPS), decay, false);
  }

  /**
   * AdamW in which raw weights under spectral or weight normalization decay as well. The network
   * does not change when they shrink, so decay only raises the effective learning rate, which goes
   * as α/‖W‖. That is of use where ‖W‖ grows without bound and learning slows down.
   */
  public static Optimizer adamWOfAllWeights(double rate, double beta1, double beta2, double decay) {
    return new AdamW(new Adam(rate, beta1, beta2, EPS), decay, true);
  }

  /** RMSProp without momentum, ε = 1e-8. */
  public static Optimizer rmsProp(double rate, double decay) {
    return rmsProp(rate, decay, 0, EPS);
  }

  /**
   * RMSProp (Tieleman and Hinton 2012) in the form of torch.optim.RMSprop: v ← ρv + (1 − ρ)g², b ←
   * μb + g/(√v + ε), θ ← θ − α·b.
   *
   * @param rate α, positive and finite; 5e-5 in WGAN
   * @param decay ρ, in [0, 1)
   * @param momentum μ, in [0, 1)
   * @param eps ε, positive
   */
  public static Optimizer rmsProp(double rate, double decay, double momentum, double eps) {
    return new RmsProp(rate, decay, momentum, eps);
  }

  /** Stochastic gradient descent without momentum. */
  public static Optimizer sgd(double rate) {
    return sgd(rate, 0);
  }

  /**
   * Stochastic gradient descent with momentum in the form of torch.optim.SGD: b ← μb + g, θ ← θ −
   * α·b.
   *
   * @param rate α, positive and finite
   * @param momentum μ, in [0, 1)
   */
  public static Optimizer sgd(double rate, double momentum) {
    return new Sgd(rate, momentum, false);
  }

  /** The same with Nesterov's momentum: θ ← θ − α·(g + μb). */
  public static Optimizer nesterov(double rate, double momentum) {
    return new Sgd(rate, momentum, true);
  }

  /**
   * Weight clipping (Arjovsky et al. 2017, algorithm 1): after each step of another rule every
   * parameter is brought back into [−bound, bound].
   *
   * @param bound 0.01 in the paper; positive
   */
  public static Optimizer clipped(Optimizer rule, double bound) {
    return new WeightClipping(rule, bound);
  }

  /** No rule at all: the network stays as it is, so that the other one trains against it alone. */
  public static Optimizer frozen() {
    return new Frozen();
  }
}
