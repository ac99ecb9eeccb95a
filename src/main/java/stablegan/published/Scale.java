package stablegan.published;

import java.util.List;
import java.util.Locale;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * How much smaller than a paper's a run is.
 *
 * @param narrower what the width of the networks is divided by, at least 1
 * @param batch the largest batch
 * @param steps generator steps at most
 */
public record Scale(int narrower, int batch, long steps) {

  /** The paper's own. */
  public static final Scale PAPER = new Scale(1, Integer.MAX_VALUE, Long.MAX_VALUE);

  /** Points of a short run's history, so that its series are no fewer. */
  private static final long POINTS = 20;

  public Scale {
    if (narrower < 1 || batch < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "a scale's numbers must be at least 1 but are narrower by %d, batch %d, %d steps"
              .formatted(narrower, batch, steps));
    }
  }

  /** The method at this scale, its two batches in proportion; all that isn't size stays. */
  Method of(Method method) {
    int paper = method.optimization().batch();
    int fewer = Math.min(batch, paper);
    int generated = Math.max(1, method.optimization().generatorBatch() * fewer / paper);
    Method small = method.batch(fewer).generatorBatch(generated);
    return narrower == 1 ? small : small.with(method.gan().architecture().narrower(narrower));
  }

  /** The plan at this scale, with a point of the history at least every twentieth of the way. */
  Plan of(Plan plan) {
    long fewer = Math.min(steps, plan.steps());
    long every = Math.min(plan.recordEvery(), Math.max(1, fewer / POINTS));
    return new Plan(fewer, every, plan.checkpointEvery());
  }

  /** What a run of the entry at this scale lacks: "batch 16, not 64"; nothing at the paper's. */
  public List<String> differences(PublishedEntry entry) {
    return entry.differencesOf(of(entry.method()).axes(), of(entry.plan()).steps());
  }

  /** "width / 8, batch 16, 300 generator steps at most", or "the papers'". */
  @Override
  public String toString() {
    return equals(PAPER)
        ? "the papers'"
        : String.format(
            Locale.ROOT,
            "width / %d, batch %d, %,d generator steps at most",
            narrower,
            batch,
            steps);
  }
}
