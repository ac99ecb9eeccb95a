package stablegan.report;

import java.util.Optional;
import stablegan.experiment.Published;
import stablegan.experiment.Results;
import stablegan.experiment.Scale;
import stablegan.experiment.TableEntry;

/**
 * An entry of a published table and what was measured of it.
 *
 * @param entry as it was published
 * @param scale of the runs
 * @param results of the entry's method at this scale and no other; empty if it wasn't run
 */
public record Reproduction(TableEntry entry, Scale scale, Optional<Results> results) {

  /** Checks that the results are of this entry. */
  public Reproduction {
    TableEntry run = entry.at(scale);
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

  /** The published number of this name. */
  public Optional<Published> published(String score) {
    return entry.published().stream().filter(p -> p.score().equals(score)).findFirst();
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
}
