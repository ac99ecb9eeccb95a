package stablegan.experiment;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import stablegan.data.ToyMixture;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.identity.IdentityDraft;
import stablegan.internal.identity.RunIdentity;
import stablegan.metrics.ModeCoverage;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.TrainingData;

/**
 * A comparison of methods on a mixture of Gaussians, by how many modes they reach and how many of
 * their samples are good, see {@link ModeCoverage}: {@value #MODES} and {@value #GOOD}, at the end
 * and at each look, of 2,500 samples.
 *
 * @param methods by distinct names; the first is the one that others are compared with
 * @param seeds distinct
 * @param lookEvery steps between two looks at a run
 * @param bar when the best method counts as having learned, if that is stated
 * @param looks when the seeds are looked at, if that is more than once
 */
public record MixtureAblation(
    List<Method> methods,
    ToyMixture mixture,
    List<Long> seeds,
    Plan plan,
    long lookEvery,
    Optional<Bar> bar,
    Optional<Looks> looks) {

  /** The modes reached, a score and a series. */
  public static final String MODES = "modes_covered";

  /** The share of good samples, a score and a series. */
  public static final String GOOD = "high_quality";

  private static final Score.Kind GOOD_KIND = Score.Kind.of("good samples", false);
  private static final List<Score.Kind> KINDS = List.of(Score.Kind.MODES, GOOD_KIND);
  private static final int SAMPLES = 2500;
  private static final int LOOKS = 20;
  private static final long SEED = 0;

  public MixtureAblation {
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    Ablation.requireDistinct(methods, seeds);
    if (lookEvery < 1 || plan.steps() % lookEvery != 0) {
      throw new IllegalArgumentException(
          "looks must be at least one step apart and end with the last, not every %s of %s steps"
              .formatted(lookEvery, plan.steps()));
    }
    if (looks.isPresent()) {
      looks.get().requireFit(seeds);
    }
    if (bar.isPresent()) {
      bar.get().requireMeasured(List.of(MODES, GOOD));
    }
  }

  /** Looks at a run at each twentieth of the plan, or as nearly as its steps can be divided. */
  public static MixtureAblation of(
      List<Method> methods, ToyMixture mixture, Plan plan, long... seeds) {
    long every =
        LongStream.rangeClosed(1, LOOKS)
            .map(n -> LOOKS + 1 - n)
            .filter(n -> plan.steps() % n == 0)
            .map(n -> plan.steps() / n)
            .findFirst()
            .orElseThrow();
    return new MixtureAblation(
        methods,
        mixture,
        LongStream.of(seeds).boxed().toList(),
        plan,
        every,
        Optional.empty(),
        Optional.empty());
  }

  /** The same with what its best method must reach to count as having learned. */
  public MixtureAblation bar(Bar asked) {
    return new MixtureAblation(methods, mixture, seeds, plan, lookEvery, Optional.of(asked), looks);
  }

  /** The same with seeds that are looked at while they come in. */
  public MixtureAblation lookedAt(Looks when) {
    return new MixtureAblation(methods, mixture, seeds, plan, lookEvery, bar, Optional.of(when));
  }

  /**
   * Runs what is not finished yet, as many cells at once as there are cores, each with one engine
   * thread.
   *
   * @param folder for checkpoints, created if missing
   * @param progress told how many cells have ended, once of all that are read back
   * @throws CancellationException if the thread is interrupted; call again to resume
   */
  public Results runIn(Path folder, IntConsumer progress) {
    return runPart(names(), seeds, folder, progress);
  }

  private List<String> names() {
    return methods.stream().map(Method::name).toList();
  }

  /** Runs some of the cells alone, see {@link Ablation#runPart}. */
  public Results runPart(List<String> names, List<Long> some, Path folder, IntConsumer progress) {
    List<Method> chosen = Ablation.named(methods, names);
    Ablation.requireDistinct(chosen, some);
    TrainingData data = TrainingData.of(mixture);
    Map<String, CellPlace> places = new LinkedHashMap<>();
    for (Method method : chosen) {
      RunIdentity runs = CellPlace.runs(method, 1, data, plan, lookEvery);
      CellPlace place = CellPlace.of(folder, method.name(), runs);
      place.claim(); // before any of its runs, which make its folder somebody's
      places.put(method.name(), place);
    }
    List<Score> floor = floor();
    boolean whole = names.containsAll(names()) && some.equals(seeds);
    new ComparisonFolder(folder, setup(), floor, scoring(), whole).add(places, some);
    List<Optional<Cell>> found = new ArrayList<>();
    List<Callable<Cell>> work = new ArrayList<>();
    for (long seed : some) {
      for (Method method : chosen) {
        CellPlace place = places.get(method.name());
        found.add(new CellFolder(place.seed(seed)).read(scoring(), KINDS));
        if (found.get(found.size() - 1).isEmpty()) {
          work.add(() -> cell(method, seed, place, data));
        }
      }
    }
    int readBack = found.size() - work.size();
    if (readBack > 0) {
      progress.accept(readBack);
    }
    Iterator<Cell> trained =
        SideBySide.onAllCores().run(work, ended -> progress.accept(readBack + ended)).iterator();
    List<Cell> cells = found.stream().map(cell -> cell.orElseGet(trained::next)).toList();
    return new Results(setup(), cells, floor, Optional.empty());
  }

  private Cell cell(Method method, long seed, CellPlace place, TrainingData data) {
    Cell cell = trained(method, seed, place, data);
    new CellFolder(place.seed(seed)).write(cell, scoring());
    return cell;
  }

  private Cell trained(Method method, long seed, CellPlace place, TrainingData data) {
    CoverageLog log = CoverageLog.of(mixture, lookEvery, SAMPLES);
    try (Run run =
        GanTrainer.of(method)
            .threads(1)
            .listen(log)
            .train(data, plan, seed, Optional.of(place.seed(seed)))) {
      Outcome outcome = run.outcome();
      CellRuns.requireEnded(method, seed, outcome);
      return new Cell(
          method.name(),
          seed,
          method.axes(),
          outcome,
          scores(run.history().find(MODES).last(), run.history().find(GOOD).last()),
          run.history(),
          new SampleLog(),
          Provenance.now());
    }
  }

  private List<Score> scores(double modes, double good) {
    return List.of(
        new Score(Score.Kind.MODES, MODES, modes, Double.NaN, protocol()),
        new Score(GOOD_KIND, GOOD, good, Double.NaN, protocol()));
  }

  /** What scores depend on besides the generator. */
  private RunIdentity scoring() {
    IdentityDraft draft = new IdentityDraft();
    protocol().facts().forEach(draft::fact);
    return draft.identity();
  }

  private Protocol protocol() {
    return new Protocol(
        "nearest mode",
        "none",
        "none",
        0,
        mixture.name(),
        "",
        SAMPLES,
        "within %s deviations".formatted(Math.round(ToyMixture.RADIUS_IN_STD)),
        OptionalLong.of(SEED));
  }

  /** What the mixture itself scores. */
  private List<Score> floor() {
    try (NDManager manager = ComputeDevice.newManager()) {
      ModeCoverage real = ModeCoverage.of(mixture, mixture.sample(manager, SAMPLES, SEED));
      return scores(real.covered(), real.highQuality());
    }
  }

  private Results.Setup setup() {
    return new Results.Setup(
        mixture.name(),
        "deviation " + mixture.std(),
        methods.stream()
            .map(m -> new Results.Setup.Line(m.name(), m.axes(), Results.Cost.of(m, new Shape(2))))
            .toList(),
        plan.steps(),
        lookEvery,
        SAMPLES,
        Map.of(MODES, Score.Kind.MODES, GOOD, GOOD_KIND),
        "",
        bar,
        looks);
  }
}
