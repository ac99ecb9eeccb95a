package stablegan.metrics;

import java.util.OptionalLong;
import stablegan.features.Features;

/**
 * A score of the modes that generated images reach, by a classifier.
 *
 * @param name the word that selects it
 * @param kind what it measures
 * @param samples generated images to take, 0 for all
 * @param measure reads it off
 */
record ModeMetric(String name, Score.Kind kind, int samples, Measure<ModeCoverage> measure)
    implements Metric {

  ModeMetric {
    Samples.checked(samples);
  }

  @Override
  public boolean needsLogits() {
    return true;
  }

  @Override
  public Score score(Features real, Features fake) {
    Features taken = Samples.of(fake, samples);
    ModeCoverage coverage = ModeCoverage.of(real, taken);
    return Score.of(
        real,
        kind,
        measure.of(coverage),
        Double.NaN,
        Protocol.of(
            real,
            taken,
            coverage.modes() + " modes by " + real.provenance().extractorId(),
            OptionalLong.empty()));
  }

  /** The same in every process, as that of the other metrics: a measure's own text isn't. */
  @Override
  public String toString() {
    return name + "[samples=" + samples + "]";
  }
}
