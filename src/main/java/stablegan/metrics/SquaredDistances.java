package stablegan.metrics;

import stablegan.features.Features;

/** Squared distances, |x|² + |y|² − 2x·y, from blocks of inner products. */
final class SquaredDistances {

  /**
   * Below this fraction of |x|² + |y|² a squared distance is rounding, and the images the same: it
   * is a relative distance of 3e-7, which float32 features don't resolve either.
   */
  private static final double SAME = 1e-13;

  /** Takes the positions of a pair in the two sets and their squared distance. */
  interface Visitor {
    void pair(int row, int column, double squared);
  }

  private SquaredDistances() {}

  /**
   * Visits all pairs of two sets, in constant memory besides the features; of a set and itself
   * those above the diagonal, and some of the others too.
   */
  static void visit(String task, Features a, Features b, Visitor visitor) {
    double[] rowNorms = norms(a);
    double[] columnNorms = a == b ? rowNorms : norms(b);
    ProductBlock.visit(task, a, b, block -> visit(block, rowNorms, columnNorms, visitor));
  }

  private static double[] norms(Features features) {
    double[] norms = new double[features.size()];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = features.squaredNorm(i);
    }
    return norms;
  }

  private static void visit(
      ProductBlock block, double[] rowNorms, double[] columnNorms, Visitor visitor) {
    double[] products = block.products().toDoubleArray();
    int columns = block.columns();
    for (int at = 0; at < products.length; at++) {
      int row = block.row() + at / columns;
      int column = block.column() + at % columns;
      double scale = rowNorms[row] + columnNorms[column];
      double squared = scale - 2 * products[at];
      visitor.pair(row, column, squared < SAME * scale ? 0 : squared);
    }
  }
}
