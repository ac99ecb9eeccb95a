package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Largest singular values and eigenvalues of dense matrices in double precision. */
final class Spectrum {

  private Spectrum() {}

  /**
   * Largest singular value of a matrix: the root of the largest eigenvalue of the smaller of M Mᵀ
   * and Mᵀ M. Squaring costs the small singular values their digits, not the largest one. About n²
   * N + n³ operations for sides n ≤ N.
   */
  static double largestSingularValue(NDArray matrix) {
    NDArray wide =
        matrix.getShape().get(0) <= matrix.getShape().get(1) ? matrix : matrix.transpose();
    int n = Math.toIntExact(wide.getShape().get(0));
    double[] gram = wide.matMul(wide.transpose()).toDoubleArray();
    return Math.sqrt(largestEigenvalue(gram, n));
  }

  /**
   * Largest singular value of a batch of Gram matrices' roots.
   *
   * @param grams symmetric positive semidefinite matrices (N, n, n)
   */
  static double largestRoot(NDArray grams) {
    int n = Math.toIntExact(grams.getShape().get(1));
    double[] all = grams.toDoubleArray();
    double largest = 0;
    for (int from = 0; from < all.length; from += n * n) {
      double[] one = Arrays.copyOfRange(all, from, from + n * n);
      largest = Math.max(largest, largestEigenvalue(one, n));
    }
    return Math.sqrt(largest);
  }

  private static double largestEigenvalue(double[] gram, int n) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, true);
    if (!eigen.decompose(DMatrixRMaj.wrap(n, n, gram))) {
      throw new IllegalStateException(
          "the eigenvalues of a symmetric matrix of " + n + " rows did not converge");
    }
    double largest = 0; // rounding may leave a zero eigenvalue below zero
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, eigen.getEigenvalue(i).getReal());
    }
    return largest;
  }
}
