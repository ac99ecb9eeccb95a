package stablegan.report;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.text.Escape;
import tech.tablesaw.api.Table;

/**
 * Tablesaw tables in the formats that a notebook, a README and a paper take. Numbers get about four
 * significant digits, the same decimals down a column, and stand to the right; CSV keeps every
 * digit.
 *
 * <p>Columns of numbers beside a column "x" stand in its cells if their names say so: "x ±" is its
 * deviation (12.3 ± 0.4), "x low" and "x high" are the ends of its interval (12.3 [11.5, 13.1]), "x
 * of" is what it is counted out of (2 of 3). With "x n", the numbers that x rests on, "x of" tells
 * how many there might have been, where they are more (12.3 ± 0.4 (2 of 3)). In Java and in CSV
 * they are columns of their own.
 */
public final class Tables {

  /** Signs that must not start a line of a heading: "FD ↓", "KID × 10³". */
  private static final Pattern NO_BREAK = Pattern.compile(" ([↑↓×±])");

  private Tables() {}

  /** A table of one row for each of these, made column by column. */
  public static <T> TableRows<T> of(Collection<T> rows) {
    return new TableRows<>(List.copyOf(rows));
  }

  /** A {@code <table>} element, everything escaped. */
  public static String html(Table table) {
    TextTable text = TextTable.of(table);
    StringBuilder html = new StringBuilder("<table class=\"stablegan\">\n<thead>");
    html.append(htmlRow("th", text.header(), text.rightAligned())).append("</thead>\n<tbody>\n");
    text.rows().forEach(row -> html.append(htmlRow("td", row, text.rightAligned())).append('\n'));
    return html.append("</tbody>\n</table>\n").toString();
  }

  /** A pipe table of GitHub-flavoured Markdown, padded so that it reads well as plain text too. */
  public static String markdown(Table table) {
    TextTable text = TextTable.of(table);
    List<List<String>> rows = new ArrayList<>();
    rows.add(Escape.markdown(text.header()));
    text.rows().forEach(row -> rows.add(Escape.markdown(row)));
    List<Integer> widths = columnIndices(text).map(c -> width(rows, c)).boxed().toList();
    StringBuilder markdown = new StringBuilder(markdownRow(rows.get(0), text, widths));
    columnIndices(text)
        .mapToObj(c -> "| " + rule(widths.get(c), text.rightAligned().get(c)) + " ")
        .forEach(markdown::append);
    markdown.append("|\n");
    rows.stream().skip(1).forEach(row -> markdown.append(markdownRow(row, text, widths)));
    return markdown.toString();
  }

  /** A {@code tabular} with the rules of the LaTeX package booktabs, everything escaped. */
  public static String latex(Table table) {
    TextTable text = TextTable.of(table);
    String columns =
        text.rightAligned().stream().map(right -> right ? "r" : "l").collect(Collectors.joining());
    StringBuilder latex = new StringBuilder("\\begin{tabular}{" + columns + "}\n\\toprule\n");
    latex.append(latexRow(text.header())).append("\\midrule\n");
    text.rows().forEach(row -> latex.append(latexRow(row)));
    return latex.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  /**
   * A cell as the formats show it: "12.3 ± 0.4".
   *
   * @param row from 0
   */
  public static String text(Table table, String column, int row) {
    return ColumnGroup.text(table, column, row);
  }

  /** Comma-separated values with a header, every digit kept. */
  public static String csv(Table table) {
    StringWriter writer = new StringWriter();
    table.write().csv(writer);
    return writer.toString();
  }

  /**
   * Reads a table from CSV with a header line. A column holds numbers if all its cells that aren't
   * empty are written as {@link #csv} writes numbers ("3", "0.5", "1.0E-5"); any other holds text,
   * as it stands there, but for spaces around it: "NA", "007", "1e5". So do columns of names,
   * "method", "score" and "unit", even if all names are numbers.
   *
   * @throws IllegalArgumentException if it is no table, such as one whose lines differ in length
   * @throws java.io.UncheckedIOException if it can't be read
   */
  public static Table read(Path csv) {
    return new CsvFile(csv).table();
  }

  /**
   * Writes {@code directory/name.extension} for each format.
   *
   * @return the files, in the order of the formats
   * @throws java.io.UncheckedIOException if a file can't be written
   */
  public static List<Path> export(Table table, Path directory, String name, Format... formats) {
    return export(table, Map.of(), directory, name, formats);
  }

  /**
   * The same with a footer below the table: what its numbers rest on, by name, such as {@link
   * Comparison#footer}.
   */
  public static List<Path> export(
      Table table, Map<String, String> footer, Path directory, String name, Format... formats) {
    return Arrays.stream(formats)
        .map(
            format ->
                AtomicFile.write(
                    directory.resolve(name + "." + format.extension()),
                    format.render(table, footer)))
        .toList();
  }

  private static String htmlRow(String element, List<String> cells, List<Boolean> right) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            c ->
                "<%s style=\"text-align: %s\">%s</%s>"
                    .formatted(
                        element,
                        right.get(c) ? "right" : "left",
                        NO_BREAK.matcher(Escape.html(cells.get(c))).replaceAll("&nbsp;$1"),
                        element))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private static String markdownRow(List<String> cells, TextTable text, List<Integer> widths) {
    return columnIndices(text)
        .mapToObj(c -> "| " + pad(cells.get(c), widths.get(c), text.rightAligned().get(c)) + " ")
        .collect(Collectors.joining("", "", "|\n"));
  }

