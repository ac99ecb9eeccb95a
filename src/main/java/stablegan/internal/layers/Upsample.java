package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import stablegan.autograd.TensorOps;
import stablegan.lipschitz.Certifiable;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;

/** Each pixel becomes scale × scale equal ones: (N, C, H, W) to (N, C, scale·H, scale·W). */
public final class Upsample extends AbstractBlock implements Certifiable {

  private final int scale;

  /** Nearest-neighbour upsampling. */
  public Upsample(int scale) {
    if (scale < 1) {
      throw new IllegalArgumentException("scale must be at least 1 but is " + scale);
    }
    this.scale = scale;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    int height = Math.toIntExact(scale * x.getShape().get(2));
    int width = Math.toIntExact(scale * x.getShape().get(3));
    return new NDList(TensorOps.resizeNearest(x, height, width));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), in.get(1), scale * in.get(2), scale * in.get(3))};
  }

  @Override
  public Certificate certificate(Shape sample, SigmaEstimator estimator) {
    return Certificate.upsample(scale);
  }
}
