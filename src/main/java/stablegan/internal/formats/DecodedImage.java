package stablegan.internal.formats;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  /**
   * Decodes a PNG or JPEG file; what can't be taken as it stands is an error that names the file.
   */
  public static DecodedImage read(Path file) {
    BufferedImage image;
    try {
      image = ImageCodec.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "can't read the image " + file + ": " + e.getMessage() + "; repair or remove it", e);
    }
    ColorModel colors = image.getColorModel();
    if (colors.hasAlpha()) {
      throw new IllegalArgumentException(
          "the image "
              + file
              + " has an alpha channel: flatten it to RGB on the background you want");
    }
    int[] bits = colors.getComponentSize();
    if (bits[0] > 8) {
      throw new IllegalArgumentException(
          "the image " + file + " has " + bits[0] + " bits a channel: convert it to 8");
    }
    int channels = colors instanceof IndexColorModel ? 3 : image.getRaster().getNumBands();
    byte[] pixels = colors instanceof IndexColorModel ? palette(image) : samples(image, channels);
    return new DecodedImage(file, channels, image.getHeight(), image.getWidth(), pixels);
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

  /** The square in its middle, resized, as {@link Resize#centre}. */
  public byte[] centre(int side) {
    return Resize.centre(pixels, channels, height, width, side);
  }

  /** Copies the image to its place in a set. */
  public void copyTo(byte[] set, int index) {
    System.arraycopy(pixels, 0, set, index * pixels.length, pixels.length);
  }

  public void checkLike(DecodedImage first) {
    if (channels != first.channels) {
      throw new IllegalArgumentException(
          describe() + " but " + first.describe() + ": convert the set to one of them");
    }
    if (height != first.height || width != first.width) {
      throw new IllegalArgumentException(
          describe() + " but " + first.describe() + ": bring all to one size");
    }
  }

  private String describe() {
    return file + " is " + (channels == 1 ? "grey" : "RGB") + " " + width + "×" + height;
  }

  /** Straight from the raster: getRGB would push grey through a gamma curve. */
  private static byte[] samples(BufferedImage image, int channels) {
    int plane = image.getHeight() * image.getWidth();
    int[] samples =
        image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    byte[] pixels = new byte[channels * plane];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < channels; c++) {
        pixels[c * plane + i] = (byte) samples[channels * i + c];
      }
    }
    return pixels;
  }

  private static byte[] palette(BufferedImage image) {
    int plane = image.getHeight() * image.getWidth();
    int[] colors =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] pixels = new byte[3 * plane];
    for (int i = 0; i < plane; i++) {
      pixels[i] = (byte) (colors[i] >> 16);
      pixels[plane + i] = (byte) (colors[i] >> 8);
      pixels[2 * plane + i] = (byte) colors[i];
    }
    return pixels;
  }
}
