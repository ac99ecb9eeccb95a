package stablegan.nn;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import stablegan.autograd.TensorOps;

/** What mixed precision leaves in float32 amid bfloat16. */
final class FullPrecision {

  private FullPrecision() {}

  /** The function's value, computed in float32 and of x's type if x is bfloat16. */
  static NDArray apply(NDArray x, UnaryOperator<NDArray> function) {
    return TensorOps.isBfloat16(x)
        ? TensorOps.bfloat16(function.apply(TensorOps.float32(x)))
        : function.apply(x);
  }
}
