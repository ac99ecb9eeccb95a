package stablegan.metrics;

import stablegan.internal.numbers.Numbers;

/** Structural similarity of one channel of two images at one scale, window by window. */
final class SimilarityWindows {

  /** Pixels along a window. */
  static final int SIDE = 11;

  private static final int MARGIN = SIDE / 2;
  private static final double DEVIATION = 1.5;
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;
  private static final double[] GAUSSIAN = Numbers.gaussianWindow(MARGIN, DEVIATION);

  private final int height;
  private final int width;
  private final double[] meanX;
  private final double[] meanY;
  private final double[] meanXx;
  private final double[] meanYy;
  private final double[] meanXy;

  SimilarityWindows(double[] x, double[] y, int height, int width) {
    this.height = height;
    this.width = width;
    this.meanX = blurred(x);
    this.meanY = blurred(y);
    this.meanXx = blurred(product(x, x));
    this.meanYy = blurred(product(y, y));
    this.meanXy = blurred(product(x, y));
  }

  /** Mean of luminance times contrast and structure, over all windows. */
  double similarity() {
    double sum = 0;
    for (int at = 0; at < height * width; at++) {
      double product = meanX[at] * meanY[at];
      double squares = meanX[at] * meanX[at] + meanY[at] * meanY[at];
      sum += (2 * product + C1) / (squares + C1) * contrast(at);
    }
    return sum / (height * width);
  }

  /** Mean of contrast and structure, over the windows that lie within the image. */
  double contrast() {
    double sum = 0;
    for (int row = MARGIN; row < height - MARGIN; row++) {
      for (int column = MARGIN; column < width - MARGIN; column++) {
        sum += contrast(row * width + column);
      }
    }
    return sum / ((double) (height - 2 * MARGIN) * (width - 2 * MARGIN));
  }

  private double contrast(int at) {
    double varianceX = Math.max(0, meanXx[at] - meanX[at] * meanX[at]);
    double varianceY = Math.max(0, meanYy[at] - meanY[at] * meanY[at]);
    double covariance = meanXy[at] - meanX[at] * meanY[at];
    return (2 * covariance + C2) / (varianceX + varianceY + C2);
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /** Along rows, then along columns. */
  private double[] blurred(double[] plane) {
    double[] rows = new double[plane.length];
    double[] both = new double[plane.length];
    for (int i = 0; i < plane.length; i++) {
      int column = i % width;
      for (int k = 0; k < SIDE; k++) {
        rows[i] += GAUSSIAN[k] * plane[i - column + mirrored(column + k - MARGIN, width)];
      }
    }
    for (int i = 0; i < plane.length; i++) {
      int row = i / width;
      for (int k = 0; k < SIDE; k++) {
        both[i] += GAUSSIAN[k] * rows[mirrored(row + k - MARGIN, height) * width + i % width];
      }
    }
    return both;
  }

  /** Past a border the image goes on as in a mirror that stands on its last pixel. */
  private static int mirrored(int at, int length) {
    int inside = Math.abs(at);
    return inside < length ? inside : 2 * (length - 1) - inside;
  }
}
