package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import stablegan.autograd.TensorOps;

/**
 * What all estimators share: the checks, double precision, a scratch manager, and σ(cW) = |c| σ(W),
 * by which they only ever see kernels with largest entry 1.
 */
abstract class NormalizedEstimator implements SigmaEstimator {

  private final String name;
  private final Kind kind;
  private final Padding padding;

  NormalizedEstimator(String name, Kind kind, Padding padding) {
    this.name = name;
    this.kind = kind;
    this.padding = padding;
  }

  @Override
  public final double sigma(NDArray kernel, ConvGeometry geometry) {
    Shape shape = geometry.kernelShape(kernel.getShape());
    NDManager parent = kernel.getManager();
    try (NDManager scratch = parent.newSubManager()) {
      NDArray copy = kernel.toType(DataType.FLOAT64, true);
      copy.attach(scratch);
      double scale = copy.abs().max().getDouble();
      if (scale == 0 || !Double.isFinite(scale)) {
        return scale;
      }
      return scale * sigmaOfNormalized(TensorOps.times(copy.reshape(shape), 1 / scale), geometry);
    }
  }

  /**
   * σ of a kernel whose largest entry is 1 in absolute value.
   *
   * @param kernel (out, in / groups, kh, kw), double precision, in a manager that is closed after
   */
  abstract double sigmaOfNormalized(NDArray kernel, ConvGeometry geometry);

  @Override
  public final Kind kind() {
    return kind;
  }

  @Override
  public final Padding padding() {
    return padding;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String toString() {
    return name;
  }
}
