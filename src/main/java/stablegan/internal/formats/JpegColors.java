package stablegan.internal.formats;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the samples of a JPEG file with three or four components mean, and their RGB, both as
 * libjpeg and PIL have it: Java's reader takes some YCbCr files without a JFIF marker for RGB, and
 * gives CMYK as it stands.
 */
enum JpegColors {
  RGB,
  YCBCR,
  CMYK,
  YCCK;

  private static final int MARKER = 0xff;
  private static final int SCAN = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP14 = 0xee;
  private static final int ADOBE_TRANSFORM = 11;

  /** What the segments before the first scan say, −1 where they don't. */
  private static final class Header {

    private boolean jfif;
    private int adobe = -1;
    private int[] ids = {};

    void add(int marker, byte[] segment) {
      if (marker == APP0 && startsWith(segment, "JFIF\0")) {
        jfif = true;
      } else if (marker == APP14 && startsWith(segment, "Adobe")) {
        adobe = segment.length > ADOBE_TRANSFORM ? segment[ADOBE_TRANSFORM] : -1;
      } else if (isFrame(marker) && segment.length > 5) {
        ids = new int[segment[5]];
        Arrays.setAll(ids, i -> 6 + 3 * i < segment.length ? segment[6 + 3 * i] : -1);
      }
    }

    private static boolean startsWith(byte[] segment, String text) {
      byte[] start = text.getBytes(StandardCharsets.US_ASCII);
      return Arrays.equals(start, Arrays.copyOf(segment, start.length));
    }

    /** SOF0 to SOF15 but for the tables DHT, JPG and DAC among them. */
    private static boolean isFrame(int marker) {
      return (marker & 0xf0) == 0xc0 && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** The choice of libjpeg's default_decompress_parms. */
    private JpegColors colors(int components) {
      if (components == 4) {
        return adobe == -1 || adobe == 0 ? CMYK : YCCK;
      }
      if (jfif) {
        return YCBCR;
      }
      boolean named = adobe == -1 && Arrays.equals(ids, new int[] {'R', 'G', 'B'});
      return adobe == 0 || named ? RGB : YCBCR;
    }
  }

  /**
   * Reads them off a file's header.
   *
   * @param components 3 or 4
   * @throws IOException if the file ends in its header
   */
  static JpegColors of(byte[] file, int components) throws IOException {
    Header header = new Header();
    int at = 2;
    while (at + 4 <= file.length) {
      int marker = file[at + 1] & 0xff;
      if ((file[at] & 0xff) != MARKER || marker == MARKER) {
        at++; // bytes that fill up to the next marker
      } else if (marker == SCAN) {
        return header.colors(components);
      } else {
        int end = at + 2 + (((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff));
        header.add(marker, Arrays.copyOfRange(file, at + 4, Math.max(at + 4, end)));
        at = end;
      }
    }
    throw new IOException("it ends in its header");
  }

  /** A raster of this kind's samples as it was stored, as RGB. */
  BufferedImage rgb(Raster raster) {
    int width = raster.getWidth();
    BufferedImage image =
        new BufferedImage(width, raster.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    int bands = raster.getNumBands();
    int[] row = new int[width * bands];
    int[] colors = new int[3 * width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        convert(row, x * bands, colors, 3 * x);
      }
      image.getRaster().setPixels(0, y, width, 1, colors);
    }
    return image;
  }

  private void convert(int[] samples, int from, int[] rgb, int to) {
    if (this == RGB || this == CMYK) {
      System.arraycopy(samples, from, rgb, to, 3);
    } else {
      fromYcc(samples[from], samples[from + 1] - 128, samples[from + 2] - 128, rgb, to);
    }
    if (this == CMYK || this == YCCK) {
      int black = samples[from + 3]; // inverted, as Adobe has it
      for (int c = to; c < to + 3; c++) {
        int ink = this == CMYK ? 255 - rgb[c] : rgb[c];
        rgb[c] = Math.max(0, black - product(ink, black));
      }
    }
  }

  /** In 16 bits' fixed point, as libjpeg's jdcolor. */
  private static void fromYcc(int y, int blue, int red, int[] rgb, int to) {
    rgb[to] = clamp(y + ((91881 * red + 32768) >> 16)); // 1.40200
    rgb[to + 1] = clamp(y + ((-22554 * blue - 46802 * red + 32768) >> 16)); // 0.34414, 0.71414
    rgb[to + 2] = clamp(y + ((116130 * blue + 32768) >> 16)); // 1.77200
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }

  /** a·b/255, rounded as PIL does. */
  private static int product(int a, int b) {
    int t = a * b + 128;
    return ((t >> 8) + t) >> 8;
  }
}
