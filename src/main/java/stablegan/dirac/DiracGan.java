package stablegan.dirac;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import stablegan.autograd.Autograd;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.text.NumberText;
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

  /**
   * How both players want to move: (−∂L_G/∂θ, −∂L_D/∂ψ). A {@link Penalty#every lazy} penalty is in
   * it as it is on average over its steps, here and in what follows from it; the players' steps
   * have it in some of them, as in training.
   */
  public Trajectory.Point velocity(double theta, double psi) {
    return at(theta, psi, game -> new Trajectory.Point(game.thetaVelocity(), game.psiVelocity()));
  }

  /** The Jacobian of {@link #velocity}: rows θ̇ and ψ̇, columns θ and ψ. */
  public double[][] jacobian(double theta, double psi) {
    return at(theta, psi, DiracGame::jacobian);
  }

  private <T> T at(double theta, double psi, Function<DiracGame, T> measure) {
    try (NDScope scope = new NDScope();
        NDManager manager = ComputeDevice.newManager();
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
    return descent(
        new Trajectory.Point(theta0, psi0),
        steps,
        (at, step) -> {
          Trajectory.Point v = velocity(at, step);
          return new Trajectory.Point(
              at.theta() + rate * v.theta(), clipped(at.psi() + rate * v.psi()));
        });
  }

  /**
   * Alternating gradient descent, as {@link GanTrainer} trains: D's steps, then one of G.
   *
   * @param criticSteps D's steps for each step of G
   */
  public Trajectory alternating(
      double theta0, double psi0, double rate, int steps, int criticSteps) {
    check(rate, steps, criticSteps);
    return descent(
        new Trajectory.Point(theta0, psi0),
        steps,
        (at, step) -> {
          Trajectory.Point moved = at;
          for (int k = 0; k < criticSteps; k++) {
            moved = discriminatorStep(moved, rate, step * criticSteps + k);
          }
          return generatorStep(moved, rate);
        });
  }

  /** Gradient descent of the discriminator alone, while the generator's point stays at θ. */
  public Trajectory discriminatorAlone(double theta, double psi0, double rate, int steps) {
    check(rate, steps, 1);
    return descent(
        new Trajectory.Point(theta, psi0), steps, (at, step) -> discriminatorStep(at, rate, step));
  }

  /** Gradient descent of the generator alone, while the discriminator's slope stays ψ. */
  public Trajectory generatorAlone(double theta0, double psi, double rate, int steps) {
    check(rate, steps, 1);
    return descent(new Trajectory.Point(theta0, psi), steps, (at, step) -> generatorStep(at, rate));
  }

  /** Steps, each from a point and with its number, from 0. */
  private static Trajectory descent(
      Trajectory.Point start, int steps, BiFunction<Trajectory.Point, Long, Trajectory.Point> one) {
    List<Trajectory.Point> points = new ArrayList<>(List.of(start));
    for (long step = 0; step < steps; step++) {
      points.add(one.apply(points.get(points.size() - 1), step));
    }
    return new Trajectory(points);
  }

  private Trajectory.Point velocity(Trajectory.Point at, long step) {
    return at(
        at.theta(),
        at.psi(),
        game -> new Trajectory.Point(game.thetaVelocity(), game.psiVelocity(step)));
  }

  private Trajectory.Point discriminatorStep(Trajectory.Point at, double rate, long step) {
    double velocity = at(at.theta(), at.psi(), game -> game.psiVelocity(step));
    return new Trajectory.Point(at.theta(), clipped(at.psi() + rate * velocity));
  }

  private Trajectory.Point generatorStep(Trajectory.Point at, double rate) {
    double velocity = at(at.theta(), at.psi(), DiracGame::thetaVelocity);
    return new Trajectory.Point(at.theta() + rate * velocity, at.psi());
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

  /** A complex eigenvalue of a game's Jacobian: near the equilibrium the players move as e^(λt). */
  public record Eigenvalue(double real, double imaginary) {

    private static final double PRINTED_AS_ZERO = 5e-5;

    /**
     * Both eigenvalues of a 2×2 matrix, the one with the larger real part, or else with the larger
     * imaginary part, first.
     *
     * @param matrix rows of two numbers
     */
    public static List<Eigenvalue> of(double[][] matrix) {
      double trace = matrix[0][0] + matrix[1][1];
      double determinant = matrix[0][0] * matrix[1][1] - matrix[0][1] * matrix[1][0];
      return oscillator(determinant, -trace);
    }

    /**
     * The roots of λ² + γλ + s = 0, λ = −γ/2 ± √(γ²/4 − s): a damped oscillator. It oscillates
     * where γ² &lt; 4s; γ = 2√s is critical damping, the fastest way to rest.
     *
     * @param stiffness s, the product of both players' pulls on each other
     * @param damping γ
     */
    public static List<Eigenvalue> oscillator(double stiffness, double damping) {
      double centre = 0.0 - damping / 2; // never -0
      double discriminant = centre * centre - stiffness;
      double root = Math.sqrt(Math.abs(discriminant));
      return discriminant < 0
          ? List.of(new Eigenvalue(centre, root), new Eigenvalue(centre, -root))
          : List.of(new Eigenvalue(centre + root, 0), new Eigenvalue(centre - root, 0));
    }

    /**
     * |1 + hλ|: what one simultaneous gradient step multiplies this component by. Above 1 the
     * players move away from the equilibrium, whatever the continuous game does.
     *
     * @param rate h, the learning rate of both players
     */
    public double factor(double rate) {
      return Math.hypot(1 + rate * real, rate * imaginary);
    }

    /** The distance from another complex number. */
    public double distance(Eigenvalue other) {
      return Math.hypot(real - other.real, imaginary - other.imaginary);
    }

    /** Both in short: "-0.15 ± 0.477i", or "-0.382 and -2.618" where both are real. */
    public static String pair(List<Eigenvalue> both) {
      Eigenvalue first = both.get(0);
      String real = NumberText.alone(first.real);
      return first.imaginary == 0
          ? real + " and " + NumberText.alone(both.get(1).real)
          : real + " ± " + NumberText.alone(first.imaginary) + "i";
    }

    /** Such as "-0.5000 + 0.8660i". */
    @Override
    public String toString() {
      double re = Math.abs(real) < PRINTED_AS_ZERO ? 0 : real;
      return Math.abs(imaginary) < PRINTED_AS_ZERO
          ? String.format(Locale.ROOT, "%.4f", re)
          : String.format(
              Locale.ROOT, "%.4f %s %.4fi", re, imaginary < 0 ? "-" : "+", Math.abs(imaginary));
    }
  }

  /**
   * The way of a {@link DiracGan}'s players, from their start on.
   *
   * @param points one for each generator step, and the start
   */
  public record Trajectory(List<Point> points) {

    /**
     * A state of the game.
     *
     * @param theta where the generator puts its point
     * @param psi the discriminator's weight
     */
    public record Point(double theta, double psi) {

      /** The distance from the equilibrium (0, 0). */
      public double distance() {
        return Math.hypot(theta, psi);
      }
    }

    public Trajectory {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("a trajectory needs its start");
      }
    }

    /** The generator's parameter. */
    public double[] thetas() {
      return points.stream().mapToDouble(Point::theta).toArray();
    }

    /** The discriminator's parameter. */
    public double[] psis() {
      return points.stream().mapToDouble(Point::psi).toArray();
    }

    /** The distance from the equilibrium. */
    public double[] distances() {
      return points.stream().mapToDouble(Point::distance).toArray();
    }

    /**
     * What follows a share of the steps.
     *
     * @param share in [0, 1]; 0.75 is the last quarter
     */
    public Trajectory from(double share) {
      if (!(0 <= share && share <= 1)) {
        throw new IllegalArgumentException(
            "the share of a trajectory must be in [0, 1], but is " + share);
      }
      return new Trajectory(points.subList((int) (share * (points.size() - 1)), points.size()));
    }

    /** The largest distance from the equilibrium. */
    public double farthest() {
      return DoubleStream.of(distances()).max().orElseThrow();
    }

    /** The largest |θ|: how far the generator's point is from the data at most. */
    public double swing() {
      return DoubleStream.of(thetas()).map(Math::abs).max().orElseThrow();
    }

    /** The steps after which the distance stays below a bound; NaN if it doesn't at the end. */
    public double stepsUntilBelow(double distance) {
      double[] distances = distances();
      int above = distances.length;
      while (above > 0 && distances[above - 1] < distance) {
        above--;
      }
      return above == distances.length ? Double.NaN : above;
    }

    /** How far the last step went. */
    public double lastMove() {
      Point last = end();
      Point before = points.get(Math.max(0, points.size() - 2));
      return Math.hypot(last.theta() - before.theta(), last.psi() - before.psi());
    }

    /** The last point. */
    public Point end() {
      return points.get(points.size() - 1);
    }
  }
}
