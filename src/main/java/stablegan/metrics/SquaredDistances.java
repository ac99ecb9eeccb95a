package stablegan.metrics;

/** A block of squared distances, |x|² + |y|² − 2x·y, from a block of inner products. */
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

  private final ProductBlock block;
  private final double[] rowNorms;
  private final double[] columnNorms;

  SquaredDistances(ProductBlock block, double[] rowNorms, double[] columnNorms) {
    this.block = block;
    this.rowNorms = rowNorms;
    this.columnNorms = columnNorms;
  }

  static double[] norms(Features features) {
    double[] norms = new double[features.size()];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = features.squaredNorm(i);
    }
    return norms;
  }

  void forEach(Visitor visitor) {
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
