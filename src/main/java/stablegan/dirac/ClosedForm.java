package stablegan.dirac;

import java.util.List;
import stablegan.dirac.DiracGan.Eigenvalue;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.penalty.Penalties;

/**
 * A method whose Jacobian at the {@link DiracGan}'s equilibrium is known in closed form, [[0, a],
 * [−b, −γ]] (Mescheder et al. 2018, section 3 and lemmas in the appendix): a damped oscillator.
 *
 * @param method its name
 * @param gan the method in code
 * @param stiffness a·b, the product of both players' pulls on each other
 * @param damping γ, what brakes the discriminator
 */
public record ClosedForm(String method, DiracGan gan, double stiffness, double damping) {

  /** 1/√ε of the norms √(ψ² + ε) in gradient penalties: the slope of their kink at 0. */
  private static final double KINK = 1e6;

  /** Losses without and with the usual stabilisers, those that brake last. */
  public static List<ClosedForm> all() {
    AdversarialLoss logistic = Losses.nonSaturating();
    AdversarialLoss wasserstein = Losses.wasserstein();
    AdversarialLoss smoothed = logistic.with(LabelSmoothing.twoSided(0.9, 0.1));
    return List.of(
        new ClosedForm("minimax", DiracGan.of(Losses.minimax()), 0.25, 0),
        new ClosedForm("non-saturating", DiracGan.of(logistic), 0.25, 0),
        new ClosedForm("Wasserstein", DiracGan.of(wasserstein), 1, 0),
        new ClosedForm("hinge", DiracGan.of(Losses.hinge()), 1, 0),
        new ClosedForm("least squares", DiracGan.of(Losses.leastSquares()).withBias(0.5), 0.25, 0),
        new ClosedForm("relativistic", DiracGan.of(Losses.relativisticPairing()), 0.25, 0),
        new ClosedForm("smoothing 0.9 / 0.1", DiracGan.of(smoothed), 0.2, 0),
        new ClosedForm("WGAN, clipped at 0.5", DiracGan.of(wasserstein).withClipping(0.5), 1, 0),
        new ClosedForm(
            "WGAN, one-sided GP",
            DiracGan.of(wasserstein, Penalties.oneSidedGradientPenalty(0.5)),
            1,
            0),
        new ClosedForm(
            "WGAN-GP", DiracGan.of(wasserstein, Penalties.gradientPenalty(0.5)), 1, 1 - KINK),
        new ClosedForm("R1, weak: 0.3", DiracGan.of(logistic, Penalties.r1(0.3)), 0.25, 0.3),
        new ClosedForm("R1, critical: 1", DiracGan.of(logistic, Penalties.r1(1)), 0.25, 1),
        new ClosedForm("R1, strong: 3", DiracGan.of(logistic, Penalties.r1(3)), 0.25, 3),
        new ClosedForm("R2: 1", DiracGan.of(logistic, Penalties.r2(1)), 0.25, 1),
        new ClosedForm(
            "zero-centred GP", DiracGan.of(logistic, Penalties.zeroCentred(0.5)), 0.25, 1),
        new ClosedForm("WGAN, R1: 2", DiracGan.of(wasserstein, Penalties.r1(2)), 1, 2),
        new ClosedForm("instance noise", DiracGan.of(logistic).withInstanceNoise(1), 0.25, 0.5));
  }

  /** In theory: −γ/2 ± √(γ²/4 − ab). */
  public List<Eigenvalue> eigenvalues() {
    return Eigenvalue.oscillator(stiffness, damping);
  }

  /** How far the measured leading eigenvalue is from it, in units of its size or of 1. */
  public double error() {
    Eigenvalue theory = eigenvalues().get(0);
    double size = Math.hypot(theory.real(), theory.imaginary());
    return gan.eigenvalues().get(0).distance(theory) / Math.max(1, size);
  }
}
