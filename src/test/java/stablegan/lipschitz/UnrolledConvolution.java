package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;

/**
 * A convolution whose matrix is written entry by entry from the definition, with the singular
 * values of that matrix by a dense decomposition: what the estimators are checked against. For
 * small sizes.
 */
public final class UnrolledConvolution {

  private final Shape shape;
  private final double[] values;
  private final ConvGeometry geometry;

  UnrolledConvolution(Shape shape, double[] values, ConvGeometry geometry) {
    this.shape = shape;
    this.values = values.clone();
    this.geometry = geometry;
  }

  /** A Gaussian kernel (out, in / groups, kh, kw). */
  static UnrolledConvolution gaussian(Shape shape, ConvGeometry geometry, long seed) {
    Random random = new Random(seed);
    double[] values = new double[Math.toIntExact(shape.size())];
    Arrays.setAll(values, i -> random.nextGaussian());
    return new UnrolledConvolution(shape, values, geometry);
  }

  NDArray kernel(NDManager manager) {
    return manager.create(values, shape);
  }

  Shape shape() {
    return shape;
  }

  ConvGeometry geometry() {
    return geometry;
  }

  /** σ with zeros as padding. */
  double sigmaOfZeroPadded() {
    int padding = 2 * geometry.padding();
    int rows = (geometry.height() + padding - size(2)) / geometry.stride() + 1;
    int columns = (geometry.width() + padding - size(3)) / geometry.stride() + 1;
    return largest(matrix(rows, columns, false));
  }

  /** σ on a torus of the input's size, which must be a multiple of the stride. */
  double sigmaOfCircular() {
    int rows = geometry.height() / geometry.stride();
    int columns = geometry.width() / geometry.stride();
    return largest(matrix(rows, columns, true));
  }

  static double largest(DMatrixRMaj matrix) {
    return SingularOps_DDRM.singularValues(matrix)[0];
  }

  private int size(int dimension) {
    return Math.toIntExact(shape.get(dimension));
  }

  private DMatrixRMaj matrix(int rows, int columns, boolean circular) {
    int inputs = size(1) * geometry.groups() * geometry.height() * geometry.width();
    DMatrixRMaj matrix = new DMatrixRMaj(size(0) * rows * columns, inputs);
    for (int output = 0; output < matrix.numRows; output++) {
      int row = output / columns % rows * geometry.stride() - geometry.padding();
      int column = output % columns * geometry.stride() - geometry.padding();
      fill(matrix, output, output / (rows * columns), row, column, circular);
    }
    return matrix;
  }

  /** One output's row: the filter of a channel with its first tap at a row and column. */
  private void fill(
      DMatrixRMaj matrix, int output, int channel, int row, int column, boolean circular) {
    int filter = size(1) * size(2) * size(3);
    int firstInput = channel / (size(0) / geometry.groups()) * size(1);
    for (int tap = 0; tap < filter; tap++) {
      int y = row + tap / size(3) % size(2);
      int x = column + tap % size(3);
      if (circular) {
        y = Math.floorMod(y, geometry.height());
        x = Math.floorMod(x, geometry.width());
      }
      if (y >= 0 && y < geometry.height() && x >= 0 && x < geometry.width()) {
        int input = firstInput + tap / (size(2) * size(3));
        int index = (input * geometry.height() + y) * geometry.width() + x;
        matrix.add(output, index, values[channel * filter + tap]);
      }
    }
  }

  @Override
  public String toString() {
    return "kernel " + shape + " on " + geometry;
  }
}
