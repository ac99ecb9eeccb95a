package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** x + branch(x): a block of a researcher's own that knows its Lipschitz constant. */
public final class PlainResidual extends AbstractBlock implements Certifiable {

  private final Block branch;

  public PlainResidual(Block branch) {
    this.branch = addChildBlock("branch", branch);
  }

  public Block branch() {
    return branch;
  }

  @Override
  public Certificate certificate(Shape sample, SigmaEstimator estimator) {
    return Certificate.residual(
        "residual", Certificate.identity("shortcut"), Certificate.of(branch, sample, estimator));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
    branch.initialize(manager, type, shapes);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    return new NDList(x.add(branch.forward(store, inputs, training).singletonOrThrow()));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
