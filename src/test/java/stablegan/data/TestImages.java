package stablegan.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import stablegan.internal.formats.ImageCodec;

/** Images that tests of several classes read. */
final class TestImages {

  private TestImages() {}

  /** Five RGB images of 2×4 with labels 0, 1, 2, 0, 1. */
  static ImageSet five() {
    byte[] pixels = new byte[5 * 3 * 2 * 4];
    new Random(1).nextBytes(pixels);
    return ImageSet.of("noise", "train", 3, 2, 4, pixels, 0, 1, 2, 0, 1);
  }

  static ImageSet noise(int count, int channels, int height, int width) {
    byte[] pixels = new byte[count * channels * height * width];
    new Random(count).nextBytes(pixels);
    return ImageSet.of("noise", "all", channels, height, width, pixels);
  }

  static byte[] bytes(ImageSet images, int index) {
    byte[] image = new byte[images.imageBytes()];
    images.read(index, image, 0);
    return image;
  }

  static byte[] everyByte() {
    byte[] pixels = new byte[256];
    for (int i = 0; i < 256; i++) {
      pixels[i] = (byte) i;
    }
    return pixels;
  }

  static void png(Path path, ImageSet images, int index) throws IOException {
    Files.createDirectories(path.getParent());
    byte[] image = bytes(images, index);
    Files.write(path, ImageCodec.write(image, images.channels(), images.height(), images.width()));
  }
}
