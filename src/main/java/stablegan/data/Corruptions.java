package stablegan.data;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import stablegan.internal.numbers.Numbers;

/** Image sets made worse in a known way, to see what a score makes of it. Labels are kept. */
public final class Corruptions {

  private Corruptions() {}

  /**
   * Blurred by a Gaussian window, borders repeated.
   *
   * @param deviation of the window in pixels, above 0
   */
  public static ImageSet blurred(ImageSet images, double deviation) {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException("a blur of " + deviation + " pixels: it must be above 0");
    }
    double[] window = Numbers.gaussianWindow((int) Math.ceil(3 * deviation), deviation);
    int height = images.height();
    int width = images.width();
    return each(
        images,
        "[blurred " + deviation + "]",
        values -> {
          double[] result = new double[values.length];
          for (int i = 0; i < result.length; i++) {
            int plane = i - i % (height * width);
            int row = i % (height * width) / width;
            int column = i % width;
            for (int k = 0; k < window.length * window.length; k++) {
              int y = inside(row + k / window.length - window.length / 2, height);
              int x = inside(column + k % window.length - window.length / 2, width);
              double weight = window[k / window.length] * window[k % window.length];
              result[i] += weight * values[plane + y * width + x];
            }
          }
          return result;
        });
  }

  private static int inside(int at, int length) {
    return Math.max(0, Math.min(length - 1, at));
  }

  /**
   * With normal noise on every value, clipped to 0..255.
   *
   * @param deviation of the noise in units of 1/255, 0 or above
   */
  public static ImageSet noisy(ImageSet images, double deviation, long seed) {
    if (!(deviation >= 0)) {
      throw new IllegalArgumentException("noise of deviation " + deviation);
    }
    SplittableRandom random = new SplittableRandom(seed);
    return each(
        images,
        "[noise " + deviation + ", seed " + seed + "]",
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] += deviation * random.nextGaussian();
          }
          return values;
        });
  }

  /** Every pixel repeated as a square: resized by the nearest neighbour. */
  public static ImageSet enlarged(ImageSet images, int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException("images enlarged " + factor + " times: at least 1");
    }
    int width = images.width() * factor;
    int height = images.height() * factor;
    byte[] pixels = MemoryImages.allocate(images.size(), images.channels(), height, width);
    byte[] image = new byte[images.imageBytes()];
    int step = image.length * factor * factor;
    for (int i = 0; i < images.size(); i++) {
      images.read(i, image, 0);
      for (int j = 0; j < step; j++) {
        int row = j / width / factor;
        pixels[i * step + j] = image[row * images.width() + j % width / factor];
      }
    }
    String split = images.split() + "[enlarged " + factor + "]";
    return new MemoryImages(
        images.name(), split, images.channels(), height, width, pixels, labels(images));
  }

  private static ImageSet each(ImageSet images, String what, UnaryOperator<double[]> change) {
    byte[] pixels =
        MemoryImages.allocate(images.size(), images.channels(), images.height(), images.width());
    int step = images.imageBytes();
    double[] values = new double[step];
    for (int i = 0; i < images.size(); i++) {
      images.read(i, pixels, i * step);
      for (int j = 0; j < step; j++) {
        values[j] = pixels[i * step + j] & 0xff;
      }
      double[] changed = change.apply(values);
      for (int j = 0; j < step; j++) {
        pixels[i * step + j] = (byte) Math.max(0, Math.min(255, Math.round(changed[j])));
      }
    }
    return new MemoryImages(
        images.name(),
        images.split() + what,
        images.channels(),
        images.height(),
        images.width(),
        pixels,
        labels(images));
  }

  private static int[] labels(ImageSet images) {
    int[] labels = new int[images.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.label(i);
    }
    return labels;
  }
}
