package stablegan.features;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import stablegan.internal.features.FeatureProvenance;

/**
 * Mean and scatter of rows that arrive one after the other, in float64 and constant memory: chunks
 * are centred on their own mean and merged by the pairwise update of Chan, Golub and LeVeque
 * (1983), which doesn't cancel as a sum of squares would. How many rows arrive at a time makes no
 * difference.
 */
final class Moments implements AutoCloseable {

  private static final int CHUNK = 1024;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu());
  private final int dim;
  private final NDArray mean;
  private final NDArray scatter;
  private final float[] chunk;
  private int waiting;
  private long count;

  Moments(int dim) {
    this.dim = dim;
    this.chunk = new float[CHUNK * dim];
    this.mean = manager.zeros(new Shape(1, dim), DataType.FLOAT64);
    this.scatter = manager.zeros(new Shape(dim, dim), DataType.FLOAT64);
  }

  /** Adds rows, one after the other in an array. */
  void add(float... rows) {
    for (int at = 0; at < rows.length; ) {
      int taken = Math.min(rows.length - at, chunk.length - waiting);
      System.arraycopy(rows, at, chunk, waiting, taken);
      at += taken;
      waiting += taken;
      if (waiting == chunk.length) {
        merge();
      }
    }
  }

  private void merge() {
    if (waiting == 0) {
      return;
    }
    try (NDManager step = manager.newSubManager()) {
      long m = waiting / dim;
      FloatBuffer values = FloatBuffer.wrap(chunk, 0, waiting);
      NDArray single = step.create(values, new Shape(m, dim), DataType.FLOAT32);
      NDArray rows = single.toType(DataType.FLOAT64, false);
      NDArray chunkMean = rows.mean(new int[] {0}, true);
      NDArray centred = rows.sub(chunkMean);
      NDArray delta = chunkMean.sub(mean);
      scatter.addi(centred.transpose().matMul(centred));
      scatter.addi(delta.transpose().matMul(delta.mul((double) count * m / (count + m))));
      mean.addi(delta.mul((double) m / (count + m)));
      count += m;
      waiting = 0;
    }
  }

  /** With the unbiased covariance, scatter / (n − 1). */
  FeatureStatistics statistics(FeatureProvenance provenance) {
    merge();
    if (count < 2) {
      throw new IllegalArgumentException("a covariance needs at least 2 images, not " + count);
    }
    try (NDArray covariance = scatter.div((double) (count - 1))) {
      return new FeatureStatistics(
          count, mean.toDoubleArray(), covariance.toDoubleArray(), provenance);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
