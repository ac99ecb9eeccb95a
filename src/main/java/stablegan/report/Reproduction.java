package stablegan.report;

import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import stablegan.cost.StepFlops;
import stablegan.data.ImageSet;
import stablegan.experiment.Results;
import stablegan.experiment.TrainingCost;
import stablegan.published.PublishedEntry;
import stablegan.published.Scale;

/**
 * An entry of a published table and what was measured of it.
 *
 * @param entry as it was published
 * @param scale of the runs
 * @param results of the entry's method at this scale and no other; empty if it wasn't run
 */
public record Reproduction(PublishedEntry entry, Scale scale, Optional<Results> results) {

  /** Checks that the results are of this entry. */
  public Reproduction {
    PublishedEntry run = entry.at(scale);
    results.ifPresent(
        r -> {
          boolean alone = r.ablation().methods().size() == 1;
          if (!alone
              || !r.ablation().methods().get(0).axes().equals(run.method().axes())
              || r.ablation().plan().steps() != run.plan().steps()) {
            throw new IllegalArgumentException(
                "%s needs results of %s at this scale alone, not of %s over %d steps"
                    .formatted(
                        entry.name(),
                        entry.method().name(),
                        r.methods(),
                        r.ablation().plan().steps()));
          }
        });
  }

  /** The measured score of this name, the less the better; infinite if a run diverged. */
  double loss(String score) {
    Results measured = results.orElseThrow();
    String method = measured.methods().get(0);
    double mean = measured.score(method, score).mean();
    return measured.diverged(method) > 0
        ? Double.POSITIVE_INFINITY
        : measured.lowerIsBetter(score) ? mean : -mean;
  }

  /** What a generator step of the runs cost, with its discriminator steps. */
  TrainingCost stepCost() {
    Results measured = results.orElseThrow();
    return measured.stepCost(measured.methods().get(0));
  }

  double flopsPerSecond() {
    return stepCost().flops() / stepCost().seconds();
  }

  /** Operations of a generator step at the paper's scale, with its discriminator steps. */
  double paperStepFlops() {
    ImageSet images = results.orElseThrow().ablation().data();
    Shape sample = new Shape(images.channels(), images.height(), images.width());
    return StepFlops.of(entry.method(), sample).together();
  }

  /** Operations of the whole published run. */
  double paperFlops() {
    return paperStepFlops() * entry.plan().steps();
  }
}
