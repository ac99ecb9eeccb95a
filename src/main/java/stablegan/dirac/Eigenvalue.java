package stablegan.dirac;

import java.util.List;
import java.util.Locale;

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
   * The roots of λ² + γλ + s = 0, λ = −γ/2 ± √(γ²/4 − s): a damped oscillator. It oscillates where
   * γ² &lt; 4s; γ = 2√s is critical damping, the fastest way to rest.
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
   * |1 + hλ|: what one simultaneous gradient step multiplies this component by. Above 1 the players
   * move away from the equilibrium, whatever the continuous game does.
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
