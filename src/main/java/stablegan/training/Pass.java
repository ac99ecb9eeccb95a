package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.function.IntFunction;
import stablegan.autograd.Autograd;

/**
 * What a pass through the networks leaves behind.
 *
 * @param means losses and gradients: what the mean over samples is taken of
 * @param samples one row for each sample, such as logits
 */
record Pass(NDList means, NDList samples) {

  /**
   * Passes over equal parts of a batch, one after the other: means are averaged, samples joined. No
   * more than one part's graph is in memory at a time.
   *
   * @param manager what is returned attaches to it
   * @param pass makes the pass over a part, counted from 0
   */
  static Pass over(int parts, NDManager manager, IntFunction<Pass> pass) {
    if (parts == 1) {
      return pass.apply(0);
    }
    Pass all = new Pass(new NDList(), new NDList());
    for (int part = 0; part < parts; part++) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        Pass next = pass.apply(part);
        try (Autograd.Mode paused = Autograd.pause()) {
          all = part == 0 ? next.detached() : all.joined(next, 1.0 / (part + 1));
        }
        all.keep(manager);
      }
    }
    return all;
  }

  private Pass detached() {
    return new Pass(detached(means), detached(samples));
  }

  private static NDList detached(NDList arrays) {
    return new NDList(arrays.stream().map(NDArray::stopGradient).toList());
  }

  /** With one more part, which is this share of all. */
  private Pass joined(Pass next, double share) {
    NDList rows = new NDList();
    for (int i = 0; i < samples.size(); i++) {
      rows.add(NDArrays.concat(new NDList(samples.get(i), next.samples.get(i))).stopGradient());
    }
    for (int i = 0; i < means.size(); i++) {
      NDArray mean = means.get(i);
      mean.addi(next.means.get(i).sub(mean).mul(share));
    }
    return new Pass(means, rows);
  }

  private void keep(NDManager manager) {
    for (NDList arrays : new NDList[] {means, samples}) {
      arrays.attach(manager);
      NDScope.unregister(arrays);
    }
  }
}
