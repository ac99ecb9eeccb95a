package stablegan.metrics;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Consumer;
import stablegan.features.Features;
import stablegan.internal.files.Interruption;
import stablegan.internal.files.Shutdown;

/**
 * A block of the matrix of inner products of two sets' features, in float64; the whole matrix is
 * visited block after block in constant memory.
 *
 * @param row of the first set, of the block's first row
 * @param column of the second set, of the block's first column
 * @param products [rows, columns], freed after the visit
 */
record ProductBlock(int row, int column, NDArray products) {

  private static final int SIDE = 1024;

  /** Visits all blocks; if both are the same features, only those on and above the diagonal. */
  static void visit(String task, Features a, Features b, Consumer<ProductBlock> visitor) {
    visit(task, a, b, new double[a.featureDim()], visitor);
  }

  /** The same of features less a centre, one number each. */
  static void visit(
      String task, Features a, Features b, double[] centre, Consumer<ProductBlock> visitor) {
    try (Shutdown.Region region = Shutdown.region();
        NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      NDArray origin = manager.create(centre);
      for (int row = 0; row < a.size(); row += SIDE) {
        Interruption.check(task, row, a.size());
        visitRow(manager, row, a, b, origin, visitor);
      }
    }
  }

  private static void visitRow(
      NDManager manager,
      int row,
      Features a,
      Features b,
      NDArray origin,
      Consumer<ProductBlock> visitor) {
    try (NDManager step = manager.newSubManager()) {
      NDArray left = a.rows(step, row, Math.min(row + SIDE, a.size())).subi(origin);
      for (int column = a == b ? row : 0; column < b.size(); column += SIDE) {
        try (NDManager block = step.newSubManager()) {
          NDArray right = b.rows(block, column, Math.min(column + SIDE, b.size())).subi(origin);
          NDArray products = left.matMul(right.transpose());
          products.attach(block);
          visitor.accept(new ProductBlock(row, column, products));
        }
      }
    }
  }

  int rows() {
    return (int) products.getShape().get(0);
  }

  int columns() {
    return (int) products.getShape().get(1);
  }
}
