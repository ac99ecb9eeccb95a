package stablegan.dirac;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import stablegan.autograd.Autograd;
import stablegan.dirac.Trajectory.Point;
import stablegan.loss.AdversarialLoss;
import stablegan.penalty.Penalty;
import stablegan.training.GanTrainer;

/**
 * The smallest GAN (Mescheder et al. 2018, definition 2.1): the data is the point 0, the generator
 * puts its point at θ, the discriminator is D(x) = ψ·x + b with b fixed. The players' only
 * equilibrium is (θ, ψ) = (0, 0); how a method moves about it can be told in closed form, and is
 * measured here through the losses and penalties that train real networks. All in double precision.
 *
 * <pre>{@code
 * DiracGan gan = DiracGan.of(Losses.nonSaturating(), Penalties.r1(1));
 * gan.eigenvalues();                        // −1/2, twice: critical damping
 * gan.trajectory(1, 1, 0.1, 500).end();     // close to (0, 0)
 * }</pre>
 *
 * @param bias b; the least-squares loss needs the mean of its targets, all others 0
 * @param noise standard deviation s of instance noise, not negative: real and generated points come
 *     in pairs x ± s. The Jacobian at the equilibrium depends on the noise's variance alone.
 * @param clip the largest |ψ| after a step; infinite for no clipping
 * @param spectralNorm whether D's weight is ψ/|ψ|, which is what is left of W/σ(W) for one number
 */
public record DiracGan(
    AdversarialLoss loss,
    List<Penalty> penalties,
    double bias,
    double noise,
    double clip,
    boolean spectralNorm) {

  public DiracGan {
    penalties = List.copyOf(penalties);
    if (!Double.isFinite(bias) || !(noise >= 0) || Double.isInfinite(noise) || !(clip > 0)) {
      throw new IllegalArgumentException(
          "bias must be finite, noise at least 0 and finite, clip positive, but they are %s, %s, %s"
              .formatted(bias, noise, clip));
    }
  }

  /** The toy with this loss and these penalties. */
  public static DiracGan of(AdversarialLoss loss, Penalty... penalties) {
    return new DiracGan(loss, List.of(penalties), 0, 0, Double.POSITIVE_INFINITY, false);
  }

  /** The same with another fixed bias of D. */
  public DiracGan withBias(double b) {
    return new DiracGan(loss, penalties, b, noise, clip, spectralNorm);
  }

  /** The same with instance noise (Sønderby et al. 2017) of this standard deviation. */
  public DiracGan withInstanceNoise(double std) {
    return new DiracGan(loss, penalties, bias, std, clip, spectralNorm);
  }

  /** The same with weight clipping to [−c, c]. */
  public DiracGan withClipping(double c) {
    return new DiracGan(loss, penalties, bias, noise, c, spectralNorm);
  }

  /** The same with D's weight divided by its norm. */
  public DiracGan withSpectralNorm() {
    return new DiracGan(loss, penalties, bias, noise, clip, true);
  }

  /** How both players want to move: (−∂L_G/∂θ, −∂L_D/∂ψ). */
  public Point velocity(double theta, double psi) {
    return at(theta, psi, game -> new Point(game.thetaVelocity(), game.psiVelocity()));
  }

  /** The Jacobian of {@link #velocity}: rows θ̇ and ψ̇, columns θ and ψ. */
  public double[][] jacobian(double theta, double psi) {
    return at(theta, psi, DiracGame::jacobian);
  }

  private <T> T at(double theta, double psi, Function<DiracGame, T> measure) {
    try (NDScope scope = new NDScope();
        NDManager manager = NDManager.newBaseManager();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      return measure.apply(new DiracGame(this, manager, theta, psi));
    }
  }

  /**
   * Eigenvalues of the Jacobian at the equilibrium: with real parts below 0 small steps converge
   * near it, above 0 they run away. Without real parts the linear part circles, and terms of higher
   * order decide. Penalties of norms have a kink at ψ = 0, smoothed over |ψ| ≈ 1e-6, whose
   * curvature is then the largest eigenvalue.
   *
   * @throws IllegalStateException under spectral norm, where the equilibrium doesn't exist: ψ = 0
   *     has no direction
   */
  public List<Eigenvalue> eigenvalues() {
    if (spectralNorm) {
      throw new IllegalStateException(
          "with spectral norm D's slope is 1 or -1, never 0, so that there is no equilibrium");
    }
    return Eigenvalue.of(jacobian(0, 0));
  }

  /** Simultaneous gradient descent: both players step from the same state. */
  public Trajectory trajectory(double theta0, double psi0, double rate, int steps) {
    check(rate, steps, 1);
    List<Point> points = new ArrayList<>();
    points.add(new Point(theta0, psi0));
    for (int i = 0; i < steps; i++) {
      Point at = points.get(i);
      Point v = velocity(at.theta(), at.psi());
      points.add(new Point(at.theta() + rate * v.theta(), clipped(at.psi() + rate * v.psi())));
    }
    return new Trajectory(points);
  }

  /**
   * Alternating gradient descent, as {@link GanTrainer} trains: D's steps, then one of G.
   *
   * @param criticSteps D's steps for each step of G
   */
  public Trajectory alternating(
      double theta0, double psi0, double rate, int steps, int criticSteps) {
    check(rate, steps, criticSteps);
    List<Point> points = new ArrayList<>();
    points.add(new Point(theta0, psi0));
    for (int i = 0; i < steps; i++) {
      double theta = points.get(i).theta();
      double psi = points.get(i).psi();
      for (int k = 0; k < criticSteps; k++) {
        psi = clipped(psi + rate * at(theta, psi, DiracGame::psiVelocity));
      }
      points.add(new Point(theta + rate * at(theta, psi, DiracGame::thetaVelocity), psi));
    }
    return new Trajectory(points);
  }

  private static void check(double rate, int steps, int criticSteps) {
    if (!(rate > 0) || steps < 1 || criticSteps < 1) {
      throw new IllegalArgumentException(
          "rate must be positive, steps and critic steps at least 1, but they are %s, %d, %d"
              .formatted(rate, steps, criticSteps));
    }
  }

  private double clipped(double psi) {
    return Math.max(-clip, Math.min(clip, psi));
  }
}
