package stablegan.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.DoubleUnaryOperator;

/** Ways from one latent vector to another, computed in double precision. */
final class LatentPath {

  /** Sine of an angle below which its quotients are mostly rounding. */
  private static final double PARALLEL = 1e-4;

  private final NDManager manager;
  private final float[] from;
  private final float[] to;

  private LatentPath(NDManager manager, float[] from, float[] to) {
    this.manager = manager;
    this.from = from;
    this.to = to;
  }

  static LatentPath of(NDArray from, NDArray to) {
    if (!isVector(from) || !isVector(to) || from.size() != to.size()) {
      throw new IllegalArgumentException(
          "a way leads between two vectors of one size, not from %s to %s"
              .formatted(from.getShape(), to.getShape()));
    }
    return new LatentPath(from.getManager(), from.toFloatArray(), to.toFloatArray());
  }

  private static boolean isVector(NDArray array) {
    return array.size() > 0 && array.size() == array.getShape().getLastDimension();
  }

  NDArray linear(int n) {
    return weighted(n, t -> 1 - t, t -> t);
  }

  NDArray spherical(int n) {
    double first = norm(from);
    double last = norm(to);
    double dot = 0;
    for (int i = 0; i < from.length; i++) {
      dot += from[i] / first * (to[i] / last);
    }
    double angle = Math.acos(Math.max(-1, Math.min(1, dot)));
    double sine = Math.sin(angle);
    if (!(sine > PARALLEL)) { // of a zero vector it is no number
      return linear(n);
    }
    return weighted(n, t -> Math.sin((1 - t) * angle) / sine, t -> Math.sin(t * angle) / sine);
  }

  private static double norm(float... vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    return Math.sqrt(squares);
  }

  private NDArray weighted(int n, DoubleUnaryOperator ofFrom, DoubleUnaryOperator ofTo) {
    if (n < 2) {
      throw new IllegalArgumentException("a way has both ends, so at least 2 points, not " + n);
    }
    float[] points = new float[Math.multiplyExact(n, from.length)];
    for (int point = 0; point < n; point++) {
      double t = (double) point / (n - 1);
      double a = ofFrom.applyAsDouble(t);
      double b = ofTo.applyAsDouble(t);
      for (int i = 0; i < from.length; i++) {
        points[point * from.length + i] = (float) (a * from[i] + b * to[i]);
      }
    }
    return manager.create(points, new Shape(n, from.length));
  }
}
