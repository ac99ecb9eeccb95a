package stablegan.contract;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import stablegan.Convolutions;
import stablegan.internal.layers.ConvTranspose2d;
import stablegan.internal.layers.Embedding;
import stablegan.internal.layers.PooledConv2d;
import stablegan.internal.layers.UpsampledConv2d;

/** Small layers of every kind that is normalized. Their biases, if any, are zero. */
@SuppressWarnings("ImmutableEnumChecker") // shapes and suppliers that nobody changes
enum LayerKind {
  LINEAR(new Shape(5, 4), new Shape(3, 4), () -> Linear.builder().setUnits(5).build()),
  CONV_1D(new Shape(4, 3, 3), new Shape(2, 3, 7), () -> Convolutions.conv1d(4)),
  CONV_2D(new Shape(4, 3, 3, 3), new Shape(2, 3, 6, 6), () -> Convolutions.conv2d(4, 3, 1, 1)),
  STRIDED_CONV_2D(
      new Shape(3, 2, 4, 4), new Shape(2, 2, 8, 8), () -> Convolutions.conv2d(3, 4, 2, 1)),
  GROUPED_CONV_2D(
      new Shape(4, 2, 3, 3), new Shape(2, 4, 5, 5), () -> Convolutions.conv2d(4, 3, 1, 2)),
  CONV_3D(new Shape(3, 2, 3, 3, 3), new Shape(1, 2, 4, 4, 4), LayerKind::conv3d),
  CONV_TRANSPOSE_2D(
      new Shape(3, 2, 4, 4), new Shape(2, 3, 4, 4), () -> new ConvTranspose2d(2, 4, 2, 1)),
  UPSAMPLED_CONV_2D(new Shape(4, 3, 3, 3), new Shape(2, 3, 4, 4), () -> new UpsampledConv2d(4, 3)),
  POOLED_CONV_2D(new Shape(4, 3, 3, 3), new Shape(2, 3, 6, 6), () -> new PooledConv2d(4, 3)),
  EMBEDDING(new Shape(7, 3), new Shape(4), () -> new Embedding(7, 3));

  private static final long INPUT_SEED = 11;

  private final Shape weight;
  private final Shape input;
  private final Supplier<Block> layer;

  LayerKind(Shape weight, Shape input, Supplier<Block> layer) {
    this.weight = weight;
    this.input = input;
    this.layer = layer;
  }

  private static Block conv3d() {
    return Conv3d.builder().setFilters(3).setKernelShape(new Shape(3, 3, 3)).build();
  }

  Block layer() {
    return layer.get();
  }

  Shape weightShape() {
    return weight;
  }

  /** The shape of one sample. */
  Shape sample() {
    return input.slice(1);
  }

  NDArray input(NDManager manager) {
    if (this == EMBEDDING) {
      return manager.create(new long[] {0, 3, 6, 3});
    }
    return manager.create(gaussian((int) input.size(), INPUT_SEED), input);
  }

  int rows() {
    return (int) weight.get(outputAxis());
  }

  int columns() {
    return (int) weight.size() / rows();
  }

  /** A Gaussian weight. */
  float[] gaussian(long seed) {
    return gaussian((int) weight.size(), seed);
  }

  /** A weight with one singular value far above the others, so that few iterations find it. */
  float[] spiked(long seed) {
    float[] spike = rankOne(seed);
    float[] noise = gaussian(seed + 2);
    for (int i = 0; i < spike.length; i++) {
      spike[i] += 0.05f * noise[i];
    }
    return spike;
  }

  /** A weight whose matrix is a·bᵀ with Gaussian a and b. */
  float[] rankOne(long seed) {
    float[] a = gaussian(rows(), seed);
    float[] b = gaussian(columns(), seed + 1);
    float[] flat = new float[rows() * columns()];
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        flat[index(row, column)] = a[row] * b[column];
      }
    }
    return flat;
  }

  /** The largest singular value of the weight with one row for each output, by decomposition. */
  double sigma(float[] flat) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows(), columns());
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        matrix.set(row, column, flat[index(row, column)]);
      }
    }
    return Arrays.stream(SingularOps_DDRM.singularValues(matrix)).max().orElseThrow();
  }

  private int outputAxis() {
    return this == CONV_TRANSPOSE_2D ? 1 : 0;
  }

  /** Where an entry of the matrix lies in the weight: (out, in, k) or (in, out, k). */
  private int index(int row, int column) {
    if (outputAxis() == 0) {
      return row * columns() + column;
    }
    int taps = (int) weight.slice(2).size();
    return (column / taps * rows() + row) * taps + column % taps;
  }

  private static float[] gaussian(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
