package stablegan.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import stablegan.random.RandomStream;

/**
 * A mixture of equally likely round Gaussians in the plane, the standard test for dropped modes:
 * how many of the modes does a generator reach, and how many of its samples lie near one?
 *
 * @param name "ring8", "grid25"
 * @param modes the means
 * @param std the standard deviation of each mode in each coordinate, above 0
 */
public record ToyMixture(String name, List<Mode> modes, double std) {

  /**
   * A sample within this many standard deviations of a mode belongs to it (Srivastava et al. 2017).
   */
  public static final double RADIUS_IN_STD = 3;

  /** The mean of a Gaussian. */
  public record Mode(double x, double y) {}

  public ToyMixture {
    modes = List.copyOf(modes);
    if (modes.isEmpty() || !(std > 0) || !Double.isFinite(std)) {
      throw new IllegalArgumentException(
          "a mixture needs a mode and std > 0, not " + modes.size() + " modes, std " + std);
    }
  }

  /**
   * {@code count} modes on a circle of radius 2, std 0.02, the first at (2, 0); eight of them in
   * Metz et al. 2017 (Unrolled GANs, appendix A).
   */
  public static ToyMixture ring(int count) {
    List<Mode> modes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * i / count;
      modes.add(new Mode(2 * StrictMath.cos(angle), 2 * StrictMath.sin(angle)));
    }
    return new ToyMixture("ring" + count, modes, 0.02);
  }

  /**
   * {@code side}² modes on a square grid of spacing 2 around the origin, std 0.05; side 5 in
   * Srivastava et al. 2017 (VEEGAN) and Lin et al. 2018 (PacGAN).
   */
  public static ToyMixture grid(int side) {
    List<Mode> modes = new ArrayList<>();
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        modes.add(new Mode(2 * i - (side - 1), 2 * j - (side - 1)));
      }
    }
    return new ToyMixture("grid" + side * side, modes, 0.05);
  }

  /** The same modes with another spread. */
  public ToyMixture withStd(double newStd) {
    return new ToyMixture(name, modes, newStd);
  }

  /** {@code n} points as float32 [n, 2]; the same seed gives the same bits. */
  public NDArray sample(NDManager manager, int n, long seed) {
    return sample(manager, n, RandomStream.of(seed, RandomStream.Purpose.DATA, 0));
  }

  /** {@code n} points as float32 [n, 2]. */
  public NDArray sample(NDManager manager, int n, RandomStream random) {
    if (n < 1) {
      throw new IllegalArgumentException("asked for " + n + " points, at least 1 is needed");
    }
    long[] drawn = random.integers(modes.size(), n);
    float[] points = random.normals(2 * n);
    for (int i = 0; i < n; i++) {
      Mode mode = modes.get((int) drawn[i]);
      points[2 * i] = (float) (mode.x() + std * points[2 * i]);
      points[2 * i + 1] = (float) (mode.y() + std * points[2 * i + 1]);
    }
    return manager.create(points, new Shape(n, 2));
  }

  /**
   * The nearest mode of each point where it lies within {@link #RADIUS_IN_STD} standard deviations,
   * else −1. Of points of the mixture itself 1 − e^−4.5 = 98.9% belong to a mode.
   *
   * @param points float32 [n, 2]; a NaN belongs to no mode
   */
  public int[] assign(NDArray points) {
    Shape shape = points.getShape();
    if (shape.dimension() != 2 || shape.get(1) != 2) {
      throw new IllegalArgumentException("points must be [n, 2], not " + shape);
    }
    float[] values = points.toFloatArray();
    int[] assigned = new int[values.length / 2];
    for (int i = 0; i < assigned.length; i++) {
      assigned[i] = nearest(values[2 * i], values[2 * i + 1]);
    }
    return assigned;
  }

  /** How many of the points belong to each mode; the rest of them belong to none. */
  public int[] counts(NDArray points) {
    int[] counts = new int[modes.size()];
    for (int mode : assign(points)) {
      if (mode >= 0) {
        counts[mode]++;
      }
    }
    return counts;
  }

  private int nearest(double x, double y) {
    int nearest = -1;
    double closest = RADIUS_IN_STD * std;
    for (int i = 0; i < modes.size(); i++) {
      double distance = Math.hypot(x - modes.get(i).x(), y - modes.get(i).y());
      if (distance <= closest) {
        closest = distance;
        nearest = i;
      }
    }
    return nearest;
  }
}
