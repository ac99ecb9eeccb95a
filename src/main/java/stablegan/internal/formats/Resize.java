package stablegan.internal.formats;

/**
 * Resizing with the triangle filter: each new pixel is a weighted mean of the old ones around its
 * centre, weights falling linearly to zero at a distance of one old pixel or, when shrinking, one
 * new pixel. That is bilinear interpolation with antialiasing, PIL's BILINEAR and torchvision's
 * default. Rows and columns are done one after the other; values are rounded once, at the end.
 */
public final class Resize {

  /** An edge that is a whole number but for rounding covers nothing of the next pixel. */
  private static final double ROUNDING = 1e-9;

  /** For each new position the first old one that counts, and the weights from there on. */
  private static final class Weights {

    private final int first;
    private final double[] values;

    private Weights(int first, double[] values) {
      this.first = first;
      this.values = values;
    }

    static Weights of(int position, int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(scale, 1);
      double centre = (position + 0.5) * scale;
      int first = Math.max(0, (int) (centre - reach + 0.5));
      int last = Math.min(from, (int) (centre + reach + 0.5));
      double[] values = new double[last - first];
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / reach);
        sum += values[i];
      }
      for (int i = 0; i < values.length; i++) {
        values[i] /= sum;
      }
      return new Weights(first, values);
    }
  }

  /** How much of each old pixel a new one covers, as shares of the new one's length. */
  private static Weights covered(int position, int from, int to) {
    double scale = (double) from / to;
    double begin = position * scale;
    double end = begin + scale;
    int first = (int) begin;
    int last = Math.min(from, (int) Math.ceil(end - ROUNDING));
    double[] values = new double[last - first];
    for (int i = 0; i < values.length; i++) {
      double overlap = Math.min(end, first + i + 1) - Math.max(begin, first + i);
      values[i] = overlap / scale;
    }
    return new Weights(first, values);
  }

  /** How new pixels are made of old ones. */
  private interface Filter {

    Weights weights(int position, int from, int to);
  }

  private Resize() {}

  /** A plane of h rows of w values, row by row, as newH rows of newW values. */
  static double[] plane(double[] values, int h, int w, int newH, int newW) {
    return plane(values, h, w, newH, newW, Weights::of);
  }

  private static double[] plane(double[] values, int h, int w, int newH, int newW, Filter filter) {
    double[] wide = new double[h * newW];
    for (int x = 0; x < newW; x++) {
      Weights weights = filter.weights(x, w, newW);
      for (int y = 0; y < h; y++) {
        wide[y * newW + x] = sum(values, y * w + weights.first, 1, weights.values);
      }
    }
    double[] resized = new double[newH * newW];
    for (int y = 0; y < newH; y++) {
      Weights weights = filter.weights(y, h, newH);
      for (int x = 0; x < newW; x++) {
        resized[y * newW + x] = sum(wide, weights.first * newW + x, newW, weights.values);
      }
    }
    return resized;
  }

  private static double sum(double[] values, int from, int stride, double[] weights) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[from + i * stride];
    }
    return sum;
  }

  /**
   * The largest square in the middle of an image, resized.
   *
   * @param pixels C·h·w unsigned bytes, channel first
   * @return C·side·side unsigned bytes
   */
  public static byte[] centre(byte[] pixels, int channels, int h, int w, int side) {
    return centre(pixels, channels, h, w, side, Weights::of);
  }

  /**
   * The largest square in the middle of an image, shrunk: each new pixel is the mean of the area
   * that it covers.
   *
   * @param pixels C·h·w unsigned bytes, channel first
   * @param side at most the square's
   * @return C·side·side unsigned bytes
   */
  public static byte[] areaMeans(byte[] pixels, int channels, int h, int w, int side) {
    return centre(pixels, channels, h, w, side, Resize::covered);
  }

  private static byte[] centre(byte[] pixels, int channels, int h, int w, int side, Filter filter) {
    int crop = Math.min(h, w);
    int top = (h - crop) / 2;
    int left = (w - crop) / 2;
    byte[] result = new byte[channels * side * side];
    double[] square = new double[crop * crop];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < square.length; i++) {
        square[i] = pixels[(c * h + top + i / crop) * w + left + i % crop] & 0xff;
      }
      double[] resized = plane(square, crop, crop, side, side, filter);
      for (int i = 0; i < resized.length; i++) {
        result[c * resized.length + i] = (byte) Math.round(resized[i]);
      }
    }
    return result;
  }
}
