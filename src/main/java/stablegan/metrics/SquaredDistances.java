package stablegan.metrics;

import java.util.Arrays;
import stablegan.features.Features;

/**
 * Squared distances, |x|² + |y|² − 2x·y, from blocks of inner products of features less their mean:
 * of a large offset the difference would be rounding.
 */
final class SquaredDistances {

  /** Below this fraction of |x|² + |y|² the difference is rounded too much to be taken. */
  private static final double CANCELLED = 1e-4;

  /**
   * How far rounding may put two equal distances apart, as a fraction: d float64 products are off
   * by at most d·1.1e-16 of |x|² + |y|², and so by 2.3e-9 of the distance for d = 2,048.
   */
  private static final double ROUNDING = 1e-8;

  /** Takes the positions of a pair in the two sets and their squared distance. */
  interface Visitor {
    void pair(int row, int column, double squared);
  }

  private final Features a;
  private final Features b;
  private final double[] rowNorms;
  private final double[] columnNorms;
  private final Visitor visitor;

  private SquaredDistances(Features a, Features b, double[] centre, Visitor visitor) {
    this.a = a;
    this.b = b;
    this.rowNorms = norms(a, centre);
    this.columnNorms = a == b ? rowNorms : norms(b, centre);
    this.visitor = visitor;
  }

  /**
   * Visits all pairs of two sets, in constant memory besides the features; of a set and itself each
   * image with itself and each pair both ways, too.
   */
  static void visit(String task, Features a, Features b, Visitor visitor) {
    double[] centre = a.mean();
    SquaredDistances distances = new SquaredDistances(a, b, centre, visitor);
    ProductBlock.visit(task, a, b, centre, distances::visit);
  }

  private static double[] norms(Features features, double[] centre) {
    double[] norms = new double[features.size()];
    Arrays.setAll(norms, i -> features.squaredDistance(i, centre));
    return norms;
  }

  private void visit(ProductBlock block) {
    double[] products = block.products().toDoubleArray();
    int columns = block.columns();
    boolean mirrored = a == b && block.row() != block.column();
    for (int at = 0; at < products.length; at++) {
      int row = block.row() + at / columns;
      int column = block.column() + at % columns;
      double squared = squared(row, column, products[at]);
      visitor.pair(row, column, squared);
      if (mirrored) {
        visitor.pair(column, row, squared);
      }
    }
  }

  private double squared(int row, int column, double product) {
    double scale = rowNorms[row] + columnNorms[column];
    double squared = scale - 2 * product;
    return squared < CANCELLED * scale ? a.squaredDistance(row, b, column) : squared;
  }

  /** Whether one squared distance is below another by more than rounding. */
  static boolean less(double squared, double other) {
    return squared < other * (1 - ROUNDING);
  }
}
