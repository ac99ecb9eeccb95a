package stablegan.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.internal.chartpart.Chart;
import stablegan.charts.Gif;
import stablegan.charts.Picture;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.text.Escape;
import tech.tablesaw.api.Table;

/**
 * A report in one HTML file: images are inside, nothing is loaded from anywhere. Each method
 * returns a longer report; all text is escaped. {@link #titled} begins one, {@link
 * Comparison#report} one that holds a comparison already.
 *
 * <pre>{@code
 * HtmlReport.titled("Widths").section("Result").table(table).chart(chart).save(file);
 * }</pre>
 *
 * @param title the page's heading
 * @param sections the titles of the sections so far, for the list of contents
 * @param body the HTML so far
 */
public record HtmlReport(String title, List<String> sections, List<String> body) {

  private static final int CONTENTS_FROM = 3;

  /** Copies the lists. */
  public HtmlReport {
    sections = List.copyOf(sections);
    body = List.copyOf(body);
  }

  /** An empty report. */
  public static HtmlReport titled(String title) {
    return new HtmlReport(title, List.of(), List.of());
  }

  /** Opens a section. */
  public HtmlReport section(String heading) {
    List<String> headings = new ArrayList<>(sections);
    headings.add(heading);
    String html = "<h2 id=\"s%s\">%s</h2>".formatted(headings.size(), Escape.html(heading));
    return new HtmlReport(title, headings, body).append(html);
  }

  /** A paragraph; an empty line in the text starts another one. */
  public HtmlReport paragraph(String text) {
    return append(
        text.strip()
            .lines()
            .collect(Collectors.joining("\n"))
            .transform(Escape::html)
            .replaceAll("\n\\h*\n\\s*", "</p>\n<p>")
            .transform(html -> "<p>" + html + "</p>"));
  }

  /** A table. */
  public HtmlReport table(Table table) {
    return append(scrollable(table.name(), Tables.html(table)));
  }

  /** A table over its caption. */
  public HtmlReport table(String caption, Table table) {
    return figure(caption, scrollable(table.name(), Tables.html(table)));
  }

  /** A chart or grid over its caption. */
  public HtmlReport picture(String caption, Picture picture) {
    return figure(
        caption,
        image(
            "png", caption, picture.base64(), picture.width(), picture.height(), picture.scale()));
  }

  /** A chart over its title, which is its caption. */
  public HtmlReport chart(Chart<?, ?> chart) {
    return chart(chart.getTitle(), chart);
  }

  /** A chart over its caption; drawn a second time for phones, with its legend below. */
  public HtmlReport chart(String caption, Chart<?, ?> chart) {
    return figure(caption, ChartImage.html(caption, chart));
  }

  /** Elements beside each other, as many as there is room for, over a caption. */
  HtmlReport figures(String caption, List<String> elements) {
    return figure(caption, "<div class=\"beside\">" + String.join("\n", elements) + "</div>");
  }

  /**
   * What another report has, without its heading and contents, folded up under a line that opens
   * it.
   */
  public HtmlReport folded(String line, HtmlReport inside) {
    return append(
        "<details><summary>%s</summary>\n%s\n</details>"
            .formatted(
                Escape.html(line),
                // its places would be taken for those of this report
                String.join("\n", inside.body).replaceAll("<h2 id=\"s\\d+\">", "<h2>")));
  }

  /** An animation over its caption. */
  public HtmlReport gif(String caption, Gif gif) {
    int width = gif.frames().get(0).getWidth();
    int height = gif.frames().get(0).getHeight();
    return figure(caption, image("gif", caption, gif.base64(), width, height, 1));
  }

  /** Terms and what they stand for: provenance, settings. */
  public HtmlReport definitions(Map<String, String> definitions) {
    return append(
        definitions.entrySet().stream()
            .map(
                entry ->
                    "<dt>%s</dt><dd>%s</dd>"
                        .formatted(Escape.html(entry.getKey()), Escape.html(entry.getValue())))
            .collect(Collectors.joining("\n", "<dl>\n", "\n</dl>")));
  }

  /** Text as it is, in a fixed-width font. */
  public HtmlReport code(String text) {
    return append(scrollable("text", "<pre>" + Escape.html(text) + "</pre>"));
  }

  /** The page. */
  public String html() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        %s%s
        </main>
        </body>
        </html>
        """
        .formatted(
            Escape.html(title), style(), Escape.html(title), contents(), String.join("\n", body));
  }

  /**
   * Writes the page.
   *
   * @throws UncheckedIOException if it can't be written
   */
  public Path save(Path file) {
    return AtomicFile.write(file, html());
  }

  private HtmlReport append(String html) {
    List<String> longer = new ArrayList<>(body);
    longer.add(html);
    return new HtmlReport(title, sections, longer);
  }

  private HtmlReport figure(String caption, String html) {
    return append(
        "<figure>%s<figcaption>%s</figcaption></figure>".formatted(html, Escape.html(caption)));
  }

  /** What may be wider than the page: it is reached and moved by the keyboard too. */
  private static String scrollable(String name, String html) {
    return "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"%s\">%s</div>"
        .formatted(Escape.html(name == null || name.isBlank() ? "table" : name), html);
  }

  private static String image(
      String type, String alt, String base64, int width, int height, int scale) {
    return "<img%s alt=\"%s\" width=\"%s\" height=\"%s\" src=\"data:image/%s;base64,%s\">"
        .formatted(
            scale == 1 ? " class=\"pixels\"" : "", Escape.html(alt), width, height, type, base64);
  }

  private String contents() {
    if (sections.size() < CONTENTS_FROM) {
      return "";
    }
    return IntStream.range(0, sections.size())
        .mapToObj(i -> "<a href=\"#s%s\">%s</a>".formatted(i + 1, Escape.html(sections.get(i))))
        .collect(Collectors.joining("\n", "<nav aria-label=\"contents\">\n", "\n</nav>\n"));
  }

  private static String style() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
