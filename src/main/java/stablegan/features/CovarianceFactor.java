package stablegan.features;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import stablegan.autograd.TensorOps;
import stablegan.internal.files.Interruption;
import stablegan.internal.files.Shutdown;

/**
 * A covariance S of rank r as Lᵀ, r rows of length d, with L·Lᵀ = S: Cholesky with diagonal
 * pivoting, which stops at the numerical rank (Higham 1990). Of n &lt; d images r is n − 1, so that
 * what follows works on the small side.
 */
final class CovarianceFactor {

  private static final double EPSILON = Math.ulp(1.0);
  private static final double NEGATIVE = 1e-4;

  private final int dim;
  private final int rank;
  private final double[] rows;

  private CovarianceFactor(int dim, int rank, double[] rows) {
    this.dim = dim;
    this.rank = rank;
    this.rows = rows;
  }

  static CovarianceFactor of(double[] covariance, int d) {
    double[] rows = new double[d * d];
    double[] residual = new double[d];
    for (int i = 0; i < d; i++) {
      residual[i] = covariance[i * d + i];
    }
    // What rounding leaves of a vanished direction, as in LAPACK's dpstrf.
    double largest = Arrays.stream(residual).max().orElseThrow();
    double tolerance = d * EPSILON * largest;
    int rank = 0;
    for (int pivot = largest(residual);
        rank < d && residual[pivot] > tolerance;
        pivot = largest(residual)) {
      Interruption.check("factoring a covariance", rank, d);
      eliminate(covariance, d, rows, rank, pivot, residual);
      rank++;
    }
    checkSemidefinite(residual, largest);
    return new CovarianceFactor(d, rank, Arrays.copyOf(rows, rank * d));
  }

  /** No variance is left below 0 but by rounding, that of float32 for stored covariances. */
  private static void checkSemidefinite(double[] residual, double largest) {
    double least = Arrays.stream(residual).min().orElseThrow();
    if (least < -NEGATIVE * largest) {
      throw new IllegalArgumentException(
          String.format(
              "a covariance must be positive semidefinite, this one has a direction of variance %s"
                  + " beside a largest entry of %s",
              least, largest));
    }
  }

  /** Row {@code rank} of Lᵀ: the pivot's column of S less what the rows above explain. */
  private static void eliminate(
      double[] covariance, int d, double[] rows, int rank, int pivot, double[] residual) {
    int at = rank * d;
    System.arraycopy(covariance, pivot * d, rows, at, d);
    for (int k = 0; k < rank; k++) {
      subtract(rows, at, k * d, d, rows[k * d + pivot]);
    }
    double scale = 1 / Math.sqrt(residual[pivot]);
    for (int j = 0; j < d; j++) {
      rows[at + j] *= scale;
      residual[j] -= rows[at + j] * rows[at + j];
    }
    residual[pivot] = 0;
  }

  /** A loop of its own, so that the compiler vectorises it. */
  private static void subtract(double[] values, int to, int from, int length, double factor) {
    for (int j = 0; j < length; j++) {
      values[to + j] -= factor * values[from + j];
    }
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  int rank() {
    return rank;
  }

  /** tr((S·S')^½), which is the sum of the singular values of Lᵀ·L'. */
  double traceOfProductRoot(CovarianceFactor other) {
    if (rank == 0 || other.rank == 0) {
      return 0;
    }
    try (Shutdown.Region region = Shutdown.region();
        NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      NDArray left = manager.create(rows, new Shape(rank, dim));
      NDArray right = manager.create(other.rows, new Shape(other.rank, dim));
      NDArray values = TensorOps.singularValues(left.matMul(right.transpose()));
      return Arrays.stream(values.toDoubleArray()).sum();
    }
  }
}
