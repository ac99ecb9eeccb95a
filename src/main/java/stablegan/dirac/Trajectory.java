package stablegan.dirac;

import java.util.List;

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

  /** The last point. */
  public Point end() {
    return points.get(points.size() - 1);
  }
}
