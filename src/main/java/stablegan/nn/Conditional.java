package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * A block that takes the samples' classes as a second input: (N, …) and whole numbers (N) from 0.
 * Blocks that only pass classes on need none; those that use them refuse to do without.
 */
public interface Conditional {

  /**
   * Blocks one after the other; those that take the samples' classes get them, if there are any.
   */
  static SequentialBlock sequence(List<Block> blocks) {
    return ConditionalSequence.of(blocks);
  }

  /** What a block makes of its input, given the classes too if it is of this kind. */
  static NDArray forward(Block block, ParameterStore store, NDList inputs, boolean training) {
    NDList given = block instanceof Conditional ? inputs : new NDList(inputs.get(0));
    return block.forward(store, given, training).singletonOrThrow();
  }

  /** The shapes that a block is initialized with, the classes' among them if it takes them. */
  static Shape[] shapes(Block block, Shape[] inputs) {
    return block instanceof Conditional ? inputs : new Shape[] {inputs[0]};
  }

  /**
   * The classes among a block's inputs.
   *
   * @throws IllegalArgumentException if they are missing
   */
  static NDArray classes(NDList inputs) {
    if (inputs.size() != 2) {
      throw new IllegalArgumentException(
          "a conditional network needs the samples' classes (N) as its second input, but got "
              + inputs.size()
              + " inputs");
    }
    return inputs.get(1);
  }
}
