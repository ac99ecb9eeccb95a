package stablegan.internal.formats;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** An image file as C·H·W bytes. */
public final class DecodedImage {

  private final Path file;
  private final int channels;
  private final int height;
  private final int width;
  private final byte[] pixels;

  private DecodedImage(Path file, int channels, int height, int width, byte[] pixels) {
    this.file = file;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.pixels = pixels;
  }

  /** Decodes a file; what can't be taken as it stands is an error that names the file. */
  public static DecodedImage read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      BufferedImage image = ImageCodec.read(bytes);
      return decoded(file, bytes, image);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "can't read the image " + file + ": " + e.getMessage() + "; repair or remove it", e);
    }
  }

  private static DecodedImage decoded(Path file, byte[] bytes, BufferedImage image)
      throws IOException {
    int height = image.getHeight();
    int width = image.getWidth();
    if (image.getColorModel().hasAlpha()) {
      throw new IllegalArgumentException(
          "the image "
              + file
              + " has an alpha channel: flatten it to RGB on the background you want");
    }
    if (image.getColorModel() instanceof IndexColorModel colors) {
      Palette palette = Palette.of(colors, bytes);
      int channels = palette.channels();
      if (channels == 3 && (bytes[0] == 'I' || bytes[0] == 'M')) {
        throw new IllegalArgumentException(
            "the image %s is a TIFF with a palette, which programs round to 8 bits in different ways: save it as PNG"
                .formatted(file));
      }
      return new DecodedImage(file, channels, height, width, palette.pixels(image, channels));
    }
    int channels = channels(file, image);
    return new DecodedImage(file, channels, height, width, pixels(image, channels));
  }

  /** Of an image without a palette. */
  private static int channels(Path file, BufferedImage image) {
    ColorModel colors = image.getColorModel();
    int bits = IntStream.of(colors.getComponentSize()).max().orElseThrow();
    if (bits > 8) {
      throw new IllegalArgumentException(
          "the image " + file + " has " + bits + " bits a channel: convert it to 8");
    }
    int channels = image.getRaster().getNumBands();
    int kind = colors.getColorSpace().getType();
    boolean known =
        (channels == 1 && kind == ColorSpace.TYPE_GRAY)
            || (channels == 3 && kind == ColorSpace.TYPE_RGB);
    if (!known || IntStream.of(colors.getComponentSize()).anyMatch(size -> size != 8)) {
      throw new IllegalArgumentException(
          "the image %s has channels of %s bits, neither grey nor RGB of 8: convert it"
              .formatted(file, Arrays.toString(colors.getComponentSize())));
    }
    return channels;
  }

  public int channels() {
    return channels;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** C·H·W. */
  public int bytes() {
    return pixels.length;
  }

  /** The square in its middle, resized, as {@link Resize#centre}. */
  public byte[] centre(int side) {
    return Resize.centre(pixels, channels, height, width, side);
  }

  /** Copies the image into an array of bytes. */
  public void copyTo(byte[] into, int offset) {
    System.arraycopy(pixels, 0, into, offset, pixels.length);
  }

  public void checkLike(DecodedImage first) {
    if (channels != first.channels) {
      throw new IllegalArgumentException(
          describe() + " but " + first.describe() + ": convert the set to one of them");
    }
    if (height != first.height || width != first.width) {
      throw new IllegalArgumentException(
          describe()
              + " but "
              + first.describe()
              + ": bring all to one size, as Images.folder(path, side) and --size do");
    }
  }

  private String describe() {
    return file + " is " + (channels == 1 ? "grey" : "RGB") + " " + width + "×" + height;
  }

  /** Straight from the raster: getRGB would push grey through a gamma curve. */
  private static byte[] pixels(BufferedImage image, int channels) {
    int width = image.getWidth();
    int plane = image.getHeight() * width;
    int[] row = new int[channels * width];
    byte[] pixels = new byte[channels * plane];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getPixels(0, y, width, 1, row);
      for (int i = 0; i < row.length; i++) {
        pixels[i % channels * plane + y * width + i / channels] = (byte) row[i];
      }
    }
    return pixels;
  }
}
