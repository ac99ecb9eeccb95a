package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * A batch of Hermitian matrices.
 *
 * @param real symmetric (N, n, n)
 * @param imaginary antisymmetric (N, n, n)
 */
record HermitianBatch(NDArray real, NDArray imaginary) {

  /** The Gram matrices H H* of complex matrices H = a + ib, (N, n, m) each. */
  static HermitianBatch gram(NDArray a, NDArray b) {
    NDArray adjoint = NDArrays.concat(new NDList(a, b), 2).transpose(0, 2, 1);
    NDArray real = NDArrays.concat(new NDList(a, b), 2).matMul(adjoint);
    NDArray imaginary = NDArrays.concat(new NDList(b, a.neg()), 2).matMul(adjoint);
    return new HermitianBatch(real, imaginary);
  }

  /** The squares, Hermitian again: for P + iQ, P² − Q² + i(PQ + QP), where QP = −(PQ)ᵀ. */
  HermitianBatch square() {
    NDArray cross = real.matMul(imaginary);
    return new HermitianBatch(
        real.matMul(real).sub(imaginary.matMul(imaginary)), cross.sub(cross.transpose(0, 2, 1)));
  }

  /** Frobenius norms, (N, 1, 1). */
  NDArray norms() {
    return real.square().add(imaginary.square()).sum(new int[] {1, 2}, true).sqrt();
  }

  HermitianBatch div(NDArray divisors) {
    return new HermitianBatch(real.div(divisors), imaginary.div(divisors));
  }

  /** Real symmetric matrices (N, 2n, 2n) with the same eigenvalues, each twice. */
  NDArray embedded() {
    NDArray upper = NDArrays.concat(new NDList(real, imaginary.neg()), 2);
    NDArray lower = NDArrays.concat(new NDList(imaginary, real), 2);
    return NDArrays.concat(new NDList(upper, lower), 1);
  }
}
