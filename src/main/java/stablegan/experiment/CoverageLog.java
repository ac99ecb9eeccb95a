package stablegan.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import stablegan.data.ToyMixture;
import stablegan.metrics.ModeCoverage;
import stablegan.training.Listener;
import stablegan.training.Training;

/**
 * Watches a generator of points: its {@link ModeCoverage} over the steps, also in the run's history
 * as "modes_covered" and "high_quality", and the points themselves, from the same latent vectors.
 */
public final class CoverageLog implements Listener {

  private static final long LATENT_SEED = 0;

  private final ToyMixture mixture;
  private final long every;
  private final int samples;
  private final NavigableMap<Long, ModeCoverage> coverage = new TreeMap<>();
  private final NavigableMap<Long, float[]> points = new TreeMap<>();

  private CoverageLog(ToyMixture mixture, long every, int samples) {
    this.mixture = mixture;
    this.every = every;
    this.samples = samples;
  }

  /**
   * A log for one run.
   *
   * @param every steps between two looks, at least 1; the start is looked at too
   * @param samples points at each look, at least 1; 2,500 in the literature
   */
  public static CoverageLog of(ToyMixture mixture, long every, int samples) {
    if (every < 1 || samples < 1) {
      throw new IllegalArgumentException(
          "steps between looks and samples must be at least 1 but are " + every + ", " + samples);
    }
    return new CoverageLog(mixture, every, samples);
  }

  @Override
  public void started(Training training) {
    look(training);
  }

  @Override
  public void stepped(Training training) {
    if (training.step() % every == 0) {
      look(training);
    }
  }

  private void look(Training training) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray drawn = training.generator().sample(manager, samples, LATENT_SEED);
      ModeCoverage reached = ModeCoverage.of(mixture, drawn);
      coverage.put(training.step(), reached);
      points.put(training.step(), drawn.toFloatArray());
      if (training.step() % every == 0) { // where a run is resumed is no point of its series
        training.history().addVariety(training.step(), "modes_covered", reached.covered());
        training.history().add(training.step(), "high_quality", reached.highQuality());
      }
    }
  }

  /** Coverage by step. */
  public NavigableMap<Long, ModeCoverage> coverage() {
    return Collections.unmodifiableNavigableMap(coverage);
  }

  /**
   * The points' first coordinates at the last look not after this step.
   *
   * @throws IllegalArgumentException if there was none
   */
  public double[] xs(long step) {
    return coordinate(step, 0);
  }

  /** Their second coordinates. */
  public double[] ys(long step) {
    return coordinate(step, 1);
  }

  private double[] coordinate(long step, int axis) {
    if (points.floorEntry(step) == null) {
      throw new IllegalArgumentException("nothing was looked at up to step " + step);
    }
    float[] drawn = points.floorEntry(step).getValue();
    return IntStream.range(0, drawn.length / 2).mapToDouble(i -> drawn[2 * i + axis]).toArray();
  }
}
