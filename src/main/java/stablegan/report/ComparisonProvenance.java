package stablegan.report;

import java.util.LinkedHashMap;
import java.util.Map;
import stablegan.experiment.Results;
import stablegan.internal.text.NumberText;

/** What the numbers of a comparison rest on. */
record ComparisonProvenance(Results results) {

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", results.setup().data());
    facts.put("data hash", results.setup().dataHash());
    facts.put("generator steps", Long.toString(results.setup().steps()));
    facts.put("seeds", results.seeds().toString());
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

  private String compute() {
    Results.Cost cost = results.totalCost();
    return "%d runs, %s minutes of training, %s TFLOP"
        .formatted(
            results.cells().size(),
            NumberText.alone(cost.seconds() / 60),
            NumberText.alone(cost.flops() / 1e12));
  }
}
