package stablegan.metrics;

import java.util.Arrays;

/**
 * Multi-scale structural similarity of two images of 0..255 (Wang, Simoncelli and Bovik 2003) in
 * float64: an 11×11 Gaussian window of deviation 1.5 over mirrored borders, K₁ = 0.01, K₂ = 0.03.
 * Between scales images are averaged over 2×2 pixels. Contrast is that of windows within the image,
 * similarity at the last scale that of all windows; a negative one counts as 0.
 *
 * <p>The smallest scale must hold a window, so that s scales need sides of 11·2^(s−1): 176 for the
 * paper's five, 22 for two. Images that are smaller get fewer scales, whose weights are scaled to
 * the sum 1.
 */
final class StructuralSimilarity {

  private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

  private final int channels;
  private final int height;
  private final int width;
  private final double[] weights;

  StructuralSimilarity(int channels, int height, int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    int scales = 0;
    while (scales < WEIGHTS.length && Math.min(height, width) >> scales >= SimilarityWindows.SIDE) {
      scales++;
    }
    if (scales == 0) {
      throw new IllegalArgumentException(
          String.format(
              "MS-SSIM needs images of at least %d×%d, these are %d×%d",
              SimilarityWindows.SIDE, SimilarityWindows.SIDE, height, width));
    }
    this.weights = weights(scales);
  }

  /** The paper's as they are, which add up to 1.0001, for all five scales. */
  private static double[] weights(int scales) {
    double[] weights = Arrays.copyOf(WEIGHTS, scales);
    double sum = scales == WEIGHTS.length ? 1 : Arrays.stream(weights).sum();
    for (int i = 0; i < scales; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  int scales() {
    return weights.length;
  }

  /** Of two images, channel first. */
  double of(byte[] first, byte[] second) {
    double[][] x = planes(first);
    double[][] y = planes(second);
    double product = 1;
    int h = height;
    int w = width;
    for (int scale = 0; scale < weights.length; scale++) {
      boolean last = scale == weights.length - 1;
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        SimilarityWindows windows = new SimilarityWindows(x[c], y[c], h, w);
        sum += last ? windows.similarity() : windows.contrast();
        x[c] = halved(x[c], h, w);
        y[c] = halved(y[c], h, w);
      }
      product *= Math.pow(Math.max(0, sum / channels), weights[scale]);
      h /= 2;
      w /= 2;
    }
    return product;
  }

  private double[][] planes(byte[] image) {
    double[][] planes = new double[channels][height * width];
    for (int i = 0; i < image.length; i++) {
      planes[i / (height * width)][i % (height * width)] = image[i] & 0xff;
    }
    return planes;
  }

  private static double[] halved(double[] plane, int height, int width) {
    int w = width / 2;
    double[] half = new double[height / 2 * w];
    for (int i = 0; i < half.length; i++) {
      int at = i / w * 2 * width + i % w * 2;
      half[i] = (plane[at] + plane[at + 1] + plane[at + width] + plane[at + width + 1]) / 4;
    }
    return half;
  }
}
