package stablegan.report;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import stablegan.experiment.Looks;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.PairedComparison.Verdict;
import stablegan.experiment.Results;
import stablegan.experiment.Results.Spread;

/** What a comparison's numbers say, in words, and no more than they say. */
record ComparisonText(Results results) {

  /** A share of surer samples below this is no overconfidence to speak of. */
  private static final double SELDOM = 0.05;

  /** Whether the bar, if there is one, was reached. */
  boolean isAdmissible() {
    return results.setup().bar().map(bar -> bar.isReached(results)).orElse(true);
  }

  /** What the bar asks for and whether it was reached; empty without one. */
  String bar() {
    return results.setup().bar().map(bar -> bar.inWords(results)).orElse("");
  }

  /** A sentence: which methods are better than the first by a score, which worse, which neither. */
  String finding(String score) {
    String baseline = results.methods().get(0);
    List<PairedComparison> all = results.comparisons(score);
    String by =
        "By %s (%s is better), over %s,"
            .formatted(score, results.lowerIsBetter(score) ? "lower" : "higher", seeds(all));
    if (all.isEmpty()) {
      return "%s %s scores %s."
          .formatted(by, baseline, SpreadText.of(results.score(baseline, score)));
    }
    String found =
        List.of(
                said(all, Verdict.BETTER, "better than " + baseline),
                said(all, Verdict.WORSE, "worse than " + baseline),
                said(all, Verdict.INDISTINGUISHABLE, "not distinguishable from " + baseline))
            .stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return by + " " + found + limit(all) + ".";
  }

  /** Over how many seeds methods are compared, some over fewer than others. */
  private String seeds(List<PairedComparison> all) {
    if (all.isEmpty()) {
      return seeds(results.seeds().size());
    }
    IntSummaryStatistics pairs = all.stream().mapToInt(PairedComparison::seeds).summaryStatistics();
    return pairs.getMin() == pairs.getMax()
        ? seeds(pairs.getMax())
        : "%s to %s seeds".formatted(pairs.getMin(), pairs.getMax());
  }

  private static String seeds(int seeds) {
    return seeds == 1 ? "one seed" : seeds + " seeds";
  }

  private static String said(List<PairedComparison> all, Verdict verdict, String what) {
    List<String> methods =
        all.stream().filter(c -> c.verdict() == verdict).map(PairedComparison::method).toList();
    int last = methods.size() - 1;
    return switch (methods.size()) {
      case 0 -> "";
      case 1 -> methods.get(0) + " is " + what;
      default ->
          "%s and %s are %s"
              .formatted(String.join(", ", methods.subList(0, last)), methods.get(last), what);
    };
  }

  /** What the verdicts rest on. */
  String rule() {
    Optional<Looks> looks = results.setup().looks();
    return ("The difference is the mean over seeds of a method's score less that of %s, with its 95 %%"
            + " bootstrap interval. Verdicts rest on exact paired sign-flip tests over seeds%s with"
            + " Holm's correction at 5 %%; a diverged run counts as the worst.")
        .formatted(results.methods().get(0), looks.map(when -> ", " + when + ",").orElse(""));
  }

  /** What so few seeds can't show, as the end of a sentence; empty if there is nothing. */
  String limit(List<PairedComparison> comparisons) {
    int tests = comparisons.size();
    int most = comparisons.stream().mapToInt(PairedComparison::seeds).max().orElse(0);
    OptionalInt needed =
        results
            .setup()
            .looks()
            .map(when -> when.seedsNeeded(tests))
            .orElseGet(() -> OptionalInt.of(PairedComparison.seedsNeeded(tests)));
    if (needed.isEmpty()) {
      return "; no look has seeds enough to show any difference here";
    }
    return most < needed.getAsInt()
        ? "; nothing can be shown with %s, it takes %s".formatted(seeds(most), needed.getAsInt())
        : "";
  }

  /** What a baseline that is never too sure means for methods that are to curb it. */
  Optional<String> calm() {
    Spread spread = results.over(results.methods().get(0), cell -> cell.settled("d_saturation"));
    return spread.n() > 0 && spread.mean() < SELDOM
        ? Optional.of(
            "Over the second half of training the baseline's discriminator is surer than 99 %% on %s of samples: there is little overconfidence to curb, and a difference in scores has another cause than saturation."
                .formatted(SpreadText.percent(spread.mean())))
        : Optional.empty();
  }

  /** How far all this holds. */
  String scope() {
    return "All this holds for so many steps of these networks on these data: longer training or another learning rate can change the order.";
  }
}
