package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.function.Function;
import stablegan.lipschitz.Certifiable;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.lipschitz.WeightedLayer;

/**
 * A layer whose effective weight is derived from the raw weight that is trained and saved.
 *
 * <p>Works on any block that holds one parameter of type weight and fetches it from the parameter
 * store: the layer itself is not rewritten. It may stand at several places of a network, which then
 * share its weight; the first place where it is initialized sets its shapes.
 */
public abstract class Reparametrization extends AbstractBlock implements Certifiable {

  private final Block layer;
  private final Parameter weight;

  /**
   * Wraps a layer.
   *
   * @throws IllegalArgumentException if the layer does not hold exactly one weight of its own
   */
  protected Reparametrization(Block layer) {
    this.layer = addChildBlock("layer", layer);
    this.weight = WeightedLayer.weight(layer);
  }

  /**
   * Derives the effective weight.
   *
   * @param updating whether state such as a power iteration's vectors is to advance
   */
  protected abstract NDArray effective(NDArray raw, boolean updating);

  /**
   * Derives the effective weight from more parameters than the raw weight: what a step uses of them
   * may be another array than theirs, such as an average. It is the same unless overridden.
   *
   * @param values what the step uses of a parameter
   */
  protected NDArray effective(NDArray raw, Function<Parameter, NDArray> values, boolean updating) {
    return effective(raw, updating);
  }

  /** When state advances, and whether the passes of a step share the weight. */
  protected Clock clock() {
    return Clock.EACH_STEP;
  }

  /** Prepares state that depends on the freshly initialized weight. */
  protected abstract void weightChanged(NDManager manager, NDArray raw);

  /** The wrapped layer. */
  public final Block layer() {
    return layer;
  }

  /** The raw weight: what the optimizer trains and a checkpoint keeps. */
  public final Parameter weight() {
    return weight;
  }

  @Override
  public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {
    beforeInitialize(inputShapes);
    boolean again = isInitialized(); // a block that stands at several places of a network
    layer.initialize(manager, dataType, inputShapes);
    if (!again) {
      weightChanged(manager, weight.getArray());
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    StepWeights weights = StepWeights.over(store);
    boolean updating = training && weights.due(clock());
    weights.derive(
        weight, clock().eachPass(), raw -> effective(raw, weights::overridden, updating));
    return layer.forward(weights, inputs, training, params);
  }

  @Override
  public Certificate certificate(Shape sample, SigmaEstimator estimator) {
    return Certificate.reparametrized(this, layer, sample, estimator, raw -> effective(raw, false));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return layer.getOutputShapes(inputShapes);
  }
}
