package stablegan.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** The adversarial losses of the literature. */
public final class Losses {

  private Losses() {}

  /**
   * The non-saturating loss (Goodfellow et al. 2014, section 3): D minimizes the cross entropy, G
   * minimizes −log D(G(z)). Optimal D: p/(p + q).
   */
  public static AdversarialLoss nonSaturating() {
    return new CrossEntropy(false, LabelSmoothing.NONE);
  }

  /**
   * The minimax loss (Goodfellow et al. 2014, equation 1): as above, but G minimizes log(1 −
   * D(G(z))), whose gradient vanishes where D is sure. Optimal D: p/(p + q).
   */
  public static AdversarialLoss minimax() {
    return new CrossEntropy(true, LabelSmoothing.NONE);
  }

  /**
   * The hinge loss (Lim and Ye 2017; Miyato et al. 2018, equations 16 and 17): D minimizes E[max(0,
   * 1 − D(x))] + E[max(0, 1 + D(G(z)))], G minimizes −E[D(G(z))]. Optimal D: sign(p − q).
   */
  public static AdversarialLoss hinge() {
    return new Hinge();
  }

  /**
   * The Wasserstein loss (Arjovsky et al. 2017, equation 2): D minimizes E[D(G(z))] − E[D(x)], G
   * minimizes −E[D(G(z))]. Needs a Lipschitz constraint on D; optimal D: a Kantorovich potential.
   */
  public static AdversarialLoss wasserstein() {
    return new Wasserstein();
  }

  /**
   * The least-squares loss (Mao et al. 2017, equation 9 with a = 0, b = c = 1): D minimizes
   * ½E[(D(x) − 1)²] + ½E[D(G(z))²], G minimizes ½E[(D(G(z)) − 1)²]. Optimal D: p/(p + q), without a
   * sigmoid.
   */
  public static AdversarialLoss leastSquares() {
    return new LeastSquares(LabelSmoothing.NONE);
  }

  /**
   * The relativistic pairing loss (Jolicoeur-Martineau 2019, "The relativistic discriminator",
   * RSGAN): D minimizes −E[log σ(D(x) − D(G(z)))] = E[f(D(G(z)) − D(x))], f(t) = log(1 + eᵗ), over
   * pairs of a real and a generated sample, G the same with the two exchanged. With R1 and R2
   * penalties it is the loss of R3GAN (Huang et al. 2024, section 2). Optimal D: log(p/q), up to a
   * constant that no player can tell.
   */
  public static AdversarialLoss relativisticPairing() {
    return new Relativistic(false);
  }

  /**
   * The relativistic average loss (same source, RaSGAN): D minimizes −E[log σ(D(x) − E[D(G(z))])] −
   * E[log σ(E[D(x)] − D(G(z)))], G the same with the two exchanged. Optimal D: an increasing
   * function of p/q, up to a constant; it has no closed form.
   */
  public static AdversarialLoss relativisticAverage() {
    return new Relativistic(true);
  }

  /** log(1 + eˣ), to the last digits also where it is tiny, and differentiable everywhere. */
  static NDArray softplus(NDArray x) {
    return Activation.softPlus(x);
  }
}
