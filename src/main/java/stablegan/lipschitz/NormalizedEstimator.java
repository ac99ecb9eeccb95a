package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.BiPredicate;
import stablegan.autograd.TensorOps;

/**
 * An estimator from a function, and what all of them share: the checks, double precision, a scratch
 * manager, and σ(cW) = |c| σ(W), by which functions only ever see kernels with largest entry 1.
 */
final class NormalizedEstimator implements SigmaEstimator {

  /** σ of a kernel whose largest entry is 1 in absolute value. */
  interface Function {

    /**
     * Computes σ.
     *
     * @param kernel (out, in / groups, kh, kw), double precision, in a manager that is closed after
     */
    double sigma(NDArray kernel, ConvGeometry geometry);
  }

  private final String name;
  private final Kind kind;
  private final Padding padding;
  private final Function function;
  private final BiPredicate<Shape, ConvGeometry> special;
  private final Kind specialKind;

  private NormalizedEstimator(
      String name,
      Kind kind,
      Padding padding,
      Function function,
      BiPredicate<Shape, ConvGeometry> special,
      Kind specialKind) {
    this.name = name;
    this.kind = kind;
    this.padding = padding;
    this.function = function;
    this.special = special;
    this.specialKind = specialKind;
  }

  NormalizedEstimator(String name, Kind kind, Padding padding, Function function) {
    this(name, kind, padding, function, (kernel, geometry) -> false, kind);
  }

  /** The same, whose values are of another kind for some kernels. */
  NormalizedEstimator where(BiPredicate<Shape, ConvGeometry> these, Kind theirs) {
    return new NormalizedEstimator(name, kind, padding, function, these, theirs);
  }

  @Override
  public double sigma(NDArray kernel, ConvGeometry geometry) {
    Shape shape = geometry.kernelShape(kernel.getShape());
    NDManager parent = kernel.getManager();
    try (NDManager scratch = parent.newSubManager()) {
      NDArray copy = kernel.toType(DataType.FLOAT64, true);
      copy.attach(scratch);
      double scale = copy.abs().max().getDouble();
      if (scale == 0 || !Double.isFinite(scale)) {
        return scale;
      }
      return scale * function.sigma(TensorOps.times(copy.reshape(shape), 1 / scale), geometry);
    }
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public Kind kindFor(Shape kernel, ConvGeometry geometry) {
    return special.test(kernel, geometry)
        ? specialKind
        : SigmaEstimator.super.kindFor(kernel, geometry);
  }

  @Override
  public Padding padding() {
    return padding;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
