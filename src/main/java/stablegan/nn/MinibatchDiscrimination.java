package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.internal.description.Multiplying;

/**
 * Minibatch discrimination (Salimans et al. 2016, section 3.2): features (N, F) to (N, F + B). With
 * M = x·T in B rows of C dimensions for each sample, feature b of sample i is Σ_j exp(−‖M_ib −
 * M_jb‖₁) + bias_b over the other samples j of the batch.
 *
 * <p>As in the authors' code, a sample is not compared with itself, T is weight-normalized (each
 * column has norm e^s with s trained) and starts as N(0, 0.05²), and the first training pass adapts
 * s and the biases to its batch: half the mean distance to the nearest sample becomes 1, the mean
 * of each feature 0. Without that, features of a small scale would all be as good as N − 1, and the
 * logits' start a large constant. The batch must have at least 2 samples then; that the pass was
 * made is state, saved with the block.
 */
final class MinibatchDiscrimination extends AbstractBlock implements BatchDependent, Multiplying {

  private static final float INITIAL_DEVIATION = 0.05f;

  /** Added to a sample's distance from itself: exp(−1e6) is 0. */
  private static final double MASK = 1e6;

  /** The least distance that the first pass scales up, should all its samples be the same. */
  private static final double SMALLEST = 1e-6;

  private final int features;
  private final int dimensions;
  private final Parameter tensor;
  private final Parameter logScale;
  private final Parameter bias;
  private final Parameter adapted;

  /**
   * Creates the layer.
   *
   * @param features B, at least 1
   * @param dimensions C, at least 1
   */
  public MinibatchDiscrimination(int features, int dimensions) {
    check(features, dimensions);
    this.features = features;
    this.dimensions = dimensions;
    // not of type weight: neither orthogonality nor decay are meant for a normalized tensor
    tensor = parameter("tensor", Parameter.Type.OTHER, true);
    tensor.setInitializer(new NormalInitializer(INITIAL_DEVIATION));
    logScale = parameter("logScale", Parameter.Type.OTHER, true);
    logScale.setInitializer(new ConstantInitializer(0));
    bias = parameter("bias", Parameter.Type.BIAS, true);
    bias.setInitializer(new ConstantInitializer(-1));
    adapted = parameter("adapted", Parameter.Type.OTHER, false);
    adapted.setInitializer(new ConstantInitializer(0));
  }

  static void check(int features, int dimensions) {
    if (features < 1 || dimensions < 1) {
      throw new IllegalArgumentException(
          "minibatch discrimination needs at least 1 feature of 1 dimension but got %d of %d"
              .formatted(features, dimensions));
    }
  }

  private Parameter parameter(String name, Parameter.Type type, boolean trained) {
    return addParameter(
        Parameter.builder().setName(name).setType(type).optRequiresGrad(trained).build());
  }

  @Override
  public long multiplyAdds() {
    return tensor.getArray().size();
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    tensor.setShape(new Shape(inputShapes[0].get(1), (long) features * dimensions));
    logScale.setShape(new Shape(features, dimensions));
    bias.setShape(new Shape(features));
    adapted.setShape(new Shape(1));
  }

  @Override
  public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {
    super.initialize(manager, dataType, inputShapes);
    adapted.freeze(true); // whoever unfreezes a whole network means its weights
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return new NDList(
        FullPrecision.apply(inputs.singletonOrThrow(), x -> withFeatures(store, x, training)));
  }

  private NDArray withFeatures(ParameterStore store, NDArray x, boolean training) {
    if (training && adapted.getArray().getFloat() == 0) {
      adapt(x);
    }
    NDArray scale = store.getValue(logScale, x.getDevice(), training);
    NDArray distances = distances(x, store.getValue(tensor, x.getDevice(), training), scale);
    NDArray similar = distances.neg().exp().sum(new int[] {1});
    return x.concat(similar.add(store.getValue(bias, x.getDevice(), training)), 1);
  }

  /** L1 distances (N, N, B) of all pairs, those on the diagonal large. */
  private NDArray distances(NDArray x, NDArray raw, NDArray scale) {
    int n = (int) x.getShape().get(0);
    NDArray norms = TensorOps.atLeast(raw.square().sum(new int[] {0}), Float.MIN_NORMAL).sqrt();
    NDArray weight = raw.mul(scale.exp().reshape(-1).div(norms));
    NDArray rows = x.matMul(weight);
    NDArray left = rows.reshape(n, 1, features, dimensions);
    NDArray right = rows.reshape(1, n, features, dimensions);
    NDArray self = TensorOps.times(x.getManager().eye(n).reshape(n, n, 1), MASK);
    return left.sub(right).abs().sum(new int[] {3}).add(self);
  }

  private void adapt(NDArray x) {
    if (x.getShape().get(0) < 2) {
      throw new IllegalArgumentException(
          "minibatch discrimination adapts to its first batch, which needs at least 2 samples but"
              + " has 1");
    }
    try (Autograd.Mode paused = Autograd.pause();
        NDManager scope = x.getManager().newSubManager()) {
      NDArray distances = distances(x, tensor.getArray(), logScale.getArray());
      distances.attach(scope);
      NDArray nearest = distances.min(new int[] {1}).mean(new int[] {0});
      NDArray unit = TensorOps.atLeast(TensorOps.times(nearest, 0.5), SMALLEST);
      logScale.getArray().subi(unit.log().reshape(features, 1));
      NDArray similar = distances.div(unit).neg().exp().sum(new int[] {1});
      bias.getArray().subi(bias.getArray()).subi(similar.mean(new int[] {0}));
      adapted.getArray().addi(1);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(1) + features)};
  }
}
