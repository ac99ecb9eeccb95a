package stablegan.metrics;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Mean and scatter of rows that arrive in chunks, in float64 and constant memory: each chunk is
 * centred on its own mean and merged by the pairwise update of Chan, Golub and LeVeque (1983),
 * which doesn't cancel as a sum of squares would.
 */
final class Moments implements AutoCloseable {

  private final NDManager manager = NDManager.newBaseManager(Device.cpu());
  private final int dim;
  private final NDArray mean;
  private final NDArray scatter;
  private long count;

  Moments(int dim) {
    this.dim = dim;
    this.mean = manager.zeros(new Shape(1, dim), DataType.FLOAT64);
    this.scatter = manager.zeros(new Shape(dim, dim), DataType.FLOAT64);
  }

  /** Adds rows, float64 [m, d]. */
  void add(NDArray rows) {
    try (NDManager step = manager.newSubManager()) {
      rows.attach(step);
      long m = rows.getShape().get(0);
      NDArray chunkMean = rows.mean(new int[] {0}, true);
      NDArray centred = rows.sub(chunkMean);
      NDArray delta = chunkMean.sub(mean);
      scatter.addi(centred.transpose().matMul(centred));
      scatter.addi(delta.transpose().matMul(delta.mul((double) count * m / (count + m))));
      mean.addi(delta.mul((double) m / (count + m)));
      count += m;
    }
  }

  NDManager manager() {
    return manager;
  }

  /** With the unbiased covariance, scatter / (n − 1). */
  FeatureStatistics statistics(Origin origin) {
    if (count < 2) {
      throw new IllegalArgumentException("a covariance needs at least 2 images, not " + count);
    }
    try (NDArray covariance = scatter.div((double) (count - 1))) {
      return new FeatureStatistics(count, mean.toDoubleArray(), covariance.toDoubleArray(), origin);
    }
  }

  int dim() {
    return dim;
  }

  @Override
  public void close() {
    manager.close();
  }
}
