package stablegan.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;
import stablegan.internal.files.AtomicFile;

/**
 * An image and how many of its pixels make one pixel of the page: charts are drawn at 2, so that
 * they stay sharp on dense screens and in print.
 *
 * @param scale pixels of the image a pixel of the page, 1 or more
 */
public record Picture(BufferedImage image, int scale) {

  /** How finely charts and captions are drawn. */
  static final int SHARP = 2;

  /** Checks the scale. */
  public Picture {
    if (scale < 1) {
      throw new IllegalArgumentException("scale must be 1 or more, not " + scale);
    }
  }

  /** An image shown pixel by pixel. */
  public static Picture of(BufferedImage image) {
    return new Picture(image, 1);
  }

  /** A chart at its own size, drawn twice as finely. */
  public static Picture of(Chart<?, ?> chart) {
    return drawn(chart, chart.getWidth(), chart.getHeight());
  }

  /** A chart at another size in pixels of the page, which its text doesn't grow or shrink with. */
  public static Picture of(Chart<?, ?> chart, int width, int height) {
    int itsWidth = chart.getWidth();
    int itsHeight = chart.getHeight();
    Picture picture = drawn(chart, width, height);
    drawn(chart, itsWidth, itsHeight);
    return picture;
  }

  /** A chart, which has this size from then on. */
  static Picture drawn(Chart<?, ?> chart, int width, int height) {
    BufferedImage image =
        new BufferedImage(width * SHARP, height * SHARP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(SHARP, SHARP);
      chart.paint(graphics, width, height);
    } finally {
      graphics.dispose();
    }
    return new Picture(image, SHARP);
  }

  /**
   * Charts in rows, drawn twice as finely as the page.
   *
   * @param charts each as wide as it is, rows as high as the highest of all
   * @param perRow how many stand in a row, 1 or more
   */
  public static Picture beside(List<? extends Chart<?, ?>> charts, int perRow) {
    if (charts.isEmpty() || perRow < 1) {
      throw new IllegalArgumentException(
          "needs charts and a row of 1 or more, not %d charts and %d a row"
              .formatted(charts.size(), perRow));
    }
    int height = charts.stream().mapToInt(Chart::getHeight).max().orElseThrow();
    List<Integer> lefts = new ArrayList<>();
    int width = 0;
    for (int i = 0; i < charts.size(); i++) {
      int left = i % perRow == 0 ? 0 : lefts.get(i - 1) + charts.get(i - 1).getWidth();
      lefts.add(left);
      width = Math.max(width, left + charts.get(i).getWidth());
    }
    int rows = (charts.size() + perRow - 1) / perRow;
    BufferedImage image =
        new BufferedImage(width * SHARP, rows * height * SHARP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int i = 0; i < charts.size(); i++) {
      int row = i / perRow;
      graphics.drawImage(
          of(charts.get(i)).image(), lefts.get(i) * SHARP, row * height * SHARP, null);
    }
    graphics.dispose();
    return new Picture(image, SHARP);
  }

  /** Width on the page, in CSS pixels. */
  public int width() {
    return image.getWidth() / scale;
  }

  /** Height on the page, in CSS pixels. */
  public int height() {
    return image.getHeight() / scale;
  }

  /** The PNG file's bytes, at full resolution. */
  public byte[] png() {
    return encode(image, "png");
  }

  /** The PNG in base64, what HTML and notebooks take. */
  public String base64() {
    return Base64.getEncoder().encodeToString(png());
  }

  /**
   * Writes a PNG.
   *
   * @throws UncheckedIOException if it can't be written
   */
  public Path save(Path file) {
    return AtomicFile.write(file, png());
  }

  private static byte[] encode(RenderedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("this Java runtime has no encoder for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
