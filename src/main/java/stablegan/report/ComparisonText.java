package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import stablegan.experiment.Cell;
import stablegan.experiment.Looks;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import stablegan.experiment.Results.Spread;
import stablegan.internal.statistics.Bootstrap;

/** What a comparison's numbers say, in words, and no more than they say. */
record ComparisonText(Results results) {

  /** A share of surer samples below this is no overconfidence to speak of. */
  private static final double SELDOM = 0.05;

  private static final double MILLIS = 1000;

  /** Whether the bar, if there is one, was reached. */
  boolean isAdmissible() {
    return results.setup().bar().map(bar -> bar.isReached(results)).orElse(true);
  }

  /** What the bar asks for and whether it was reached; empty without one. */
  String bar() {
    return results.setup().bar().map(bar -> bar.inWords(results)).orElse("");
  }

  /** How each method compares with the first by one score. */
  String quality(String score) {
    String base = results.methods().get(0);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "By %s (%s is better) the baseline, %s, scores %s; real images score %s."
            .formatted(
                score,
                results.lowerIsBetter(score) ? "lower" : "higher",
                base,
                SpreadText.of(results.score(base, score)),
                SpreadText.of(floor(score))));
    List<PairedComparison> comparisons = results.comparisons(score);
    comparisons.forEach(comparison -> sentences.add(sentence(comparison, score)));
    sentences.add(rule(comparisons.size()));
    return String.join(" ", sentences);
  }

  private String sentence(PairedComparison comparison, String score) {
    Bootstrap.Interval interval = comparison.interval();
    String difference = interval.runs() < 2 ? "" : ", mean difference " + SpreadText.of(interval);
    return "%s scores %s: %s (better on %s of %s seeds%s, adjusted p = %s)."
        .formatted(
            comparison.method(),
            SpreadText.of(results.score(comparison.method(), score)),
            comparison.verdict().text(),
            comparison.wins(),
            comparison.seeds(),
            difference,
            SpreadText.of(comparison.adjusted()));
  }

  /** What the verdicts rest on, and what so few seeds can't show. */
  private String rule(int comparisons) {
    Optional<Looks> looks = results.setup().looks();
    return "Verdicts rest on exact paired sign-flip tests over seeds%s with Holm's correction at 5 %%; intervals in brackets are 95 %% bootstrap intervals; a diverged run counts as the worst."
            .formatted(looks.map(when -> ", " + when + ",").orElse(""))
        + limit(Math.max(1, comparisons));
  }

  /** What the seeds are too few to show in so many comparisons together; empty if nothing. */
  String limit(int comparisons) {
    return results
        .setup()
        .looks()
        .map(looks -> limit(looks, comparisons))
        .orElseGet(() -> limitOfOneLook(comparisons));
  }

  private String limitOfOneLook(int comparisons) {
    int seeds = results.seeds().size();
    int needed = PairedComparison.seedsNeeded(comparisons);
    return seeds < needed
        ? " %s seeds can't give less than p = %s even before correction: it takes %s to show any difference here."
            .formatted(seeds, SpreadText.of(Math.pow(2, 1 - seeds)), needed)
        : "";
  }

  private String limit(Looks looks, int comparisons) {
    int seeds = results.seeds().size();
    OptionalInt needed = looks.seedsNeeded(comparisons);
    if (needed.isEmpty()) {
      return " No look has seeds enough to show any difference here.";
    }
    return seeds < needed.getAsInt()
        ? " With %s seeds nothing can be shown yet: it takes %s."
            .formatted(seeds, needed.getAsInt())
        : "";
  }

  /** What training looked like, what it cost, and what was too little to tell. */
  String training(String score) {
    String saturation =
        results.methods().stream()
            .filter(method -> saturation(method).n() > 0)
            .map(method -> method + " " + SpreadText.percent(saturation(method).mean()))
            .collect(Collectors.joining(", "));
    String cost =
        results.methods().stream()
            .map(method -> "%s %s".formatted(method, SpreadText.of(MILLIS * seconds(method))))
            .collect(Collectors.joining(", "));
    long diverged = results.methods().stream().mapToLong(results::diverged).sum();
    long open =
        results.comparisons(score).stream()
            .filter(
                comparison -> comparison.verdict() == PairedComparison.Verdict.INDISTINGUISHABLE)
            .count();
    return ("Share of samples on which the discriminator is surer than 99%%, over the second half of"
            + " training: %s.%s Milliseconds for a generator step with its discriminator steps: %s."
            + " %s of %s runs diverged. %s All this holds for %s steps of this architecture on %s;"
            + " longer training or another learning rate can change the order.")
        .formatted(
            saturation,
            calm(),
            cost,
            diverged,
            results.cells().size(),
            open == 0
                ? "Every method could be told apart from the baseline."
                : open + " of the comparisons with the baseline stay open: more seeds would tell.",
            results.setup().steps(),
            results.setup().data());
  }

  /** What a baseline that is never too sure means for methods that are to curb it. */
  private String calm() {
    Spread spread = saturation(results.methods().get(0));
    return spread.n() > 0 && spread.mean() < SELDOM
        ? " The baseline's discriminator is seldom that sure, so there is little overconfidence to"
            + " curb yet; a difference in scores has another cause than saturation."
        : "";
  }

  private Spread saturation(String method) {
    return results.over(method, cell -> cell.settled("d_saturation"));
  }

  private double seconds(String method) {
    return results.over(method, Cell::secondsPerStep).mean();
  }

  private double floor(String score) {
    return results.floor().stream()
        .filter(s -> s.name().equals(score))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
