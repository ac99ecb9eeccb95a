package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.Certifiable;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;

/** Each sample's numbers in another shape: (N, …) to (N, sample). */
public final class Reshape extends AbstractBlock implements Certifiable, Described {

  private final Shape sample;

  /** To samples of this shape; one of its sizes may be −1, which is what the others leave. */
  public Reshape(Shape sample) {
    this.sample = sample;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    return new NDList(x.reshape(new Shape(x.getShape().get(0)).addAll(sample)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    long[] sizes = sample.getShape().clone();
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] < 0) {
        sizes[axis] = inputShapes[0].slice(1).size() / -sample.size();
      }
    }
    return new Shape[] {new Shape(inputShapes[0].get(0)).addAll(new Shape(sizes))};
  }

  @Override
  public LayerDescription description() {
    return LayerDescription.of("reshape").with("sample", sample.getShape());
  }

  @Override
  public Certificate certificate(Shape input, SigmaEstimator estimator) {
    return Certificate.factor("reshape", 1);
  }
}
