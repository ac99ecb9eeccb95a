package stablegan.report;

import java.util.Map;
import java.util.stream.Collectors;
import stablegan.internal.text.Escape;
import tech.tablesaw.api.Table;

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
      HtmlReport page = HtmlReport.titled(table.name()).table(table);
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
   * The whole content of the file, with what the numbers rest on below the table; not in CSV, which
   * is for programs.
   */
  abstract String render(Table table, Map<String, String> footer);

  private static String line(Map<String, String> footer) {
    return footer.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("; ", "", "."));
  }
}
