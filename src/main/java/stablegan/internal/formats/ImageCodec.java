package stablegan.internal.formats;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Image files to and from memory, without ImageIO's temporary files. */
public final class ImageCodec {

  private ImageCodec() {}

  /** Decodes a PNG or JPEG; a damaged one is an error, never a half-filled picture. */
  public static BufferedImage read(byte[] file) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("it is neither PNG nor JPEG");
      }
      ImageReader reader = readers.next();
      StringBuilder damage = new StringBuilder();
      try {
        reader.addIIOReadWarningListener((source, warning) -> note(warning, damage));
        reader.setInput(in, true, true);
        BufferedImage image = reader.read(0);
        if (damage.length() > 0) {
          throw new IOException(damage.toString());
        }
        return image;
      } catch (RuntimeException e) {
        // the JDK's readers let index and argument errors of damaged files through
        throw new IOException("it can't be decoded: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }

  /** The JPEG reader only warns where data is missing, and fills the rest with grey. */
  private static void note(String warning, StringBuilder damage) {
    String lower = warning.toLowerCase(Locale.ROOT);
    if (lower.contains("premature end") || lower.contains("bad huffman")) {
      damage.append(warning);
    }
  }

  /** Encodes C·H·W bytes as a PNG, grey or RGB. */
  public static byte[] write(byte[] image, int channels, int height, int width) throws IOException {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage picture = new BufferedImage(width, height, type);
    int plane = height * width;
    int[] samples = new int[image.length];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < channels; c++) {
        samples[channels * i + c] = image[c * plane + i] & 0xff;
      }
    }
    picture.getRaster().setPixels(0, 0, width, height, samples);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(picture, "png", out)) {
        throw new IOException("this Java has no PNG writer");
      }
    }
    return bytes.toByteArray();
  }
}
