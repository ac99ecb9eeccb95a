package stablegan.internal.layers;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.Certifiable;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;

/** The average of each window of k × k pixels, side by side: (N, C, H, W) to (N, C, H/k, W/k). */
public final class AveragePool extends AbstractBlock implements Certifiable, Described {

  private final int k;

  /** Windows of k × k pixels; what is left over at the far ends is cut off. */
  public AveragePool(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("a window's side must be at least 1 but is " + k);
    }
    this.k = k;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    Shape window = new Shape(k, k);
    return new NDList(
        Pool.avgPool2d(inputs.singletonOrThrow(), window, window, new Shape(0, 0), false, false));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), in.get(1), in.get(2) / k, in.get(3) / k)};
  }

  @Override
  public Certificate certificate(Shape sample, SigmaEstimator estimator) {
    return Certificate.averagePool(k, k);
  }

  @Override
  public LayerDescription description() {
    return LayerDescription.of("average_pool").with("side", k);
  }
}
