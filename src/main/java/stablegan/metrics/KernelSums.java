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
      NDArray w = first == second && x == y ? z : indicators(manager, y.size(), second);
      ProductBlock.visit(
          "computing kernel sums",
          x,
          y,
          block -> {
            NDArray kernel = kernel(block, x.featureDim());
            add(kernel, block.row(), z, block.column(), w, sums);
            if (x == y && block.row() != block.column()) {
              // the block below the diagonal, which is not visited
              add(kernel.transpose(), block.column(), z, block.row(), w, sums);
            }
          });
    }
    return sums;
  }

  private static NDArray kernel(ProductBlock block, int dim) {
    NDArray base = block.products().divi((double) dim).addi(1.0);
    return base.mul(base).mul(base);
  }

  private static void add(
      NDArray kernel, int row, NDArray z, int column, NDArray w, double[] sums) {
    NDManager manager = kernel.getManager();
    NDArray left = z.get(manager, rows(row, (int) kernel.getShape().get(0)));
    NDArray right = w.get(manager, rows(column, (int) kernel.getShape().get(1)));
    double[] part = kernel.matMul(right).mul(left).sum(new int[] {0}).toDoubleArray();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += part[i];
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