  private static String latexRow(List<String> cells) {
    String row = cells.stream().map(Escape::latex).collect(Collectors.joining(" & "));
    // the end of the row before takes "[…]" for a length, and a star for its own
    boolean taken = row.startsWith("[") || row.startsWith("*");
    return (taken ? "{}" : "") + row + " \\\\\n";
  }

  private static IntStream columnIndices(TextTable text) {
    return IntStream.range(0, text.header().size());
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).reduce(3, Math::max);
  }

  private static String rule(int width, boolean right) {
    return right ? "-".repeat(width - 1) + ":" : "-".repeat(width);
  }

  private static String pad(String cell, int width, boolean right) {
    String space = " ".repeat(width - length(cell));
    return right ? space + cell : cell + space;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A file format of tables, for {@link Tables#export}. */
  public enum Format {
    /** Comma-separated values, every digit kept: for programs. */
    CSV("csv") {
      @Override
      String render(Table table, Map<String, String> footer) {
        return Tables.csv(table); // for programs: the footer would be no row
      }
    },
    /** A GitHub-flavoured pipe table: for READMEs and issues. */
    MARKDOWN("md") {
      @Override
      String render(Table table, Map<String, String> footer) {
        return Tables.markdown(table)
            + (footer.isEmpty() ? "" : "\n" + Escape.markdown(line(footer)) + "\n");
      }
    },
    /** A booktabs {@code tabular}: for papers. */
    LATEX("tex") {
      @Override
      String render(Table table, Map<String, String> footer) {
        return Tables.latex(table)
            + (footer.isEmpty()
                ? ""
                : "\\par\\smallskip\n{\\footnotesize " + Escape.latex(line(footer)) + "\\par}\n");
      }
    },
    /** A self-contained page under the table's name. */
    HTML("html") {
      @Override
      String render(Table table, Map<String, String> footer) {
        boolean named = table.name() != null && !table.name().isBlank();
        HtmlReport page = HtmlReport.titled(named ? table.name() : "table").table(table);
        return (footer.isEmpty() ? page : page.definitions(footer)).html();
      }
    };

    private final String extension;

    Format(String extension) {
      this.extension = extension;
    }

    /** The file name's end, without the dot. */
    public String extension() {
      return extension;
    }

    /** The whole content of the file. */
    public final String render(Table table) {
      return render(table, Map.of());
    }

    /**
     * The whole content of the file, with what the numbers rest on below the table; not in CSV,
     * which is for programs.
     */
    abstract String render(Table table, Map<String, String> footer);

    private static String line(Map<String, String> footer) {
      return footer.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue())
          .collect(Collectors.joining("; ", "", "."));
    }
  }
}
