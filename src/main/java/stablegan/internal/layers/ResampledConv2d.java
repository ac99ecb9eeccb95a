package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Optional;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.ConvGeometry;
import stablegan.lipschitz.WeightedLayer;

/**
 * A convolution with bias that keeps the size, and a resampling by two before or after it, computed
 * as the one linear map that both are. Its weight (out, in, k, k) and bias (out) are those of the
 * convolution.
 *
 * <p>A 3×3 kernel W and the resampling make one map of stride 2 with a kernel of 4×4, the means of
 * the windows of 2×2 of W between zeros: 16 multiply-adds in place of 36. A 1×1 convolution acts on
 * the smaller one of the two sizes: one multiply-add in place of four.
 */
abstract sealed class ResampledConv2d extends AbstractBlock implements WeightedLayer, Described
    permits PooledConv2d, UpsampledConv2d {

  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);

  /** Pixels of a window, and its shape, which is the stride of the whole too. */
  static final int AREA = 4;

  static final Shape WINDOW = new Shape(2, 2);

  private final int filters;
  private final int kernel;
  private final Parameter weight;
  private final Parameter bias;

  ResampledConv2d(int filters, int kernel) {
    if (kernel != 1 && kernel != 3) {
      throw new IllegalArgumentException("a kernel's side must be 1 or 3 but is " + kernel);
    }
    this.filters = filters;
    this.kernel = kernel;
    this.weight = addParameter(parameter("weight", Parameter.Type.WEIGHT));
    this.bias = addParameter(parameter("bias", Parameter.Type.BIAS));
  }

  private static Parameter parameter(String name, Parameter.Type type) {
    return Parameter.builder().setName(name).setType(type).build();
  }

  /** The input (N, C, H, W) of the convolution alone, given that of the whole. */
  abstract Shape convolved(Shape input);

  /** The certificate of both in their order, given that of the convolution. */
  @Override
  public abstract Certificate certified(Certificate convolution);

  /** What the layer is called in descriptions. */
  abstract String kind();

  /** For a 1×1 kernel. */
  abstract NDArray pointwise(NDArray x, NDArray w, NDArray b);

  /** For a 3×3 kernel, folded. */
  abstract NDArray strided(NDArray x, NDArray folded, NDArray b);

  @Override
  public final int outputAxis() {
    return 0;
  }

  /** Of the convolution alone, as in the literature. */
  @Override
  public final long places(Shape input) {
    return convolved(input).slice(2).size();
  }

  /** Of the convolution alone. */
  @Override
  public final Optional<ConvGeometry> geometry(Shape input) {
    return Optional.of(ConvGeometry.over(convolved(input), 1, kernel / 2));
  }

  @Override
  public final void prepare(Shape[] inputShapes) {
    weight.setShape(new Shape(filters, inputShapes[0].get(1), kernel, kernel));
    bias.setShape(new Shape(filters));
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray w = store.getValue(weight, x.getDevice(), training);
    NDArray b = store.getValue(bias, x.getDevice(), training);
    if (kernel == 1) {
      return new NDList(pointwise(x, w, b));
    }
    try (NDArray folded = Pool.avgPool2d(w, WINDOW, ONE, ONE, false, true)) {
      return new NDList(strided(x, folded, b));
    }
  }

  static NDArray convolve(NDArray x, NDArray w, NDArray b) {
    return Conv2d.conv2d(x, w, b, ONE, NONE, ONE).singletonOrThrow();
  }

  static NDArray convolveByWindows(NDArray x, NDArray w, NDArray b) {
    return Conv2d.conv2d(x, w, b, WINDOW, ONE, ONE).singletonOrThrow();
  }

  static NDArray pool(NDArray x) {
    return Pool.avgPool2d(x, WINDOW, WINDOW, NONE, false, false);
  }

  /** The shape of the output at this size. */
  final Shape[] output(Shape input, long height, long width) {
    return new Shape[] {new Shape(input.get(0), filters, height, width)};
  }

  @Override
  public final LayerDescription description() {
    return LayerDescription.of(kind()).with("filters", filters).with("kernel", kernel);
  }
}
