package stablegan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import stablegan.internal.cli.StableGan;

/**
 * The documents hold together: short front pages, links that lead somewhere, figures from files.
 */
class DocumentsTest {

  private static final int FRONT_PAGE_LINES = 150;
  private static final int LINE_LENGTH = 120;
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  /** Made by {@code mvn site}, so that only the site has it. */
  private static final String JAVADOC = "apidocs/index.html";

  static List<Path> frontPages() {
    return Documents.frontPages();
  }

  static Stream<Path> all() throws IOException {
    return Documents.all().stream();
  }

  @ParameterizedTest
  @MethodSource("frontPages")
  void aFrontPageIsReadToItsEnd(Path page) throws IOException {
    assertThat(Files.readAllLines(page))
        .hasSizeLessThanOrEqualTo(FRONT_PAGE_LINES)
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(LINE_LENGTH));
  }

  @ParameterizedTest
  @MethodSource("all")
  void linksLeadSomewhere(Path document) throws IOException {
    Path folder = document.toAbsolutePath().getParent();
    assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
        .filteredOn(link -> !link.equals(JAVADOC))
        .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
  }

  @ParameterizedTest
  @MethodSource("frontPages")
  void theTableOfAFrontPageIsThatOfTheFile(Path page) throws IOException {
    List<String> shown =
        Files.readAllLines(page).stream()
            .dropWhile(line -> !line.startsWith("| method"))
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    StringWriter out = new StringWriter();
    CommandLine commandLine = StableGan.commandLine().setOut(new PrintWriter(out, true));
    assertThat(commandLine.execute("reference", "quick")).isZero();
    assertThat(shown).isNotEmpty();
    assertThat(out.toString().lines()).startsWith(shown.toArray(String[]::new));
  }

  @Test
  void theSiteListsEachOfItsPages() throws IOException {
    String site = Files.readString(Path.of("src/site/site.xml"));
    assertThat(Documents.all())
        .filteredOn(document -> document.startsWith("src/site"))
        .isNotEmpty()
        .allSatisfy(
            page ->
                assertThat(site)
                    .contains("\"" + page.getFileName().toString().replace(".md", ".html") + "\""));
  }
}
