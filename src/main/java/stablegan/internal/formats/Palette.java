package stablegan.internal.formats;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.stream.IntStream;

/** The colours of a picture that is numbers of colours, as 0xRRGGBB. */
final class Palette {

  /** Where a PNG says what its pixels are, and that they are numbers of colours. */
  private static final int PNG_KIND = 25;

  private static final int PNG_PALETTE = 3;

  private final int[] colors;

  private Palette(int... colors) {
    this.colors = colors;
  }

  static Palette of(IndexColorModel model) {
    return new Palette(IntStream.range(0, model.getMapSize()).map(model::getRGB).toArray());
  }

  /**
   * 1 for grey, which Java hands out as a palette below 8 bits and BMP stores as one, 3 else. A
   * PNG's own palette is RGB whatever its colours, as PIL has it.
   */
  int channels(byte[] file) {
    boolean png = file[0] == (byte) 0x89;
    return (png && file[PNG_KIND] == PNG_PALETTE) || !isScale() ? 3 : 1;
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

  /** C·H·W bytes. */
  byte[] pixels(BufferedImage image, int channels) {
    int width = image.getWidth();
    int plane = image.getHeight() * width;
    int[] row = new int[width];
    byte[] pixels = new byte[channels * plane];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          pixels[c * plane + y * width + x] = (byte) (colors[row[x]] >> (16 - 8 * c));
        }
      }
    }
    return pixels;
  }
}
