package stablegan.report;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import stablegan.experiment.Bar;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.internal.text.NumberText;
import stablegan.internal.text.Quantity;
import stablegan.metrics.Score;

/** What the numbers of a comparison rest on. */
record ComparisonProvenance(Results results) {

  private static final String TIME = "time";

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
    protocols(facts);
    facts.put("compute", compute());
    return facts;
  }

  /** What all scores have in common once, then what each has for itself. */
  private void protocols(Map<String, String> facts) {
    List<Score> scores =
        results.cells().stream()
            .map(Cell::scores)
            .filter(some -> !some.isEmpty()) // a run that diverged to no image has none
            .findFirst()
            .orElse(List.of());
    Map<String, String> common = new LinkedHashMap<>();
    scores.stream().findFirst().ifPresent(s -> common.putAll(s.protocol().facts()));
    scores.forEach(score -> common.entrySet().retainAll(score.protocol().facts().entrySet()));
    if (!common.isEmpty()) {
      facts.put("scores", text(common));
    }
    for (Score score : scores) {
      Map<String, String> own = own(score, common);
      if (!own.isEmpty()) {
        facts.put(score.name(), text(own));
      }
    }
    for (Score floor : results.floor()) {
      Map<String, String> own = own(floor, common);
      scores.stream()
          .filter(score -> score.name().equals(floor.name()))
          .forEach(score -> own.entrySet().removeAll(score.protocol().facts().entrySet()));
      facts.put(
          floor.name() + " of real images",
          NumberText.alone(floor.value()) + (own.isEmpty() ? "" : "; " + text(own)));
    }
  }

  private static Map<String, String> own(Score score, Map<String, String> common) {
    Map<String, String> own = score.protocol().facts();
    own.entrySet().removeAll(common.entrySet());
    return own;
  }

  private static String text(Map<String, String> facts) {
    return facts.entrySet().stream()
        .filter(fact -> !fact.getValue().isEmpty())
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Versions and machine; each once, however many runs were made with it. */
  Map<String, String> madeWith() {
    Map<String, TreeSet<String>> all = new LinkedHashMap<>();
    results
        .cells()
        .forEach(
            cell ->
                cell.provenance()
                    .forEach(
                        (name, value) ->
                            all.computeIfAbsent(name, n -> new TreeSet<>()).add(value)));
    Map<String, String> facts = new LinkedHashMap<>();
    all.forEach(
        (name, values) ->
            facts.put(name, name.equals(TIME) ? span(values) : String.join(", ", values)));
    return facts;
  }

  private static String span(TreeSet<String> times) {
    return times.size() == 1 ? times.first() : times.first() + " to " + times.last();
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
    return "%s, %s minutes of training, %s TFLOP"
        .formatted(
            Quantity.of(results.cells().size(), "run"),
            NumberText.alone(cost.seconds() / 60),
            NumberText.alone(cost.flops() / 1e12));
  }
}
