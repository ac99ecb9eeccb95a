package stablegan.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import stablegan.random.RandomStream;

/**
 * The distribution of a generator's input.
 *
 * @param size length of a vector, positive
 * @param uniform uniform on (−1, 1) rather than standard normal
 */
public record Latent(int size, boolean uniform) {

  public Latent {
    if (size < 1) {
      throw new IllegalArgumentException("a latent vector's size must be positive but is " + size);
    }
  }

  /** Standard normal vectors. */
  public static Latent normal(int size) {
    return new Latent(size, false);
  }

  /** Vectors uniform on (−1, 1). */
  public static Latent uniform(int size) {
    return new Latent(size, true);
  }

  /** Draws (n, size). */
  public NDArray sample(NDManager manager, int n, RandomStream random) {
    Shape shape = new Shape(n, size);
    return uniform ? random.uniform(manager, -1, 1, shape) : random.normal(manager, shape);
  }

  /**
   * Vectors (n, size) at equal distances on the straight line between two, both included.
   *
   * @param from a vector (size) or (1, size)
   * @param n at least 2
   */
  public static NDArray linear(NDArray from, NDArray to, int n) {
    return LatentPath.of(from, to).linear(n);
  }

  /**
   * Vectors (n, size) on the arc between two, both included (Shoemake 1985; White 2016): sin((1 −
   * t)·ω)/sin ω of the one and sin(t·ω)/sin ω of the other, ω their angle. Between vectors of one
   * length all have that length, as normal vectors nearly have; on the straight line they are
   * shorter. Between parallel vectors, or nearly so, the line.
   *
   * @param from a vector (size) or (1, size)
   * @param n at least 2
   */
  public static NDArray spherical(NDArray from, NDArray to, int n) {
    return LatentPath.of(from, to).spherical(n);
  }

  /** The distribution's name in tables. */
  public String name() {
    return (uniform ? "uniform " : "normal ") + size;
  }
}
