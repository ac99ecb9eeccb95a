package stablegan.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stablegan.experiment.Claim;
import stablegan.internal.text.Quantity;
import tech.tablesaw.api.Table;

/**
 * What became of what is said for and against methods: of scores ({@link ClaimTables#found}), of
 * costs ({@link CostTables#found}), of tuning ({@link Sensitivity#found}).
 *
 * @param said in any order
 */
public record Verdicts(List<Said> said) {

  /**
   * Something that is said of a method, with what became of it.
   *
   * @param inFavour whether it speaks for the method
   * @param text in words: "cheap"
   */
  public record Said(String method, boolean inFavour, String text, Claim.Finding finding) {}

  public Verdicts {
    said = List.copyOf(said);
  }

  /** These and others. */
  public Verdicts and(Verdicts more) {
    return new Verdicts(Stream.concat(said.stream(), more.said.stream()).toList());
  }

  /** One line for each method, in the order in which they come: what is said for it and against. */
  public Table table() {
    return Tables.of(said.stream().map(Said::method).distinct().toList())
        .text("method", method -> method)
        .text("said for it", method -> texts(method, true))
        .text("said against it", method -> texts(method, false))
        .titled("verdicts");
  }

  private String texts(String method, boolean inFavour) {
    return said.stream()
        .filter(s -> s.method().equals(method) && s.inFavour() == inFavour)
        .map(s -> "%s (%s)".formatted(s.text(), s.finding().text()))
        .collect(Collectors.joining("; "));
  }

  /** How many there are of each finding, in one sentence. */
  public String inWords() {
    return counts() + ".";
  }

  String counts() {
    long below = count(Claim.Finding.BELOW_MARGIN);
    return "Of %s the numbers confirm %s, show the opposite of %s%s and leave %s open"
        .formatted(
            Quantity.of(said.size(), "claim"),
            count(Claim.Finding.HOLDS),
            count(Claim.Finding.FAILS),
            below == 0 ? "" : ", find %s below the margin".formatted(below),
            count(Claim.Finding.OPEN));
  }

  private long count(Claim.Finding finding) {
    return said.stream().filter(s -> s.finding() == finding).count();
  }
}
