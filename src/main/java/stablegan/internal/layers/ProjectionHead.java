package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import stablegan.autograd.Autograd;
import stablegan.internal.device.ComputeDevice;
import stablegan.lipschitz.Certifiable;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.nn.Conditional;
import stablegan.nn.StepWeights;

/**
 * The end of a projection discriminator (Miyato and Koyama 2018, equation 4): features h (N, C) and
 * classes y (N) in, logits ψ(h) + ⟨v_y, h⟩ (N, 1) out.
 */
public final class ProjectionHead extends AbstractBlock implements Conditional, Certifiable {

  private final int classes;
  private final Block linear;
  private final Block embedding;

  /**
   * Puts both together.
   *
   * @param linear ψ, features to one logit
   * @param embedding classes to v_y, as long as the features
   */
  public ProjectionHead(int classes, Block linear, Block embedding) {
    this.classes = classes;
    this.linear = addChildBlock("linear", linear);
    this.embedding = addChildBlock("embedding", embedding);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    linear.initialize(manager, dataType, inputs[0]);
    embedding.initialize(manager, dataType, new Shape(inputs[0].get(0)));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray h = inputs.get(0);
    NDList labels = new NDList(Conditional.classes(inputs));
    NDArray v = embedding.forward(store, labels, training).singletonOrThrow();
    NDArray logits = linear.forward(store, new NDList(h), training).singletonOrThrow();
    return new NDList(logits.add(v.mul(h).sum(new int[] {1}, true)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), 1)};
  }

  /** For the class whose embedding is longest. */
  @Override
  public Certificate certificate(Shape sample, SigmaEstimator estimator) {
    try (NDManager manager = ComputeDevice.newManager();
        NDScope arrays = new NDScope();
        Autograd.Mode paused = Autograd.pause()) {
      arrays.suppressNotUsedWarning();
      NDList all = new NDList(manager.arange(0, classes, 1, DataType.INT64));
      NDArray rows = embedding.forward(StepWeights.fixed(manager), all, false).singletonOrThrow();
      double longest = rows.square().sum(new int[] {1}).sqrt().max().getFloat();
      return Certificate.residual(
          "projection head",
          Certificate.of(linear, sample, estimator),
          Certificate.factor("longest class embedding", longest));
    }
  }
}
