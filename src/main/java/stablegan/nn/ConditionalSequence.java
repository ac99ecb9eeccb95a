package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;

/** Blocks one after the other; those that take the samples' classes get them, if there are any. */
final class ConditionalSequence extends SequentialBlock implements Conditional, Described {

  /** The blocks in their order. */
  static ConditionalSequence of(List<Block> blocks) {
    ConditionalSequence sequence = new ConditionalSequence();
    blocks.forEach(sequence::add);
    return sequence;
  }

  /** The blocks in their order. */
  static ConditionalSequence of(Block... blocks) {
    return of(List.of(blocks));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDList current = inputs;
    for (Block child : getChildren().values()) {
      NDArray y = Conditional.forward(child, store, current, training);
      current = inputs.size() == 1 ? new NDList(y) : new NDList(y, inputs.get(1));
    }
    return new NDList(current.get(0));
  }

  @Override
  public void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    Shape[] current = inputShapes.clone();
    for (Block child : getChildren().values()) {
      child.initialize(manager, dataType, Conditional.shapes(child, current));
      current[0] = child.getOutputShapes(Conditional.shapes(child, current))[0];
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return super.getOutputShapes(new Shape[] {inputShapes[0]});
  }

  @Override
  public LayerDescription description() {
    return LayerDescription.of("conditional_sequence");
  }
}
