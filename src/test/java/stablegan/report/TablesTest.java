package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TablesTest {

  private static final Table RESULTS =
      Table.create(
          "results",
          StringColumn.create("method", "none", "SN & friends", "a|b"),
          DoubleColumn.create("FD ↓", 2305.25, 1810, Double.NaN),
          DoubleColumn.create("FD ↓ ±", 31.4142, 12, Double.NaN),
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
            | a\\|b         |         – |     – |    2 |
            """);
  }

  @Test
  void aTableWithoutANameHasAPageAllTheSame() {
    Table unnamed = Table.create(StringColumn.create("method", "none"));
    assertThat(Tables.Format.HTML.render(unnamed)).contains("<h1>table</h1>", "none");
  }

  /** What follows the end of a row in brackets is a length to LaTeX, a star its own. */
  @Test
  void latexTakesNoNameForPartOfTheRowBefore() {
    Table table = Table.create(StringColumn.create("method", "[old] SN", "*best", "none"));
    assertThat(Tables.latex(table)).contains("\n{}[old] SN \\\\\n{}*best \\\\\nnone \\\\\n");
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
            a\\textbar{}b & -- & -- & 2 \\\\
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
            "method,FD ↓,FD ↓ ±,KID,runs",
            "none,2305.25,31.4142,5.7123456789,3",
            "SN & friends,1810.0,12.0,2.5,3",
            "a|b,,,,2");
  }

  @Test
  void numbersOfOneCellStandTogetherAndStayNumbers() {
    Table table =
        Table.create(
            "numbers",
            StringColumn.create("method", "all", "some", "one", "none"),
            DoubleColumn.create("FD", 12.345, 0.5, 7, Double.NaN),
            DoubleColumn.create("FD ±", 0.4321, 0.25, Double.NaN, Double.NaN),
            IntColumn.create("FD n", 3, 2, 1, 0),
            IntColumn.create("FD of", 3, 3, 3, 3),
            DoubleColumn.create("difference", -10.12, 0, 2, Double.NaN),
            DoubleColumn.create("difference low", -12.34, -1, Double.NaN, Double.NaN),
            DoubleColumn.create("difference high", -8, 1, Double.NaN, Double.NaN),
            IntColumn.create("better", 3, 0, 1, 2),
            IntColumn.create("better of", 3, 3, 3, 3),
            StringColumn.create("note", "3 of 3", "0.5 ± 0.25", "7", "-1"));
    assertThat(Tables.text(table, "FD", 0)).isEqualTo("12.3 ± 0.4");
    assertThat(Tables.text(table, "FD", 1)).isEqualTo("0.500 ± 0.250 (2 of 3)");
    assertThat(Tables.text(table, "FD", 2)).isEqualTo("7.00 (1 of 3)");
    assertThat(Tables.text(table, "FD", 3)).isEqualTo("(0 of 3)");
    assertThat(Tables.text(table, "difference", 0)).isEqualTo("-10.1 [-12.3, -8.0]");
    assertThat(Tables.text(table, "difference", 2)).isEqualTo("2.00");
    assertThat(Tables.text(table, "difference", 3)).isEqualTo("–");
    assertThat(Tables.text(table, "better", 1)).isEqualTo("0 of 3");
    assertThat(Tables.text(table, "note", 1)).isEqualTo("0.5 ± 0.25");
    assertThat(Tables.latex(table)).startsWith("\\begin{tabular}{lrrrl}");
    // Tablesaw sorts, selects and reads the numbers, and the cells stay as they are
    Table sorted = table.sortOn("FD").where(table.sortOn("FD").column("FD").isNotMissing());
    assertThat(sorted.doubleColumn("FD").asDoubleArray()).containsExactly(0.5, 7, 12.345);
    assertThat(Tables.text(sorted, "FD", 2)).isEqualTo("12.3 ± 0.4");
    assertThat(Tables.markdown(table.selectColumns("method", "FD"))).contains("| all    | 12.35 |");
  }

  @Test
  void aTableReadBackFromCsvLooksTheSame(@TempDir Path folder) {
    Path csv = Tables.export(RESULTS, folder, "results", Tables.Format.CSV).get(0);
    assertThat(Tables.markdown(Tables.read(csv))).isEqualTo(Tables.markdown(RESULTS));
    Table single =
        Table.create(
            "single",
            StringColumn.create("method", "none"),
            DoubleColumn.create("FD", 1.5),
            DoubleColumn.create("FD ±", Double.NaN));
    Path other = Tables.export(single, folder, "single", Tables.Format.CSV).get(0);
    assertThat(Tables.markdown(Tables.read(other))).isEqualTo(Tables.markdown(single));
  }

  private static final String[] NAMES = {
    "NA",
    "007",
    "1e5",
    "null",
    "true",
    "2024-01-01",
    "1.50",
    "*",
    "-",
    "#1",
    "\"q\"",
    "a,b",
    "a\nb",
    "ü±"
  };

  private static Table named(String column) {
    double[] numbers = new double[NAMES.length];
    Arrays.setAll(numbers, i -> i == 3 ? Double.NaN : Math.pow(-10.0 / 3, i - 7));
    return Table.create(
        "names",
        StringColumn.create(column, NAMES),
        DoubleColumn.create("value", numbers),
        LongColumn.create("seed", LongStream.range(0, NAMES.length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"method", "any"})
  void namesThatLookLikeSomethingElseStayWhatTheyAre(String column, @TempDir Path folder) {
    Table names = named(column);
    Path csv = Tables.export(names, folder, "names", Tables.Format.CSV).get(0);
    Table read = Tables.read(csv);
    assertThat(read.stringColumn(column).asList()).containsExactly(NAMES);
    assertThat(read.doubleColumn("value").asDoubleArray())
        .containsExactly(names.doubleColumn("value").asDoubleArray());
    assertThat(read.intColumn("seed").asList()).startsWith(0, 1, 2);
    assertThat(Tables.markdown(read)).isEqualTo(Tables.markdown(names));
  }

  @Test
  void namesOfMethodsMayAllBeNumbers(@TempDir Path folder) {
    Table names =
        Table.create(
            "n",
            StringColumn.create("method", "1", "2.0", "10.0"),
            StringColumn.create("note", "", "", ""),
            DoubleColumn.create("d", 1, 2, Double.POSITIVE_INFINITY),
            LongColumn.create("seed", 1L << 40, -3, 0));
    Path csv = Tables.export(names, folder, "names", Tables.Format.CSV).get(0);
    assertThat(Tables.markdown(Tables.read(csv))).isEqualTo(Tables.markdown(names));
    assertThat(Tables.read(csv).longColumn("seed").asList()).containsExactly(1L << 40, -3L, 0L);
  }

  @Test
  void exportWritesOneWholeFileAFormat(@TempDir Path folder) throws IOException {
    List<Path> files =
        Tables.export(RESULTS, folder.resolve("new"), "results", Tables.Format.values());
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
    assertThatThrownBy(() -> Tables.export(RESULTS, blocked, "results", Tables.Format.CSV))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("results.csv");
  }

  @Test
  void emptyTableHasAHeaderOnly() {
    assertThat(Tables.markdown(RESULTS.emptyCopy()).lines()).hasSize(2);
  }
}
