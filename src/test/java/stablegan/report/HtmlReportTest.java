package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.w3c.dom.Document;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.charts.Gif;
import stablegan.charts.Picture;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class HtmlReportTest {

  private static final BufferedImage IMAGE = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
  private static final HtmlReport REPORT =
      HtmlReport.titled("SN & <rivals>")
          .section("Result")
          .paragraph("One.\n\nTwo <script>alert(1)</script>.")
          .table("caption 'x'", Table.create("t", DoubleColumn.create("FD", 1.5)))
          .section("Samples")
          .picture("grid \"of\" 64", new Picture(IMAGE, 2))
          .gif("evolution", Gif.of(List.of(IMAGE), Duration.ofMillis(100)))
          .section("Provenance")
          .definitions(Map.of("data", "<cifar10>"))
          .code("a < b");

  @Test
  void everythingIsEscaped() {
    assertThat(REPORT.html())
        .contains("<title>SN &amp; &lt;rivals&gt;</title>", "<dd>&lt;cifar10&gt;</dd>")
        .contains("alt=\"grid &quot;of&quot; 64\"", "a &lt; b")
        .doesNotContain("<script>");
  }

  @Test
  void emptyLineStartsAParagraph() {
    assertThat(REPORT.html()).contains("<p>One.</p>\n<p>Two ");
  }

  @Test
  void imagesAreInsideAtTheSizeOfThePage() {
    assertThat(REPORT.html())
        .contains("width=\"3\" height=\"2\" src=\"data:image/png;base64,")
        .contains("width=\"6\" height=\"4\" src=\"data:image/gif;base64,")
        .doesNotContain("http");
  }

  @Test
  void whatScrollsIsReachedByKeyboard() {
    assertThat(REPORT.html())
        .contains("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"t\"><table");
  }

  @Test
  void chartsAreDrawnForDesksAndPhones() {
    Curve curve = Curve.of("SN", 1, 2, 3);
    XYChart chart = Figure.of("FD", "steps", "FD").lines(curve, Curve.of("GP", 2, 3, 4));
    String html = HtmlReport.titled("Widths").chart(chart).html();
    assertThat(html)
        .contains("<img class=\"chart desk\" alt=\"FD\" width=\"760\" height=\"420\"")
        .contains("<img class=\"chart phone\" alt=\"FD\" width=\"380\" height=\"338\"");
    assertThat(chart.getWidth()).isEqualTo(760);
    assertThat(chart.getStyler().getLegendPosition()).isEqualTo(LegendPosition.OutsideE);
  }

  @Test
  void anotherReportIsFoldedUp() {
    HtmlReport inside = HtmlReport.titled("no heading").paragraph("inside");
    assertThat(HtmlReport.titled("All").folded("SN & co", inside).html())
        .contains("<details><summary>SN &amp; co</summary>\n<p>inside</p>\n</details>")
        .doesNotContain("no heading");
    HtmlReport sections = HtmlReport.titled("other").section("one").section("two");
    assertThat(HtmlReport.titled("All").folded("SN", sections).section("last").html())
        .containsOnlyOnce("id=\"s1\"")
        .contains("<h2>two</h2>", "<h2 id=\"s1\">last</h2>");
  }

  @Test
  void contentsListTheSections() {
    assertThat(REPORT.html()).contains("<a href=\"#s2\">Samples</a>", "<h2 id=\"s2\">Samples</h2>");
  }

  @Test
  void bodyIsWellFormed() throws Exception {
    String html = REPORT.html();
    // HTML's void elements are not closed; apart from them the page is XML.
    String body =
        html.substring(html.indexOf("<body>"), html.indexOf("</html>"))
            .replaceAll("(<img[^>]*)>", "$1/>")
            .replace("&nbsp;", " ");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("figure").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("h2").getLength()).isEqualTo(3);
  }

  @Test
  void reportIsSavedWhole(@TempDir Path folder) {
    assertThat(REPORT.save(folder.resolve("report.html"))).hasContent(REPORT.html());
    assertThat(folder.resolve("report.html.part")).doesNotExist();
  }
}
