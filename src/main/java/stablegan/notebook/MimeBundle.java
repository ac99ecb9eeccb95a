package stablegan.notebook;

import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Chart;
import stablegan.report.Gif;
import stablegan.report.Picture;
import stablegan.report.Tables;
import tech.tablesaw.api.Table;

/**
 * A value in a rich form and as plain text, for a front end to choose.
 *
 * @param type the MIME type of {@code data}
 * @param data text, or base64 of an image
 * @param metadata what the front end should know of the data, such as the size to show it at
 */
record MimeBundle(String type, String data, String plain, Map<String, Object> metadata) {

  /** The types that {@link #of} knows and the kernels don't, and what it makes of each. */
  static final Map<Class<?>, String> TYPES =
      Map.of(
          Table.class, "text/html",
          Chart.class, "image/png",
          Picture.class, "image/png",
          Gif.class, "image/gif");

  static MimeBundle html(String html, String plain) {
    return new MimeBundle("text/html", html, plain, Map.of());
  }

  static MimeBundle markdown(String text) {
    return new MimeBundle("text/markdown", text, text, Map.of());
  }

  /** The rich form of a value, if it is an image or of one of the {@link #TYPES}. */
  static Optional<MimeBundle> of(Object value) {
    if (value instanceof Table table) {
      return Optional.of(html(Tables.html(table), Tables.markdown(table)));
    }
    if (value instanceof Chart<?, ?> chart) {
      return Optional.of(image("chart \"" + chart.getTitle() + "\"", Picture.of(chart)));
    }
    if (value instanceof Picture picture) {
      return Optional.of(image("picture", picture));
    }
    if (value instanceof BufferedImage image) {
      return Optional.of(image("picture", Picture.of(image)));
    }
    if (value instanceof Gif gif) {
      String plain = "animation of " + gif.frames().size() + " frames";
      return Optional.of(new MimeBundle("image/gif", gif.base64(), plain, Map.of()));
    }
    return Optional.empty();
  }

  private static MimeBundle image(String what, Picture picture) {
    // The size in page pixels: the image itself is finer.
    Map<String, Object> size = Map.of("width", picture.width(), "height", picture.height());
    String plain = "%s, %d × %d".formatted(what, picture.width(), picture.height());
    return new MimeBundle("image/png", picture.base64(), plain, size);
  }
}
