package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import stablegan.autograd.Autograd;

/**
 * What the passes of one player's step leave behind: means over the batch, such as losses and
 * gradients, and what has a row for each sample, such as logits.
 */
interface StepResult<T extends StepResult<T>> {

  /** The same with each array replaced. */
  T map(UnaryOperator<NDArray> change);

  /**
   * This, detached, with one more part of the batch: means are changed in place, rows joined.
   *
   * @param share of the part in all samples so far
   */
  T joined(T part, double share);

  /**
   * Accumulates gradients over equal parts of a batch, one after the other. No more than one part's
   * graph is in memory at a time.
   *
   * @param manager what is returned attaches to it
   * @param pass makes the passes over a part, counted from 0
   */
  static <T extends StepResult<T>> T accumulated(
      int parts, NDManager manager, IntFunction<T> pass) {
    if (parts == 1) {
      return pass.apply(0);
    }
    T all = null;
    for (int part = 0; part < parts; part++) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        T next = pass.apply(part);
        try (Autograd.Mode paused = Autograd.pause()) {
          all = all == null ? next.map(NDArray::stopGradient) : all.joined(next, 1.0 / (part + 1));
        }
        all = all.map(array -> kept(array, manager));
      }
    }
    return all;
  }

  private static NDArray kept(NDArray array, NDManager manager) {
    array.attach(manager);
    NDScope.unregister(array);
    return array;
  }

  /** Each array of a list replaced. */
  static NDList map(NDList arrays, UnaryOperator<NDArray> change) {
    return new NDList(arrays.stream().map(change).toList());
  }

  /** A mean with that of one more part. */
  static NDArray mean(NDArray mean, NDArray part, double share) {
    return mean.addi(part.sub(mean).mul(share));
  }

  /** The same for each array of a list. */
  static NDList means(NDList means, NDList parts, double share) {
    for (int i = 0; i < means.size(); i++) {
      mean(means.get(i), parts.get(i), share);
    }
    return means;
  }

  /** Rows with those of one more part. */
  static NDArray rows(NDArray rows, NDArray part) {
    return NDArrays.concat(new NDList(rows, part)).stopGradient();
  }
}
