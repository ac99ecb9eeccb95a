package stablegan.experiment;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.internal.text.Quantity;
import stablegan.training.Method;

/** A comparison that gets its seeds in blocks, one up to each look, until all is decided. */
final class UntilDecided {

  /** Runs the cells of a part of the comparison. */
  interface Cells {

    Results of(Ablation part, Consumer<Ablation.Progress> progress);
  }

  private static final Logger LOG = LoggerFactory.getLogger(UntilDecided.class);

  private final Ablation ablation;
  private final Ablation.Stopping rule;
  private final Crew crew;
  private final Consumer<Ablation.Progress> progress;
  private Ablation.Progress latest;

  UntilDecided(Ablation ablation, Crew crew, Consumer<Ablation.Progress> progress) {
    this.ablation = ablation;
    this.rule = ablation.stopping().orElseThrow();
    this.crew = crew;
    this.progress = progress;
  }

  Results run(Cells cells) {
    warnIfNothingCanBeDecided();
    long start = System.nanoTime();
    List<Integer> looks = rule.looks().seeds();
    List<Method> open = ablation.methods();
    Results results = null;
    int before = 0;
    for (int look = 0; look < looks.size() && !open.isEmpty(); look++) {
      if (look > 0 && isOver(start)) {
        break;
      }
      int n = looks.get(look);
      String where = "look %s of %s".formatted(look + 1, looks.size());
      double from = 1 - toCome(open, before);
      double to = 1 - toCome(open, n);
      Ablation.Progress sofar = latest;
      Ablation part = ablation.part(open, ablation.seeds().subList(before, n));
      Results found =
          cells.of(part, told -> tell(told.after(sofar, where, from + (to - from) * told.done())));
      results = results == null ? found : Results.merge(results, found);
      open = undecided(results);
      before = n;
    }
    tell(latest.ended(open.isEmpty()));
    return results;
  }

  private void warnIfNothingCanBeDecided() {
    int claims = rule.primary().size();
    int seeds = rule.looks().most();
    int needed = PairedComparison.seedsNeeded(claims);
    if (claims > 0 && seeds < needed) {
      LOG.warn(
          "{} seeds decide nothing even if all agree; for {} the last look needs {} or more",
          seeds,
          Quantity.of(claims, "claim"),
          needed);
    }
  }

  private boolean isOver(long start) {
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    return rule.within().filter(time -> taken.compareTo(time) >= 0).isPresent();
  }

  private void tell(Ablation.Progress now) {
    latest = now;
    progress.accept(now);
  }

  /** What there is still to train at most, as a share of the comparison with all its seeds. */
  private double toCome(List<Method> open, int seeds) {
    return cost(open) / cost(ablation.methods()) * (1 - (double) seeds / rule.looks().most());
  }

  private double cost(List<Method> methods) {
    return methods.stream().mapToDouble(crew::stepCost).sum();
  }

  /** The methods that claims are about which can't be told yet; without claims all of them. */
  private List<Method> undecided(Results results) {
    if (rule.primary().isEmpty()) {
      return ablation.methods();
    }
    List<Claim.Evidence> evidence =
        rule.primary().stream().map(claim -> Claim.Evidence.of(results, claim)).toList();
    List<PairedComparison> corrected =
        PairedComparison.corrected(evidence.stream().map(Claim.Evidence::comparison).toList());
    Set<String> needed = new HashSet<>();
    for (int open : open(Claim.findings(evidence, corrected, Claim.margins(evidence, corrected)))) {
      Claim claim = rule.primary().get(open);
      needed.add(claim.method());
      needed.add(claim.baseline().orElse(results.methods().get(0)));
    }
    return ablation.methods().stream().filter(method -> needed.contains(method.name())).toList();
  }

  /** The numbers, from 0, of the claims that can't be told yet. */
  static List<Integer> open(List<Claim.Finding> findings) {
    return IntStream.range(0, findings.size())
        .filter(i -> findings.get(i) == Claim.Finding.OPEN)
        .boxed()
        .toList();
  }
}
