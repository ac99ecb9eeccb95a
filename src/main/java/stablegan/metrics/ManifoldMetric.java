package stablegan.metrics;

import java.util.OptionalLong;
import stablegan.features.Features;

/**
 * A score by nearest neighbours in feature space: precision, recall, density or coverage.
 *
 * @param name the word that selects it
 * @param kind what it measures
 * @param samples generated images to take, 0 for all
 * @param k the neighbour that a ball reaches to
 * @param measure reads it off
 */
record ManifoldMetric(String name, Score.Kind kind, int samples, int k, Measure<Manifold> measure)
    implements Metric {

  ManifoldMetric {
    Samples.checked(samples);
    if (k < 1) {
      throw new IllegalArgumentException("k = " + k + ", at least 1 neighbour is needed");
    }
  }

  @Override
  public int fewest() {
    return k + 1;
  }

  @Override
  public Score score(Features real, Features fake) {
    real.requireSameExtractor(fake);
    Features taken = Samples.of(fake, samples);
    Samples.require(name, real, k + 1, "on each side for k = " + k);
    Samples.require(name, taken, k + 1, "on each side for k = " + k);
    Manifold manifold =
        real.derived(Manifold.class, m -> m.isOf(taken, k), () -> Manifold.of(real, taken, k));
    return Score.of(
        real,
        kind,
        measure.of(manifold),
        Double.NaN,
        Protocol.of(real, taken, "k = " + k, OptionalLong.empty()));
  }

  /** The same in every process, as that of the other metrics: a measure's own text isn't. */
  @Override
  public String toString() {
    return name + "[samples=" + samples + ", k=" + k + "]";
  }
}
