package stablegan.report;

import java.util.LinkedHashMap;
import java.util.Map;
import stablegan.experiment.Results;
import stablegan.experiment.Spending;
import stablegan.internal.text.NumberText;

/** What the numbers of a comparison rest on. */
record Stamp(Results results) {

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", results.ablation().data().name() + " " + results.ablation().data().split());
    facts.put("data hash", results.ablation().data().contentHash());
    facts.put("generator steps", Long.toString(results.ablation().plan().steps()));
    facts.put("seeds", results.ablation().seeds().toString());
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
    Spending spent = results.spent();
    return "%d runs, %s minutes of training, %s TFLOP"
        .formatted(
            results.cells().size(),
            NumberText.alone(spent.seconds() / 60),
            NumberText.alone(spent.flops() / 1e12));
  }
}
