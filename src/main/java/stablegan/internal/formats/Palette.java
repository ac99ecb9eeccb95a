package stablegan.internal.formats;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/** The colours of a picture that is numbers of colours, as 0xRRGGBB. */
final class Palette {

  /** Where a PNG says what its pixels are, and that they are numbers of colours. */
  private static final int PNG_KIND = 25;

  private static final int PNG_PALETTE = 3;

  private static final int PNG_SIGNATURE = 8;
  private static final int PLTE = 0x504c5445;

  private final boolean ofPng;
  private final int[] colors;

  private Palette(boolean ofPng, int... colors) {
    this.ofPng = ofPng;
    this.colors = colors;
  }

  /**
   * As many colours as a file has: where a PNG has fewer than its bits can number, Java adds some.
   */
  static Palette of(IndexColorModel model, byte[] file) {
    boolean png = file[0] == (byte) 0x89 && file[PNG_KIND] == PNG_PALETTE;
    int count = png ? Math.min(pngColors(file), model.getMapSize()) : model.getMapSize();
    return new Palette(png, IntStream.range(0, count).map(model::getRGB).toArray());
  }

  private static int pngColors(byte[] file) {
    ByteBuffer chunks = ByteBuffer.wrap(file);
    int at = PNG_SIGNATURE;
    while (chunks.getInt(at + 4) != PLTE) {
      at += 12 + chunks.getInt(at); // length, name and checksum, and what lies between
    }
    return chunks.getInt(at) / 3;
  }

  /**
   * 1 for grey, which Java hands out as a palette below 8 bits and BMP stores as one, 3 else. A
   * PNG's own palette is RGB whatever its colours, as PIL has it.
   */
  int channels() {
    return ofPng || !isScale() ? 3 : 1;
  }

  /** Even steps from black to white, or back. */
  private boolean isScale() {
    int last = colors.length - 1;
    return last > 0
        && (IntStream.rangeClosed(0, last).allMatch(i -> colors[i] == grey(i, last))
            || IntStream.rangeClosed(0, last).allMatch(i -> colors[i] == grey(last - i, last)));
  }

  private static int grey(int step, int last) {
    return 0xff000000 | step * 255 / last * 0x010101;
  }

  /**
   * C·H·W bytes.
   *
   * @throws IOException if a pixel has a number that no colour has
   */
  byte[] pixels(BufferedImage image, int channels) throws IOException {
    int width = image.getWidth();
    int plane = image.getHeight() * width;
    int[] row = new int[width];
    byte[] pixels = new byte[channels * plane];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        if (row[x] >= colors.length) {
          throw new IOException(
              "a pixel is of colour " + row[x] + ", its palette has " + colors.length);
        }
        for (int c = 0; c < channels; c++) {
          pixels[c * plane + y * width + x] = (byte) (colors[row[x]] >> (16 - 8 * c));
        }
      }
    }
    return pixels;
  }
}
