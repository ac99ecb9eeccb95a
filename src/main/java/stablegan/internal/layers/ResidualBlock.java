package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.Certifiable;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.nn.Conditional;

/** shortcut(x) + branch(x) (He et al. 2016); its Lipschitz constant is at most the sum of both. */
public final class ResidualBlock extends AbstractBlock
    implements Conditional, Certifiable, Described {

  private final Block branch;
  private final Block shortcut;

  /** Two blocks whose outputs have the same shape. */
  public ResidualBlock(Block branch, Block shortcut) {
    this.branch = addChildBlock("branch", branch);
    this.shortcut = addChildBlock("shortcut", shortcut);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    branch.initialize(manager, dataType, Conditional.shapes(branch, inputs));
    shortcut.initialize(manager, dataType, Conditional.shapes(shortcut, inputs));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray y = Conditional.forward(shortcut, store, inputs, training);
    // in this order: a sum has the memory layout of its first term, the branch's kernels', which
    // the next block's 1x1 kernel, being of either layout, passes on
    return new NDList(Conditional.forward(branch, store, inputs, training).add(y));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return shortcut.getOutputShapes(Conditional.shapes(shortcut, inputShapes));
  }

  @Override
  public Certificate certificate(Shape sample, SigmaEstimator estimator) {
    return Certificate.residual(
        "residual block",
        Certificate.of(shortcut, sample, estimator),
        Certificate.of(branch, sample, estimator));
  }

  @Override
  public LayerDescription description() {
    return LayerDescription.of("residual");
  }
}
