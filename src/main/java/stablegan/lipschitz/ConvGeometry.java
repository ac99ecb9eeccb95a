package stablegan.lipschitz;

import ai.djl.ndarray.types.Shape;

/**
 * Where a convolution's kernel acts: the kernel alone does not determine the linear map.
 *
 * <p>A transposed convolution has the singular values of the convolution that it is the adjoint of:
 * describe that one, with {@code height} and {@code width} those of the transposed convolution's
 * output, and pass its kernel as it is (PyTorch's layout (in, out / groups, kh, kw)).
 *
 * @param height rows of the input, at least 1
 * @param width columns of the input, at least 1
 * @param stride the same in both directions, at least 1
 * @param padding rows and columns of zeros on each side, not negative
 * @param groups divides the channels, at least 1
 */
public record ConvGeometry(int height, int width, int stride, int padding, int groups) {

  public ConvGeometry {
    if (height < 1 || width < 1 || stride < 1 || padding < 0 || groups < 1) {
      throw new IllegalArgumentException(
          "height, width, stride and groups must be at least 1 and padding at least 0, but are "
              + height
              + ", "
              + width
              + ", "
              + stride
              + ", "
              + groups
              + " and "
              + padding);
    }
  }

  /** A convolution of stride 1 with half the kernel, rounded down, as padding. */
  public static ConvGeometry same(int height, int width, int kernel) {
    return new ConvGeometry(height, width, 1, kernel / 2, 1);
  }

  /** A dense layer: a convolution of one pixel. */
  public static ConvGeometry dense() {
    return new ConvGeometry(1, 1, 1, 0, 1);
  }

  public ConvGeometry withStride(int newStride) {
    return new ConvGeometry(height, width, newStride, padding, groups);
  }

  public ConvGeometry withPadding(int newPadding) {
    return new ConvGeometry(height, width, stride, newPadding, groups);
  }

  public ConvGeometry withGroups(int newGroups) {
    return new ConvGeometry(height, width, stride, padding, newGroups);
  }

  /** On an input (N, C, H, W). */
  public static ConvGeometry over(Shape input, long stride, long padding) {
    return new ConvGeometry(
        Math.toIntExact(input.get(2)),
        Math.toIntExact(input.get(3)),
        Math.toIntExact(stride),
        Math.toIntExact(padding),
        1);
  }

  /**
   * The four-dimensional shape of a kernel, after a check that it can act here.
   *
   * @param kernel (out, in / groups, kh, kw), or (out, in) for a dense layer
   * @return (out, in / groups, kh, kw)
   * @throws IllegalArgumentException if it has other dimensions, does not divide into the groups or
   *     is larger than the padded input
   */
  Shape kernelShape(Shape kernel) {
    if (kernel.dimension() != 2 && kernel.dimension() != 4) {
      throw new IllegalArgumentException(
          "a kernel has the shape (out, in / groups, kh, kw) or (out, in), but this one " + kernel);
    }
    Shape shape = kernel.dimension() == 4 ? kernel : kernel.addAll(new Shape(1, 1));
    if (shape.size() == 0 || shape.get(0) % groups != 0) {
      throw new IllegalArgumentException(
          "the first dimension of kernel " + kernel + " must be a multiple of groups = " + groups);
    }
    if (shape.get(2) > height + 2 * padding || shape.get(3) > width + 2 * padding) {
      throw new IllegalArgumentException(
          "kernel " + kernel + " is larger than the padded input of " + this);
    }
    return shape;
  }

  /** Whether a kernel is a matrix, alone or at each pixel of an input without padding. */
  boolean isPointwise(Shape kernel) {
    boolean onePixel = kernel.dimension() == 2 || (kernel.get(2) == 1 && kernel.get(3) == 1);
    return onePixel && padding == 0;
  }
}
