package stablegan.report;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stablegan.experiment.Bar;
import stablegan.experiment.Results;
import stablegan.internal.text.NumberText;

/** What the numbers of a comparison rest on. */
record ComparisonProvenance(Results results) {

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    Optional<Bar> bar = results.setup().bar();
    Results begun = results.withRuns();
    Optional<Bar> missed = bar.filter(asked -> !asked.isReached(begun));
    missed.ifPresent(asked -> facts.put("bar", asked.inWords(begun)));
    facts.put("data", results.setup().data());
    facts.put("data hash", results.setup().dataHash());
    facts.put("generator steps", Long.toString(results.setup().steps()));
    facts.put("seeds", seeds());
    results.setup().looks().ifPresent(looks -> facts.put("looks", looks.toString()));
    bar.ifPresent(asked -> facts.putIfAbsent("bar", asked.inWords(begun)));
    results
        .cells()
        .get(0)
        .scores()
        .forEach(score -> facts.put(score.name(), score.protocol().facts().toString()));
    results
        .floor()
        .forEach(
            score ->
                facts.put(
                    score.name() + " of real images", score + ", " + score.protocol().facts()));
    facts.put("compute", compute());
    return facts;
  }

  /** The seeds, and how many of them each method has where that differs. */
  private String seeds() {
    String all = results.seeds().toString();
    List<Long> counts = results.methods().stream().map(this::runs).toList();
    return new HashSet<>(counts).size() == 1
        ? all
        : results.methods().stream()
            .map(method -> method + " " + runs(method))
            .collect(Collectors.joining(", ", all + "; runs of each method: ", ""));
  }

  /** How many of a method are finished. */
  private long runs(String method) {
    return results.cells().stream().filter(cell -> cell.method().equals(method)).count();
  }

  private String compute() {
    Results.Cost cost = results.withRuns().totalCost();
    return "%s runs, %s minutes of training, %s TFLOP"
        .formatted(
            results.cells().size(),
            NumberText.alone(cost.seconds() / 60),
            NumberText.alone(cost.flops() / 1e12));
  }
}
