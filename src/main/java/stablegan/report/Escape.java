package stablegan.report;

import java.util.List;
import java.util.Map;

/** Text made safe for a format. */
public final class Escape {

  private static final Map<String, String> LATEX =
      Map.ofEntries(
          Map.entry("\\", "\\textbackslash{}"),
          Map.entry("{", "\\{"),
          Map.entry("}", "\\}"),
          Map.entry("$", "\\$"),
          Map.entry("&", "\\&"),
          Map.entry("#", "\\#"),
          Map.entry("%", "\\%"),
          Map.entry("_", "\\_"),
          Map.entry("~", "\\textasciitilde{}"),
          Map.entry("^", "\\textasciicircum{}"),
          Map.entry("<", "\\textless{}"),
          Map.entry(">", "\\textgreater{}"),
          Map.entry("|", "\\textbar{}"),
          Map.entry("±", "$\\pm$"),
          Map.entry("×", "$\\times$"),
          Map.entry("∞", "$\\infty$"),
          Map.entry("σ", "$\\sigma$"),
          Map.entry("λ", "$\\lambda$"),
          Map.entry("β", "$\\beta$"),
          Map.entry("≤", "$\\le$"),
          Map.entry("≥", "$\\ge$"),
          Map.entry("−", "$-$"),
          Map.entry("→", "$\\to$"),
          Map.entry("↑", "$\\uparrow$"),
          Map.entry("↓", "$\\downarrow$"),
          Map.entry("–", "--"),
          Map.entry("—", "---"),
          Map.entry("\n", " "));

  private Escape() {}

  /** For HTML text and quoted attributes. */
  public static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** For cells of a Markdown table. */
  static List<String> markdown(List<String> cells) {
    return cells.stream().map(Escape::markdown).toList();
  }

  /** For Markdown text. */
  static String markdown(String text) {
    return text.replaceAll("([\\\\`*_|<\\[\\]])", "\\\\$1").replaceAll("\\R", " ");
  }

  /** For LaTeX text mode; mathematical signs that fonts lack become math. */
  static String latex(String text) {
    StringBuilder latex = new StringBuilder();
    text.codePoints()
        .mapToObj(Character::toString)
        .map(sign -> LATEX.getOrDefault(sign, sign))
        .forEach(latex::append);
    return latex.toString();
  }
}
