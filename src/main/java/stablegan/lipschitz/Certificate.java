package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import stablegan.lipschitz.SigmaEstimator.Kind;

/**
 * What is known of a network's Lipschitz constant in the Euclidean norm, put together from its
 * parts: the product over layers in sequence, the sum over branches that are added (Szegedy et al.
 * 2014, section 4.3; Gouk et al. 2018).
 *
 * <pre>{@code
 * Certificate block = Certificate.residual("block 1",
 *     Certificate.identity("shortcut"),
 *     Certificate.sequence("branch",
 *         Certificate.linear("conv 1", w1, geometry, SigmaEstimators.fourier(Padding.ZERO)),
 *         Certificate.leakyRelu(0.1),
 *         Certificate.linear("conv 2", w2, geometry, SigmaEstimators.fourier(Padding.ZERO))));
 * }</pre>
 *
 * <p>The whole is an upper bound only if each linear layer's norm is exact or an upper bound for
 * its actual padding. A convolution's reshaped kernel is neither: a network normalized by it gets
 * an estimate here, whatever its value. Biases do not matter.
 *
 * @param name what it speaks of
 * @param value the norm, not negative, or NaN or ∞ where weights are
 * @param kind what the value says of the Lipschitz constant
 * @param parts what it was put together from, empty for a layer
 */
public record Certificate(String name, double value, Kind kind, List<Certificate> parts) {

  public Certificate {
    if (value < 0) {
      throw new IllegalArgumentException(
          "the Lipschitz constant of '" + name + "' cannot be negative, but is " + value);
    }
    parts = List.copyOf(parts);
  }

  /**
   * Walks over a network's blocks as they run in inference: weights as normalized, batch norm with
   * its running statistics. Sequences, linear layers and convolutions, plain or reparametrized, the
   * engine's usual activations and every {@link Certifiable} block are understood.
   *
   * @param network with its weights
   * @param sample shape of one sample, (channels, height, width) for images
   * @param estimator for every linear layer; {@code fourier(ZERO)} makes the whole an upper bound
   * @throws IllegalArgumentException if a block is not understood
   */
  public static Certificate of(Block network, Shape sample, SigmaEstimator estimator) {
    return new BlockCertifier(estimator).certify(network, new Shape(1).addAll(sample));
  }

  /** A dense layer or a convolution with its largest singular value; see {@link ConvGeometry}. */
  public static Certificate linear(
      String name, NDArray kernel, ConvGeometry geometry, SigmaEstimator estimator) {
    Kind kind = estimator.kindFor(kernel.getShape(), geometry);
    return new Certificate(name, estimator.sigma(kernel, geometry), kind, List.of());
  }

  /**
   * A layer that is wrapped so that it applies another weight than the one it holds.
   *
   * @param wrapper of the layer, by whose name it is called
   * @param sample shape of one input
   * @param effective the weight that is applied, given the raw one
   * @throws IllegalArgumentException if the layer doesn't say where its weight acts, see {@link
   *     WeightedLayer#geometry}
   */
  public static Certificate reparametrized(
      Block wrapper,
      Block layer,
      Shape sample,
      SigmaEstimator estimator,
      UnaryOperator<NDArray> effective) {
    BlockCertifier.requireInitialized(wrapper);
    String prefix = wrapper.getClass().getSimpleName() + " of ";
    return new BlockCertifier(estimator)
        .linear(prefix, layer, new Shape(1).addAll(sample), effective);
  }

  /** A layer of which the Lipschitz constant, or an upper bound of it, is known. */
  public static Certificate factor(String name, double bound) {
    return new Certificate(name, bound, Kind.UPPER_BOUND, List.of());
  }

  /** Nothing happens, as in the plain shortcut of a residual block: 1. */
  public static Certificate identity(String name) {
    return new Certificate(name, 1, Kind.EXACT, List.of());
  }

  /** Leaky ReLU, and ReLU with slope 0: the steeper one of its two slopes. */
  public static Certificate leakyRelu(double slope) {
    return factor("leaky ReLU", Math.max(1, Math.abs(slope)));
  }

  /** Average over k × k pixels: ⌈k / stride⌉ / k, thus 1 / k for windows side by side. */
  public static Certificate averagePool(int k, int stride) {
    return factor("average pool", windows(k, stride) / k);
  }

  /** Maximum over k × k pixels: ⌈k / stride⌉, thus 1 for windows side by side. */
  public static Certificate maxPool(int k, int stride) {
    return factor("max pool", windows(k, stride));
  }

  /** Sum over all pixels: √(height · width). */
  public static Certificate sumPool(int height, int width) {
    return factor("sum pool", Math.sqrt((double) height * width));
  }

  /** Nearest-neighbour upsampling, each pixel becoming scale × scale pixels: scale. */
  public static Certificate upsample(int scale) {
    return factor("upsampling", scale);
  }

  private static double windows(int k, int stride) {
    return Math.ceil((double) k / stride);
  }

  /** Parts one after the other: the product. */
  public static Certificate sequence(String name, List<Certificate> parts) {
    double product = parts.stream().mapToDouble(Certificate::value).reduce(1, (a, b) -> a * b);
    return new Certificate(name, product, joint(parts), parts);
  }

  /** Parts one after the other: the product. */
  public static Certificate sequence(String name, Certificate... parts) {
    return sequence(name, List.of(parts));
  }

  /** Shortcut and branch, added: the sum, which is 1 + the branch for a plain shortcut. */
  public static Certificate residual(String name, Certificate shortcut, Certificate branch) {
    List<Certificate> parts = List.of(shortcut, branch);
    return new Certificate(name, shortcut.value() + branch.value(), joint(parts), parts);
  }

  private static Kind joint(List<Certificate> parts) {
    return parts.stream().allMatch(Certificate::isBound) ? Kind.UPPER_BOUND : Kind.ESTIMATE;
  }

  /** Whether the Lipschitz constant is certainly at most {@link #value()}. */
  public boolean isBound() {
    return kind.bounds();
  }

  /** The layers in order, without what they are put together to. */
  public Stream<Certificate> layers() {
    return parts.isEmpty() ? Stream.of(this) : parts.stream().flatMap(Certificate::layers);
  }

  /** A line for the whole and one for each part, indented. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, "");
    return text.toString();
  }

  private void append(StringBuilder text, String indent) {
    String line = String.format(Locale.ROOT, "%s%s: %.6g (%s)%n", indent, name, value, statement());
    text.append(line);
    parts.forEach(part -> part.append(text, indent + "  "));
  }

  private String statement() {
    return switch (kind) {
      case EXACT -> "exact";
      case UPPER_BOUND -> "upper bound";
      case LOWER_BOUND -> "lower bound of the norm, certifies nothing";
      case ESTIMATE -> "estimate, certifies nothing";
    };
  }
}
