package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;

/**
 * The largest singular value σ of a linear layer, or something near it.
 *
 * <p>Implementations say of themselves what they compute: {@link #kind()} holds for the padding
 * {@link #padding()}. Those of this library are made by {@link SigmaEstimators}. They work in
 * double precision on the kernel's device, scale the kernel first so that neither tiny nor huge
 * ones over- or underflow, return 0 for a kernel of zeros and NaN or ∞ for one that holds such
 * values.
 */
public interface SigmaEstimator {

  /** What a value says about σ. */
  enum Kind {
    /** Equal to σ up to rounding. */
    EXACT,
    /** Never below σ. */
    UPPER_BOUND,
    /** Never above σ, as with a power iteration, which approaches it from below. */
    LOWER_BOUND,
    /** Neither. */
    ESTIMATE;

    /** Whether a value of this kind may stand in an upper bound. */
    public boolean bounds() {
      return this == EXACT || this == UPPER_BOUND;
    }

    /** In words: "upper bound". */
    @Override
    public String toString() {
      return words(this);
    }
  }

  /** How the convolution continues its input, which σ depends on. */
  enum Padding {
    /** Zeros, as convolution layers do. */
    ZERO,
    /** The opposite side, as on a torus. */
    CIRCULAR,
    /** What is said holds for both. */
    ANY;

    /** In words: "zero". */
    @Override
    public String toString() {
      return words(this);
    }
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Estimates σ of the convolution, or dense layer, with a kernel.
   *
   * @param kernel (out, in / groups, kh, kw) or (out, in), real
   * @param geometry where it acts; {@link ConvGeometry#dense()} for a dense layer
   * @throws IllegalArgumentException if the kernel does not fit the geometry
   */
  double sigma(NDArray kernel, ConvGeometry geometry);

  /** What the value is for any kernel and geometry under {@link #padding()}. */
  Kind kind();

  /** The padding that {@link #kind()} speaks of. */
  Padding padding();

  /** A short name for tables. */
  String name();

  /**
   * What the value is for the layer as the engine runs it, that is with zeros as padding. A value
   * for circular padding is no bound there, except without padding: then the layer is a part of the
   * circular convolution, and the same for kernels of one pixel.
   *
   * @param kernel shape of the kernel
   */
  default Kind kindFor(Shape kernel, ConvGeometry geometry) {
    if (padding() != Padding.CIRCULAR || geometry.isPointwise(kernel)) {
      return kind();
    }
    return geometry.padding() == 0 && kind().bounds() ? Kind.UPPER_BOUND : Kind.ESTIMATE;
  }
}
