package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TablesTest {

  private static final Table RESULTS =
      Table.create(
          "results",
          StringColumn.create("method", "none", "SN & friends", "a|b"),
          StringColumn.create("FD ↓", "2305 ± 31", "1810 ± 12", "diverged"),
          DoubleColumn.create("KID", 5.7123456789, 2.5, Double.NaN),
          IntColumn.create("runs", 3, 3, 2));

  @Test
  void markdownIsAlignedAndRightAlignsNumbers() {
    assertThat(Tables.markdown(RESULTS))
        .isEqualTo(
            """
            | method       |      FD ↓ |   KID | runs |
            | ------------ | --------: | ----: | ---: |
            | none         | 2305 ± 31 | 5.712 |    3 |
            | SN & friends | 1810 ± 12 | 2.500 |    3 |
            | a\\|b         |  diverged |     – |    2 |
            """);
  }

  @Test
  void latexIsABooktabsTabularWithEscapes() {
    assertThat(Tables.latex(RESULTS))
        .isEqualTo(
            """
            \\begin{tabular}{lrrr}
            \\toprule
            method & FD $\\downarrow$ & KID & runs \\\\
            \\midrule
            none & 2305 $\\pm$ 31 & 5.712 & 3 \\\\
            SN \\& friends & 1810 $\\pm$ 12 & 2.500 & 3 \\\\
            a\\textbar{}b & diverged & -- & 2 \\\\
            \\bottomrule
            \\end{tabular}
            """);
  }

  @Test
  void htmlEscapesAndAligns() {
    Table table = Table.create("t", StringColumn.create("<b>", "x < y & \"z\""));
    assertThat(Tables.html(table))
        .contains("<th style=\"text-align: left\">&lt;b&gt;</th>")
        .contains("<td style=\"text-align: left\">x &lt; y &amp; &quot;z&quot;</td>");
    assertThat(Tables.html(RESULTS))
        .contains("<td style=\"text-align: right\">2305&nbsp;± 31</td>")
        .contains("<td style=\"text-align: right\">5.712</td>");
  }

  @Test
  void csvKeepsEveryDigit() {
    assertThat(Tables.csv(RESULTS).lines())
        .containsExactly(
            "method,FD ↓,KID,runs",
            "none,2305 ± 31,5.7123456789,3",
            "SN & friends,1810 ± 12,2.5,3",
            "a|b,diverged,,2");
  }

  @Test
  void exportWritesOneWholeFileAFormat(@TempDir Path folder) throws IOException {
    List<Path> files = Tables.export(RESULTS, folder.resolve("new"), "results", Format.values());
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("results.csv", "results.md", "results.tex", "results.html");
    assertThat(files.get(1)).hasContent(Tables.markdown(RESULTS));
    assertThat(files.get(3)).content().startsWith("<!DOCTYPE html>").contains("2305");
    try (Stream<Path> left = Files.list(folder.resolve("new"))) {
      assertThat(left).hasSize(4);
    }
  }

  @Test
  void fileThatCannotBeWrittenIsNamed(@TempDir Path folder) throws IOException {
    Path blocked = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Tables.export(RESULTS, blocked, "results", Format.CSV))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("results.csv");
  }

  @Test
  void emptyTableHasAHeaderOnly() {
    assertThat(Tables.markdown(RESULTS.emptyCopy()).lines()).hasSize(2);
  }
}
