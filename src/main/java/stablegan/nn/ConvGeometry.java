package stablegan.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.util.Optional;

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

  /**
   * The geometry of a layer, empty if it is neither dense nor a convolution; of a resampled
   * convolution that of the convolution alone.
   *
   * @param input shape of its input with a batch dimension
   * @throws IllegalArgumentException for dilated convolutions and those that differ by direction
   */
  static Optional<ConvGeometry> of(Block layer, Shape input) {
    if (layer instanceof Linear) {
      return Optional.of(dense());
    }
    if (layer instanceof Conv2d conv) {
      long stride = square("stride", conv.getStride());
      long padding = square("padding", conv.getPadding());
      if (square("dilation", conv.getDilation()) != 1) {
        throw new IllegalArgumentException(
            "dilation must be 1 for singular values, but is " + conv.getDilation());
      }
      return Optional.of(ofInput(input, stride, padding).withGroups(conv.getGroups()));
    }
    if (layer instanceof ResampledConv2d resampled) {
      return Optional.of(ofInput(resampled.convolved(input), 1, resampled.padding()));
    }
    if (layer instanceof ConvTranspose2d transposed) {
      // an input of one pixel grows to k - 2 · padding, each further one adds the stride
      long one = transposed.getOutputShapes(new Shape[] {new Shape(1, 1, 1, 1)})[0].get(2);
      long two = transposed.getOutputShapes(new Shape[] {new Shape(1, 1, 2, 2)})[0].get(2);
      long kernel = Weights.of(transposed).getArray().getShape().get(2);
      Shape output = transposed.getOutputShapes(new Shape[] {input})[0];
      return Optional.of(ofInput(output, two - one, (kernel - one) / 2));
    }
    return Optional.empty();
  }

  private static ConvGeometry ofInput(Shape input, long stride, long padding) {
    return new ConvGeometry(
        Math.toIntExact(input.get(2)),
        Math.toIntExact(input.get(3)),
        Math.toIntExact(stride),
        Math.toIntExact(padding),
        1);
  }

  private static long square(String what, Shape both) {
    if (both.get(0) != both.get(1)) {
      throw new IllegalArgumentException(
          what + " must be the same in both directions, but is " + both);
    }
    return both.get(0);
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
