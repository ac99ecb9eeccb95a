package stablegan.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import stablegan.data.ToyMixture;
import stablegan.internal.device.ComputeDevice;
import stablegan.metrics.ModeCoverage;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Training;
import stablegan.training.TrainingData;

/**
 * Watches a generator of points: its {@link ModeCoverage} over the steps, also in the run's history
 * as "modes_covered" and "high_quality", and the points themselves, from the same latent vectors.
 */
public final class CoverageLog implements Listener {

  private static final long LATENT_SEED = 0;
  private static final int SAMPLES = 2500;

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

  /**
   * Trains methods on a mixture and watches them, as many runs at once as there are cores, each
   * with one engine thread: 2,500 points at each look.
   *
   * @param every steps between two looks, of which the plan's must be a multiple
   * @param seeds how many runs of each method, at least 1: those of seeds 0, 1, …
   * @param progress told how many runs have ended
   * @return a method's logs by its name, in the order of the seeds
   * @throws IllegalArgumentException if there are no methods or seeds, two methods of one name, or
   *     no look at the end
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Map<String, List<CoverageLog>> ofRuns(
      List<Method> methods,
      ToyMixture mixture,
      Plan plan,
      long every,
      int seeds,
      IntConsumer progress) {
    if (methods.isEmpty() || seeds < 1) {
      throw new IllegalArgumentException(
          "methods and seeds must be at least one each, but are %s and %s"
              .formatted(methods.size(), seeds));
    }
    if (every < 1 || plan.steps() % every != 0) {
      throw new IllegalArgumentException(
          "the last look is at the end: %s steps must be a multiple of those between looks, not of %s"
              .formatted(plan.steps(), every));
    }
    Ablation.requireDistinct(methods, LongStream.range(0, seeds).boxed().toList());
    List<Callable<CoverageLog>> runs = new ArrayList<>();
    for (Method method : methods) {
      for (long seed = 0; seed < seeds; seed++) {
        runs.add(watched(method, mixture, plan, every, seed));
      }
    }
    List<CoverageLog> logs = SideBySide.onAllCores().run(runs, progress);
    Map<String, List<CoverageLog>> byMethod = new LinkedHashMap<>();
    for (int i = 0; i < methods.size(); i++) {
      byMethod.put(methods.get(i).name(), logs.subList(i * seeds, (i + 1) * seeds));
    }
    return byMethod;
  }

  private static Callable<CoverageLog> watched(
      Method method, ToyMixture mixture, Plan plan, long every, long seed) {
    return () -> {
      CoverageLog log = of(mixture, every, SAMPLES);
      TrainingData data = TrainingData.of(mixture);
      GanTrainer.of(method).listen(log).train(data, plan, seed, Optional.empty()).close();
      return log;
    };
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
    try (NDManager manager = ComputeDevice.newManager()) {
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
