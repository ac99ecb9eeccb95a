package stablegan.charts;

import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;

/** Images in Java's own form, from an image set or a generator's output. */
final class BufferedImages {

  private BufferedImages() {}

  static BufferedImage of(ImageSet images, int index) {
    byte[] bytes = new byte[images.imageBytes()];
    images.read(index, bytes, 0);
    return image(images.channels(), images.height(), images.width(), at -> bytes[at] & 0xFF);
  }

  static List<BufferedImage> of(float[] values, Shape shape) {
    int channels = (int) shape.get(1);
    int height = (int) shape.get(2);
    int width = (int) shape.get(3);
    int size = channels * height * width;
    return IntStream.range(0, (int) shape.get(0))
        .mapToObj(i -> image(channels, height, width, at -> level(values[i * size + at])))
        .toList();
  }

  /** From [−1, 1] to 0..255 as {@link ImageSet#of} does; the cast makes 0 of NaN. */
  private static int level(float value) {
    return (int) Math.max(0, Math.min(255, value * 127.5f + 128));
  }

  private static BufferedImage image(
      int channels, int height, int width, IntUnaryOperator channelFirst) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int plane = height * width;
    for (int pixel = 0; pixel < plane; pixel++) {
      int red = channelFirst.applyAsInt(pixel);
      int green = channels == 3 ? channelFirst.applyAsInt(plane + pixel) : red;
      int blue = channels == 3 ? channelFirst.applyAsInt(2 * plane + pixel) : red;
      image.setRGB(pixel % width, pixel / width, red << 16 | green << 8 | blue);
    }
    return image;
  }
}
