package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import stablegan.autograd.TensorOps;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.Certifiable;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;

/** Sum or mean of each channel over all pixels: maps (N, C, H, W) to features (N, C). */
public final class GlobalPool extends AbstractBlock implements Certifiable, Described {

  private static final int[] PIXELS = {2, 3};

  private final boolean mean;

  private GlobalPool(boolean mean) {
    this.mean = mean;
  }

  /** The sum, as in Miyato et al. 2018. It stretches by √(H·W). */
  public static GlobalPool sum() {
    return new GlobalPool(false);
  }

  /** The mean, as in Gulrajani et al. 2017. It shrinks by √(H·W). */
  public static GlobalPool mean() {
    return new GlobalPool(true);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray sum = x.sum(PIXELS);
    double pixels = x.getShape().slice(2).size();
    return new NDList(mean ? TensorOps.times(sum, 1 / pixels) : sum);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0].slice(0, 2)};
  }

  @Override
  public Certificate certificate(Shape sample, SigmaEstimator estimator) {
    int height = Math.toIntExact(sample.get(1));
    int width = Math.toIntExact(sample.get(2));
    return mean
        ? Certificate.factor("mean pool", 1 / Math.sqrt((double) height * width))
        : Certificate.sumPool(height, width);
  }

  @Override
  public LayerDescription description() {
    return LayerDescription.of("global_pool").with("mean", mean);
  }
}
