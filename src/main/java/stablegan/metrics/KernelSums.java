package stablegan.metrics;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import stablegan.features.Features;
import stablegan.internal.files.Shutdown;

/**
 * Sums of the kernel k(x, y) = (x·y / d + 1)³ over subsets of two sets, for all subsets in one pass
 * over the kernel matrix: with the subsets' indicators as columns of Z and W they are the diagonal
 * of Zᵀ·K·W.
 */
final class KernelSums {

  private KernelSums() {}

  /** One sum a subset, over the pairs of {@code first[i]} of x and {@code second[i]} of y. */
  static double[] all(Features x, int[][] first, Features y, int[][] second) {
    double[] sums = new double[first.length];
    try (Shutdown.Region region = Shutdown.region();
        NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      NDArray z = indicators(manager, x.size(), first);
      NDArray w = x == y ? z : indicators(manager, y.size(), second);
      ProductBlock.visit(
          "computing kernel sums", x, y, block -> add(block, x.featureDim(), z, w, x == y, sums));
    }
    return sums;
  }

  private static void add(
      ProductBlock block, int dim, NDArray z, NDArray w, boolean symmetric, double[] sums) {
    NDManager manager = block.products().getManager();
    NDArray base = block.products().divi((double) dim).addi(1.0);
    NDArray kernel = base.mul(base).mul(base);
    NDArray left = z.get(manager, rows(block.row(), block.rows()));
    NDArray right = w.get(manager, rows(block.column(), block.columns()));
    NDArray part = kernel.matMul(right).mul(left).sum(new int[] {0});
    double weight = symmetric && block.row() != block.column() ? 2 : 1;
    double[] values = part.toDoubleArray();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * values[i];
    }
  }

  /** One sum a subset, over the pairs of an image with itself. */
  static double[] diagonal(Features x, int[][] subsets) {
    double[] kernel = new double[x.size()];
    for (int i = 0; i < kernel.length; i++) {
      double base = x.squaredNorm(i) / x.featureDim() + 1;
      kernel[i] = base * base * base;
    }
    double[] sums = new double[subsets.length];
    for (int s = 0; s < sums.length; s++) {
      for (int i : subsets[s]) {
        sums[s] += kernel[i];
      }
    }
    return sums;
  }

  private static NDIndex rows(int from, int count) {
    return new NDIndex().addSliceDim(from, from + count).addAllDim();
  }

  private static NDArray indicators(NDManager manager, int n, int[][] subsets) {
    double[] values = new double[n * subsets.length];
    for (int s = 0; s < subsets.length; s++) {
      for (int i : subsets[s]) {
        values[i * subsets.length + s] = 1;
      }
    }
    return manager.create(values, new Shape(n, subsets.length));
  }
}
