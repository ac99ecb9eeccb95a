package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Optional;
import stablegan.autograd.TensorOps;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.ConvGeometry;
import stablegan.lipschitz.WeightedLayer;

/**
 * Transposed convolution with a square kernel and a bias, weight (in, out, k, k) as in PyTorch.
 * Input (N, in, H, W), output (N, out, (H − 1)·stride − 2·padding + k, likewise W).
 */
public final class ConvTranspose2d extends AbstractBlock implements WeightedLayer, Described {

  private final int filters;
  private final int kernel;
  private final int stride;
  private final int padding;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Creates the layer.
   *
   * @param filters output channels
   */
  public ConvTranspose2d(int filters, int kernel, int stride, int padding) {
    this.filters = filters;
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    this.weight = addParameter(parameter("weight", Parameter.Type.WEIGHT));
    this.bias = addParameter(parameter("bias", Parameter.Type.BIAS));
  }

  private static Parameter parameter(String name, Parameter.Type type) {
    return Parameter.builder().setName(name).setType(type).build();
  }

  @Override
  public void prepare(Shape[] inputShapes) {
    weight.setShape(new Shape(inputShapes[0].get(1), filters, kernel, kernel));
    bias.setShape(new Shape(filters));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray w = store.getValue(weight, x.getDevice(), training);
    NDArray b = store.getValue(bias, x.getDevice(), training);
    return new NDList(TensorOps.convTranspose2d(x, w, b, stride, padding));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), filters, grown(in.get(2)), grown(in.get(3)))};
  }

  @Override
  public int outputAxis() {
    return 1;
  }

  /** The pixels of its input, each of which is spread by the whole kernel. */
  @Override
  public long places(Shape input) {
    return input.slice(2).size();
  }

  /** That of the convolution which it is the adjoint of. */
  @Override
  public Optional<ConvGeometry> geometry(Shape input) {
    Shape output = getOutputShapes(new Shape[] {input})[0];
    return Optional.of(ConvGeometry.over(output, stride, padding));
  }

  private long grown(long size) {
    return (size - 1) * stride - 2L * padding + kernel;
  }

  @Override
  public LayerDescription description() {
    return LayerDescription.of("conv_transpose2d")
        .with("filters", filters)
        .with("kernel", kernel)
        .with("stride", stride)
        .with("padding", padding);
  }
}
