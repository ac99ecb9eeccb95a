package stablegan.internal.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Locale;
import stablegan.autograd.TensorOps;
import stablegan.model.Latent;
import stablegan.random.RandomStream;

/**
 * How latent vectors are drawn.
 *
 * @param bound their numbers beyond it are drawn again; infinite for none
 */
public record LatentDraw(Latent latent, double bound) {

  /** Numbers within a smaller bound are so rare that drawing them takes long. */
  private static final double LEAST = 0.01;

  /** Drawing rounds up to whole blocks, which must fit an array of Java's too. */
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 64;

  /** All of them. */
  public static LatentDraw of(Latent latent) {
    return new LatentDraw(latent, Double.POSITIVE_INFINITY);
  }

  /** Within a bound, Brock et al. 2019. */
  public LatentDraw truncated(double t) {
    if (!(t >= LEAST)) {
      throw new IllegalArgumentException("a truncation must be at least " + LEAST + " but is " + t);
    }
    if (latent.uniform()) {
      throw new IllegalArgumentException(
          "only normal latent vectors are truncated, these are " + latent.name());
    }
    return new LatentDraw(latent, t);
  }

  /** In names of samples. */
  public String note() {
    return bound == Double.POSITIVE_INFINITY ? "" : ", truncated at " + bound;
  }

  /**
   * The vectors (n, size) of a seed.
   *
   * @throws IllegalArgumentException if n is none, or more than one array holds
   */
  public NDArray draw(NDManager manager, int n, long seed) {
    requireCount(n);
    NDArray z = latent.sample(manager, n, stream(seed, 0));
    return bound == Double.POSITIVE_INFINITY ? z : within(manager, z, seed);
  }

  /** Refuses what {@link #draw} can't draw. */
  public void requireCount(int n) {
    int most = MOST_NUMBERS / latent.size();
    if (n < 1 || n > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "samples of a seed must be 1 to %,d, with latent vectors of %,d, but are %,d",
              most,
              latent.size(),
              n));
    }
  }

  private static RandomStream stream(long seed, int number) {
    return RandomStream.of(seed, RandomStream.Purpose.SAMPLES, number);
  }

  private NDArray within(NDManager manager, NDArray z, long seed) {
    float[] values = z.toFloatArray();
    for (int row = 0; row < values.length; row += latent.size()) {
      // of each vector its own, so that the first ones don't depend on how many there are
      redraw(values, row, stream(seed, 2 + row / latent.size()));
    }
    NDArray within = manager.create(values, z.getShape());
    z.close();
    return within;
  }

  private void redraw(float[] values, int from, RandomStream random) {
    int end = from + latent.size();
    int at = from;
    while (at < end) {
      for (float fresh : random.normals(latent.size())) {
        while (at < end && Math.abs(values[at]) <= bound) {
          at++;
        }
        if (at < end) {
          values[at] = fresh;
        }
      }
    }
  }

  /** How many vectors there are. */
  public static int count(NDArray z) {
    return z.getShape().dimension() == 0 ? 0 : Math.toIntExact(z.getShape().get(0));
  }

  /**
   * Refuses what no network of these vectors takes.
   *
   * @throws IllegalArgumentException if they are of another shape or type, or one isn't finite
   */
  public void check(NDArray z) {
    Shape shape = z.getShape();
    boolean vectors = shape.dimension() == 2 && shape.get(1) == latent.size() && shape.get(0) > 0;
    if (!vectors || z.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "latent vectors must be float32 (n, %d), n at least 1, but are %s %s"
              .formatted(latent.size(), z.getDataType(), shape));
    }
    if (!TensorOps.finite(new NDList(z))) {
      throw new IllegalArgumentException(
          "latent vectors must be finite, but among "
              + Arrays.toString(shape.getShape())
              + " numbers one is not");
    }
  }
}
