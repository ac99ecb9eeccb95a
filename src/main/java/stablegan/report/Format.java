package stablegan.report;

import tech.tablesaw.api.Table;

/** A file format of tables, for {@link Tables#export}. */
public enum Format {
  /** Comma-separated values, every digit kept: for programs. */
  CSV("csv") {
    @Override
    public String render(Table table) {
      return Tables.csv(table);
    }
  },
  /** A GitHub-flavoured pipe table: for READMEs and issues. */
  MARKDOWN("md") {
    @Override
    public String render(Table table) {
      return Tables.markdown(table);
    }
  },
  /** A booktabs {@code tabular}: for papers. */
  LATEX("tex") {
    @Override
    public String render(Table table) {
      return Tables.latex(table);
    }
  },
  /** A self-contained page under the table's name. */
  HTML("html") {
    @Override
    public String render(Table table) {
      return HtmlReport.titled(table.name()).table(table).html();
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
  public abstract String render(Table table);
}
