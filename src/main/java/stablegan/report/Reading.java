package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.experiment.Results.Spread;
import stablegan.experiment.Results.Verdict;

/** What a comparison's numbers say, in words, and no more than they say. */
record Reading(Results results) {

  /** A share of surer samples below this is no overconfidence to speak of. */
  private static final double SELDOM = 0.05;

  private static final double MILLIS = 1000;

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
                text(results.score(base, score)),
                number(floor(score))));
    for (String method : results.methods().subList(1, results.methods().size())) {
      sentences.add(sentence(method, base, score));
    }
    sentences.add(
        "With %d seeds a method counts as better only if its worst seed beats the baseline's best."
            .formatted(results.ablation().seeds().size()));
    return String.join(" ", sentences);
  }

  private String sentence(String method, String base, String score) {
    String scored = method + " scores " + text(results.score(method, score));
    return switch (results.verdict(method, base, score)) {
      case BETTER -> scored + ": better, beyond the spread over seeds.";
      case WORSE -> scored + ": worse, beyond the spread over seeds.";
      case INDISTINGUISHABLE -> scored + ": the seeds don't tell the two apart.";
    };
  }

  /** What training looked like, what it cost, and what was too little to tell. */
  String training(String score) {
    String saturation =
        results.methods().stream()
            .filter(method -> saturation(method).n() > 0)
            .map(method -> "%s %.1f%%".formatted(method, 100 * saturation(method).mean()))
            .collect(Collectors.joining(", "));
    String cost =
        results.methods().stream()
            .map(method -> "%s %s".formatted(method, number(MILLIS * seconds(method))))
            .collect(Collectors.joining(", "));
    long diverged = results.methods().stream().mapToLong(results::diverged).sum();
    long open =
        results.methods().stream()
            .skip(1)
            .filter(m -> verdict(m, score) == Verdict.INDISTINGUISHABLE)
            .count();
    return ("Share of samples on which the discriminator is surer than 99%%, over the second half of"
            + " training: %s.%s Milliseconds for a generator step with its discriminator steps: %s."
            + " %d of %d runs diverged. %s All this holds for %d steps of this architecture on %s;"
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
            results.ablation().plan().steps(),
            results.ablation().data().name());
  }

  /** What a baseline that is never too sure means for methods that are to curb it. */
  private String calm() {
    Spread spread = saturation(results.methods().get(0));
    return spread.n() > 0 && spread.mean() < SELDOM
        ? " The baseline's discriminator is seldom that sure, so there is little overconfidence to"
            + " curb yet; a difference in scores has another cause than saturation."
        : "";
  }

  private Verdict verdict(String method, String score) {
    return results.verdict(method, results.methods().get(0), score);
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

  private static String text(Spread spread) {
    return spread.n() < 2
        ? number(spread.mean())
        : number(spread.mean()) + " ± " + number(spread.deviation());
  }

  private static String number(double value) {
    return Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
