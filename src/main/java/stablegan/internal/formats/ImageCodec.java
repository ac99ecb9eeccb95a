package stablegan.internal.formats;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Image files to and from memory, without ImageIO's temporary files. */
public final class ImageCodec {

  /** Films, whose first picture may be a part of one, and a format without a mark of its own. */
  private static final Set<String> NOT_TAKEN = Set.of("gif", "wbmp", "wbp");

  private static final String JDK = "com.sun.imageio.";

  /** The formats that always hold a single picture. */
  private static final Set<String> SINGLE = Set.of("png", "jpeg");

  /** A pixel's bytes while it is decoded: three in the picture and three in the result. */
  private static final long PIXEL_BYTES = 6;

  private ImageCodec() {}

  /**
   * The suffixes of files that can be read, in lower case and order: those of Java's own decoders
   * and of whatever plug-ins of ImageIO are on the class path.
   */
  public static Set<String> suffixes() {
    Set<String> suffixes = new TreeSet<>(Set.of("jfif", "jpe"));
    Arrays.stream(ImageIO.getReaderFileSuffixes())
        .map(suffix -> suffix.toLowerCase(Locale.ROOT))
        .filter(suffix -> !suffix.isEmpty() && !NOT_TAKEN.contains(suffix))
        .forEach(suffixes::add);
    return suffixes;
  }

  /**
   * Decodes a picture; a damaged one is an error, never a half-filled picture. JPEG files become
   * grey or RGB as libjpeg and PIL have it.
   */
  public static BufferedImage read(byte[] file) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      ImageReader reader = reader(in);
      StringBuilder damage = new StringBuilder();
      try {
        reader.addIIOReadWarningListener((source, warning) -> note(warning, damage));
        String format = format(reader);
        boolean single = SINGLE.contains(format);
        reader.setInput(in, single, true);
        check(reader, single);
        BufferedImage image = format.equals("jpeg") ? jpeg(reader, file) : reader.read(0);
        if (damage.length() > 0) {
          throw new IOException(damage.toString());
        }
        return image;
      } catch (RuntimeException | OutOfMemoryError e) {
        // readers let index and argument errors of damaged files through, and believe their sizes
        throw new IOException("it can't be decoded: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Java's own where there is one: a plug-in's may give other numbers. */
  private static ImageReader reader(ImageInputStream in) throws IOException {
    List<ImageReader> readers = new ArrayList<>();
    ImageIO.getImageReaders(in).forEachRemaining(readers::add);
    return readers.stream()
        .filter(reader -> !NOT_TAKEN.contains(format(reader)))
        .min(Comparator.comparing(reader -> !reader.getClass().getName().startsWith(JDK)))
        .orElseThrow(() -> new IOException("it is none of " + String.join(", ", suffixes())));
  }

  private static String format(ImageReader reader) throws UncheckedIOException {
    try {
      return reader.getFormatName().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Before anything is allocated. */
  private static void check(ImageReader reader, boolean single) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long bytes = PIXEL_BYTES * width * height;
    long most = Math.min(Runtime.getRuntime().maxMemory(), 2L * Integer.MAX_VALUE);
    if (bytes > most) {
      throw new IOException(
          "its header says %d×%d pixels, which take %d MB to decode; Java has %d MB for that (-Xmx, and 2 GiB for an array)"
              .formatted(width, height, bytes >> 20, most >> 20));
    }
    int images = single ? 1 : reader.getNumImages(true);
    if (images != 1) {
      throw new IOException("it holds " + images + " pictures, save the one that you mean");
    }
  }

  private static BufferedImage jpeg(ImageReader reader, byte[] file) throws IOException {
    Raster raster = reader.readRaster(0, null);
    int components = raster.getNumBands();
    return components == 3 || components == 4
        ? JpegColors.of(file, components).rgb(raster)
        : grey(raster);
  }

  private static BufferedImage grey(Raster raster) throws IOException {
    if (raster.getNumBands() != 1) {
      throw new IOException("it has " + raster.getNumBands() + " components");
    }
    BufferedImage image =
        new BufferedImage(raster.getWidth(), raster.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setRect(raster);
    return image;
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
