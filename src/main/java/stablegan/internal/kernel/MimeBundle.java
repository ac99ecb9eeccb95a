package stablegan.internal.kernel;

import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.knowm.xchart.internal.chartpart.Chart;
import stablegan.charts.Gif;
import stablegan.charts.Picture;
import stablegan.report.Tables;
import tech.tablesaw.api.Table;

/**
 * A value in a rich form and as plain text, for a front end to choose.
 *
 * @param type the MIME type of {@code data}
 * @param data text, or base64 of an image
 * @param metadata what the front end should know of the data, such as the size to show it at
 * @param id of the display that it opens or changes, if that is to change later
 */
public record MimeBundle(
    String type, String data, String plain, Map<String, Object> metadata, Optional<String> id) {

  /** The types that {@link #of} knows and the kernels don't, and what it makes of each. */
  static final Map<Class<?>, String> TYPES =
      Map.of(
          Table.class, "text/html",
          Chart.class, "image/png",
          Picture.class, "image/png",
          Gif.class, "image/gif");

  MimeBundle(String type, String data, String plain, Map<String, Object> metadata) {
    this(type, data, plain, metadata, Optional.empty());
  }

  static MimeBundle html(String html, String plain) {
    return new MimeBundle("text/html", html, plain, Map.of());
  }

  public static MimeBundle markdown(String text) {
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

  MimeBundle withId(String newId) {
    return new MimeBundle(type, data, plain, metadata, Optional.of(newId));
  }

  /** Writes all but the plain text into a kernel's own kind of bundle, by its methods. */
  void write(
      BiConsumer<String, Object> putData,
      BiConsumer<String, Object> putMetadata,
      BiConsumer<String, Object> putTransient) {
    putData.accept(type, data);
    if (!metadata.isEmpty()) {
      putMetadata.accept(type, metadata);
    }
    // a kernel's method of its own for this has another return type in each of its versions
    id.ifPresent(value -> putTransient.accept("display_id", value));
  }

  private static MimeBundle image(String what, Picture picture) {
    // The size in page pixels: the image itself is finer.
    Map<String, Object> size = Map.of("width", picture.width(), "height", picture.height());
    String plain = "%s, %s × %s".formatted(what, picture.width(), picture.height());
    return new MimeBundle("image/png", picture.base64(), plain, size);
  }
}
