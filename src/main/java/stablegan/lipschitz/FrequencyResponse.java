package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Transfer matrices of a circular convolution of stride 1: at frequency θ, H(θ) = Σ K[:, :, a, b]
 * exp(i(a θ₁ + b θ₂)). With so few taps the sum is cheaper than a fast Fourier transform. H(−θ) is
 * the conjugate of H(θ), so that half of the frequencies suffice.
 */
final class FrequencyResponse {

  /** Entries of one batch of transfer matrices: bounds the memory to some dozens of megabytes. */
  private static final long BATCH_ENTRIES = 1 << 20;

  private final NDArray taps;
  private final Shape shape;
  private final int height;
  private final int width;

  /**
   * Prepares the response of a kernel.
   *
   * @param kernel (out, in, kh, kw), on a torus of height × width
   */
  FrequencyResponse(NDArray kernel, int height, int width) {
    // a matrix and its transpose have the same σ: keep the smaller side first
    boolean wide = kernel.getShape().get(0) <= kernel.getShape().get(1);
    NDArray sorted = wide ? kernel : kernel.transpose(1, 0, 2, 3);
    this.shape = sorted.getShape();
    this.taps = sorted.transpose(2, 3, 0, 1).reshape(shape.get(2) * shape.get(3), -1);
    this.height = height;
    this.width = width;
  }

  /** The largest value that a function takes on the Gram matrices H H* of all frequencies. */
  double maximum(ToDoubleFunction<HermitianBatch> function) {
    List<int[]> frequencies = halfPlane();
    int batch = (int) Math.max(1, BATCH_ENTRIES / (shape.get(0) * shape.get(1)));
    double largest = 0;
    for (int from = 0; from < frequencies.size(); from += batch) {
      int to = Math.min(frequencies.size(), from + batch);
      try (NDScope arrays = new NDScope()) {
        HermitianBatch grams = grams(frequencies.subList(from, to));
        largest = Math.max(largest, function.applyAsDouble(grams));
      }
    }
    return largest;
  }

  /** One of each pair of opposite frequencies. */
  private List<int[]> halfPlane() {
    List<int[]> frequencies = new ArrayList<>();
    for (int p = 0; p < height; p++) {
      for (int q = 0; q < width; q++) {
        int opposite = (height - p) % height * width + (width - q) % width;
        if (p * width + q <= opposite) {
          frequencies.add(new int[] {p, q});
        }
      }
    }
    return frequencies;
  }

  private HermitianBatch grams(List<int[]> frequencies) {
    int columns = Math.toIntExact(shape.get(2) * shape.get(3));
    double[] cosines = new double[frequencies.size() * columns];
    double[] sines = new double[cosines.length];
    for (int i = 0; i < cosines.length; i++) {
      double phase = phase(frequencies.get(i / columns), i % columns);
      cosines[i] = Math.cos(phase);
      sines[i] = Math.sin(phase);
    }
    Shape phases = new Shape(frequencies.size(), columns);
    Shape blocks = new Shape(frequencies.size(), shape.get(0), shape.get(1));
    NDManager manager = taps.getManager();
    NDArray real = manager.create(cosines, phases).matMul(taps).reshape(blocks);
    NDArray imaginary = manager.create(sines, phases).matMul(taps).reshape(blocks);
    return HermitianBatch.gram(real, imaginary);
  }

  private double phase(int[] frequency, int tap) {
    long row = tap / shape.get(3);
    long column = tap % shape.get(3);
    double rows = (double) (frequency[0] * row % height) / height;
    double columns = (double) (frequency[1] * column % width) / width;
    return 2 * Math.PI * (rows + columns);
  }
}
