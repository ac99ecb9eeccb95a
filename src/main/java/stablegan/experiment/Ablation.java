package stablegan.experiment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import stablegan.cluster.Cluster;
import stablegan.data.ImageSet;
import stablegan.internal.engine.EngineThreads;
import stablegan.internal.files.FolderLock;
import stablegan.internal.identity.RunIdentity;
import stablegan.internal.parcel.Parcel;
import stablegan.internal.store.RemoteFolder;
import stablegan.metrics.Score;
import stablegan.training.History;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.TrainingData;

/**
 * A comparison of methods under equal conditions: the same data, plan and evaluation for all, the
 * same seeds for each, so that runs of one seed start from the same numbers.
 *
 * @param methods by distinct names; the first is the one that others are compared with
 * @param evaluation scores at the end
 * @param seeds distinct
 * @param monitor scores during training, for learning curves
 * @param lookEvery steps between two samples, and two scores of the monitor
 * @param parallel how many cells train at once, if that is chosen
 * @param threads engine threads of each cell, if that is chosen
 * @param bar when the best method counts as having learned, if that is stated
 * @param stopping when no more seeds are needed, if that is asked; see {@link #untilDecided}
 */
public record Ablation(
    List<Method> methods,
    ImageSet data,
    Evaluation evaluation,
    List<Long> seeds,
    Plan plan,
    Optional<Evaluation> monitor,
    long lookEvery,
    OptionalInt parallel,
    OptionalInt threads,
    Optional<Bar> bar,
    Optional<Stopping> stopping) {

  private static final long STEPS = 5000;
  private static final int LOOKS = 10;

  /** Held, within a comparison's folder, by whoever runs it on a cluster. */
  private static final String DRIVER = ".driver";

  public Ablation {
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    requireDistinct(methods, seeds);
    requirePositive("cells at once", parallel);
    threads.ifPresent(EngineThreads::checked);
    if (lookEvery < 1) {
      throw new IllegalArgumentException("lookEvery must be at least 1 but is " + lookEvery);
    }
    if (stopping.isPresent()) {
      stopping.get().requireFit(methods, seeds, evaluation);
    }
  }

  /**
   * When a comparison has seeds enough.
   *
   * @param looks how many seeds there are at each look
   * @param primary what is to be decided; with no claims all seeds are run, and still tested as
   *     looked at
   * @param within after which time no further seeds are begun
   */
  public record Stopping(Looks looks, List<Claim> primary, Optional<Duration> within) {

    public Stopping {
      primary = List.copyOf(primary);
    }

    /** Of other methods: if it was about each of those there were, it is about each of these. */
    private Stopping of(List<Method> methods, List<Method> others) {
      boolean each =
          !primary.isEmpty() && primary.equals(ofEach(methods, primary.get(0).criterion()));
      return each ? new Stopping(looks, ofEach(others, primary.get(0).criterion()), within) : this;
    }

    private void requireFit(List<Method> methods, List<Long> seeds, Evaluation evaluation) {
      looks.requireFit(seeds);
      List<String> names = methods.stream().map(Method::name).toList();
      for (Claim claim : primary) {
        claim.requireAmong(names);
        claim.criterion().requireMeasured(evaluation.kinds());
      }
    }
  }

  /**
   * Refuses what no comparison can be made of, as every comparison does; here, before any image is
   * at hand.
   *
   * @throws IllegalArgumentException if there are no methods or seeds, or two of the same name or
   *     number
   */
  public static void requireDistinct(List<Method> methods, List<Long> seeds) {
    Set<String> names = new HashSet<>();
    for (Method method : methods) {
      if (!names.add(method.name())) {
        throw new IllegalArgumentException(
            "two methods are named " + method.name() + "; give each a name of its own");
      }
    }
    if (methods.isEmpty() || seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException(
          "a comparison needs methods and seeds, which must be distinct, but has %s and %s"
              .formatted(methods.size(), seeds));
    }
  }

  private static void requirePositive(String what, OptionalInt number) {
    if (number.isPresent() && number.getAsInt() < 1) {
      throw new IllegalArgumentException(what + " must be at least 1 but are " + number.getAsInt());
    }
  }

  /** Three seeds, 5,000 steps, ten looks at each run and no scores during training. */
  public static Ablation of(List<Method> methods, ImageSet data, Evaluation evaluation) {
    return new Ablation(
        methods,
        data,
        evaluation,
        List.of(0L, 1L, 2L),
        Plan.steps(STEPS),
        Optional.empty(),
        STEPS / LOOKS,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same with other methods, the first of which the others are compared with: runs of methods
   * that both comparisons have are shared where both are run in one folder. Where each method was
   * to be told from the first by a score, see {@link #untilDecided(Looks, String)}, these are.
   */
  public Ablation methods(List<Method> others) {
    return with(
        fields -> {
          fields.methods = others;
          fields.stopping = stopping.map(rule -> rule.of(methods, others));
        });
  }

  /** The same with other seeds. */
  public Ablation seeds(long... others) {
    List<Long> chosen = LongStream.of(others).boxed().toList();
    return with(fields -> fields.seeds = chosen);
  }

  /** The same with the seeds from 0 on. */
  public Ablation firstSeeds(int n) {
    return seeds(LongStream.range(0, n).toArray());
  }

  /** The same with another plan, looked at ten times. */
  public Ablation plan(Plan other) {
    return with(
        fields -> {
          fields.plan = other;
          fields.lookEvery = Math.max(1, other.steps() / LOOKS);
        });
  }

  /** The same with scores during training. */
  public Ablation monitor(Evaluation scores, long every) {
    return with(
        fields -> {
          fields.monitor = Optional.of(scores);
          fields.lookEvery = every;
        });
  }

  /**
   * The same with another number of cells that train at once, each on a thread of its own; by
   * default as many as there are cores, as far as memory allows. It changes how long a comparison
   * takes and nothing else.
   *
   * @param cells at least 1
   */
  public Ablation parallel(int cells) {
    return with(fields -> fields.parallel = OptionalInt.of(cells));
  }

  /**
   * The same with another number of engine threads in each cell. By default a cell computes with
   * one, so that as many cells as there are cores train at once; large networks, whose generator's
   * step takes 4e10 floating-point operations or more, have the machine for themselves and compute
   * with all cores. A cell's last bits depend on it, so cells of another number are trained anew.
   *
   * @param each at least 1
   */
  public Ablation threads(int each) {
    return with(fields -> fields.threads = OptionalInt.of(each));
  }

  /** The same with what its best method must reach to count as having learned. */
  public Ablation bar(Bar asked) {
    return with(fields -> fields.bar = Optional.of(asked));
  }

  /**
   * The same with the seeds from 0 on, as many as it takes until each method but the first can be
   * told from the first by a score, or until the last look.
   *
   * @param looks how many seeds there are at each look
   * @param score of the evaluation: "FD(lite0)"
   * @throws IllegalArgumentException if there is no such score, or one method only
   */
  public Ablation untilDecided(Looks looks, String score) {
    Map<String, Score.Kind> kinds = evaluation.kinds();
    boolean lowerIsBetter = kinds.containsKey(score) && kinds.get(score).lowerIsBetter();
    Claim.Criterion criterion = Claim.Criterion.score(score, lowerIsBetter);
    criterion.requireMeasured(kinds);
    return stopping(new Stopping(looks, ofEach(methods, criterion), Optional.empty()));
  }

  /** That each method but the first is better, of which there must be one. */
  private static List<Claim> ofEach(List<Method> methods, Claim.Criterion criterion) {
    if (methods.size() < 2) {
      throw new IllegalArgumentException(
          "there is nothing to decide by %s with one method: give methods to be told from it"
              .formatted(criterion.name()));
    }
    return methods.stream().skip(1).map(m -> Claim.better(m.name(), "better", criterion)).toList();
  }

  /**
   * The same with the seeds from 0 on, as many as it takes until each of these claims is decided,
   * whichever way, or until the last look. Methods that no undecided claim is about get no further
   * seeds. Claims are tested group-sequentially, so that looking costs no false verdicts, see
   * {@link Looks}, and with Holm's correction. A claim about a series that no run recorded is
   * refused at the first look; what was run until then is read back.
   */
  public Ablation untilDecided(Looks looks, List<Claim> primary) {
    return stopping(new Stopping(looks, primary, Optional.empty()));
  }

  /**
   * The same, but after a look no further seeds are begun if this time has passed since {@link
   * #runIn} was called.
   *
   * @throws IllegalStateException before {@link #untilDecided}
   */
  public Ablation within(Duration time) {
    Stopping rule =
        stopping.orElseThrow(
            () -> new IllegalStateException("untilDecided(…) comes first, then within(…)"));
    return stopping(new Stopping(rule.looks(), rule.primary(), Optional.of(time)));
  }

  private Ablation stopping(Stopping rule) {
    List<Long> all = LongStream.range(0, rule.looks().most()).boxed().toList();
    return with(
        fields -> {
          fields.seeds = all;
          fields.stopping = Optional.of(rule);
        });
  }

  /** The same with some of the methods and seeds, all of which are run. */
  Ablation part(List<Method> some, List<Long> chosen) {
    return with(
        fields -> {
          fields.methods = some;
          fields.seeds = chosen;
          fields.stopping = Optional.empty();
        });
  }

  private Ablation with(Consumer<Fields> change) {
    Fields fields = new Fields(this);
    change.accept(fields);
    return fields.ablation();
  }

  /** A copy while it is changed. */
  private static final class Fields {

    private final ImageSet data;
    private final Evaluation evaluation;
    private List<Method> methods;
    private List<Long> seeds;
    private Plan plan;
    private Optional<Evaluation> monitor;
    private long lookEvery;
    private OptionalInt parallel;
    private OptionalInt threads;
    private Optional<Bar> bar;
    private Optional<Stopping> stopping;

    Fields(Ablation of) {
      data = of.data;
      evaluation = of.evaluation;
      methods = of.methods;
      seeds = of.seeds;
      plan = of.plan;
      monitor = of.monitor;
      lookEvery = of.lookEvery;
      parallel = of.parallel;
      threads = of.threads;
      bar = of.bar;
      stopping = of.stopping;
    }

    Ablation ablation() {
      return new Ablation(
          methods,
          data,
          evaluation,
          seeds,
          plan,
          monitor,
          lookEvery,
          parallel,
          threads,
          bar,
          stopping);
    }
  }

  /**
   * What a series is called where it is read beside scores at the end: "FD(lite0) of 500 images"
   * where during training fewer images are scored, otherwise as it is.
   */
  public String nameDuring(String series) {
    return monitor
        .filter(m -> m.kinds().containsKey(series))
        .map(m -> (series + " " + m.unlike(evaluation)).strip())
        .orElse(series);
  }

  /** Runs what is not finished yet, silently. */
  public Results runIn(Path folder) {
    return runIn(folder, progress -> {});
  }

  /**
   * Runs what is not finished yet: finished cells are read back, an unfinished one resumes at its
   * checkpoint. A method of which anything has changed, be it inside a lambda, gets a new folder,
   * so nothing is mixed up; likewise if other scores are taken during training. The folder says
   * what was begun in it last: {@link Results#read(Path)} opens it, while this runs too.
   *
   * @param folder created if missing
   * @param progress told after each step of a cell and at its end, one call after the other, on the
   *     cells' threads; once where nothing was left to do
   * @throws IllegalArgumentException if any method can't be trained or scored, or the bar asks for
   *     a score that isn't measured or for a multiple of what isn't positive, before anything is
   *     trained
   * @throws CancellationException if the thread is interrupted; call again to resume
   */
  public Results runIn(Path folder, Consumer<Progress> progress) {
    return runIn(folder, progress, List.of());
  }

  /**
   * The same with listeners that watch the cells trained now, which change nothing of what is
   * compared.
   *
   * @param watching each makes a listener for each cell, such as {@code Listener::tensorBoard},
   *     which writes beside the cell's {@code history.csv}: {@code tensorboard --logdir} of the
   *     folder names cells by method and seed
   */
  public Results runIn(
      Path folder, Consumer<Progress> progress, List<Supplier<Listener>> watching) {
    return runIn(folder, this, progress, watching, Optional.empty());
  }

  /**
   * The same on a cluster: each cell is a task, and its bits don't depend on where it runs. Methods
   * and the recipe of the data set are sent, not its pixels: every machine gets the data itself and
   * compares its hash. A cell computes with one engine thread unless {@link #threads} says
   * otherwise, and takes as many of Spark's cores. One that is interrupted, or whose machine is
   * lost, goes on at its last checkpoint, elsewhere or when this is called again; so does a
   * comparison that was begun on one machine, if its cells have the same number of threads.
   *
   * @param folder that every machine of the cluster reaches under this name, unless it has a {@link
   *     Cluster#withStore store}
   * @param progress told now and then how many steps cells have made, and when they end; their
   *     curves and samples come at their end
   * @throws IllegalArgumentException as {@link #runIn}, or if another process runs this folder on a
   *     cluster, or a part of a method can't be sent: the message names it
   * @throws Cluster.FailedException as {@link Cluster#run}
   */
  public Results runOn(Cluster cluster, Path folder, Consumer<Progress> progress) {
    Ablation spread = threads.isPresent() ? this : threads(1);
    for (Method method : methods) {
      Parcel.pack("the method " + method.name(), method);
    }
    Parcel.pack("the comparison", spread.part(methods, seeds));
    cluster.requireReachable();
    cluster.store().ifPresent(RemoteFolder::at);
    Cluster on = cluster.with("spark.task.cpus", Integer.toString(spread.threads.orElseThrow()));
    Path shared = folder.toAbsolutePath();
    try (FolderLock driver = FolderLock.take(shared.resolve(DRIVER))) {
      return on.inOneApplication(
          one -> spread.runIn(shared, spread, progress, List.of(), Optional.of(one)));
    }
  }

  /**
   * The same for a part of a comparison.
   *
   * @param whole what the cells are of
   */
  private Results runIn(
      Path folder,
      Ablation whole,
      Consumer<Progress> progress,
      List<Supplier<Listener>> watching,
      Optional<Cluster> cluster) {
    // first, so that what can't be trained or scored is told before anything is
    evaluation.check(methods, data);
    monitor.ifPresent(m -> m.check(methods, data));
    bar.ifPresent(asked -> asked.requireMeasured(evaluation.kinds().keySet()));
    Crew crew = Crew.of(this);
    Map<String, CellPlace> places = new HashMap<>();
    methods.forEach(method -> places.put(method.name(), place(folder, method, crew)));
    RunIdentity scoring = evaluation.identity();
    List<Score> floor = floor(folder, scoring);
    bar.ifPresent(asked -> asked.requireMultiples(floor));
    ComparisonFolder comparison =
        new ComparisonFolder(folder, Results.Setup.of(whole), floor, scoring, whole.equals(this));
    UntilDecided.Cells cells =
        (part, told) ->
            Results.of(
                whole,
                new CellRuns(part, crew, places, scoring, comparison, told, watching, cluster)
                    .cells(),
                floor);
    return stopping.isPresent()
        ? new UntilDecided(this, crew, progress).run(cells)
        : cells.of(this, progress);
  }

  /**
   * Runs some of the cells alone, as when a comparison is spread over several machines or days;
   * {@link Results#merge} puts parts together.
   *
   * @param names some of the methods'
   * @param some of any seeds
   * @return those cells, with the setup of the whole comparison
   * @throws IllegalArgumentException if no method has one of these names, see also {@link #runIn}
   */
  public Results runPart(
      List<String> names, List<Long> some, Path folder, Consumer<Progress> progress) {
    return part(named(methods, names), some)
        .runIn(folder, this, progress, List.of(), Optional.empty());
  }

  /** The methods that have one of these names, of which each must be one's. */
  static List<Method> named(List<Method> methods, List<String> names) {
    List<String> all = methods.stream().map(Method::name).toList();
    names.stream()
        .filter(name -> !all.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "no method is named \"%s\"; there are %s".formatted(name, all));
            });
    return methods.stream().filter(method -> names.contains(method.name())).toList();
  }

  private CellPlace place(Path root, Method method, Crew crew) {
    RunIdentity training =
        CellPlace.runs(method, crew.engineThreads(method), TrainingData.of(data), plan, lookEvery);
    RunIdentity identity = monitor.map(m -> training.and("monitor", m.identity())).orElse(training);
    return CellPlace.of(root, method.name(), identity);
  }

  private List<Score> floor(Path folder, RunIdentity scoring) {
    Path file = folder.resolve("floor.json");
    RunIdentity identity = scoring.and("data", data.contentHash());
    return ScoreFile.read(file, identity, evaluation.kindOfEach())
        .orElseGet(
            () -> {
              List<Score> scores = evaluation.floor(data);
              ScoreFile.write(file, identity, scores);
              return scores;
            });
  }

  /**
   * Where a run of this comparison is, so that it can be opened again: {@code
   * GanTrainer.of(method).train(data, plan, seed, folder)} makes no step of a finished run and has
   * its networks.
   *
   * @param root the folder given to {@link #runIn}
   */
  public Path folder(Path root, Method method, long seed) {
    return place(root, method, Crew.of(this)).seed(seed);
  }

  /**
   * Where a comparison stands.
   *
   * @param method the method of the cell that this is told of: it has made a step or has ended
   * @param how "read back" if that cell was finished before, otherwise "trained"
   * @param step generator steps made in it
   * @param steps how many it will make
   * @param finished cells that are finished, those read back included
   * @param readBack cells that were finished before
   * @param cells how many there are; where seeds come in blocks, up to this one
   * @param running the cells that are at work, such as "SN, seed 0, step 120"
   * @param stepsMade generator steps made in all cells together
   * @param done share of the whole comparison that is done, 0 to 1, each cell by what it costs;
   *     cells that are no longer needed are done
   * @param history what was measured in the cell so far; it grows on the cell's thread, so copy
   *     what is to be read later
   * @param samples what the cell's generator made at each look so far; grows likewise
   * @param cell with scores and alarms, once it has ended
   * @param look "look 1 of 3" where seeds come in blocks, see {@link #untilDecided}, otherwise
   *     empty
   */
  public record Progress(
      String method,
      long seed,
      String how,
      long step,
      long steps,
      int finished,
      int readBack,
      int cells,
      List<String> running,
      long stepsMade,
      double done,
      History history,
      SampleLog samples,
      Optional<Cell> cell,
      String look) {

    /**
     * Where a comparison stands that gets its seeds in blocks, of the last of which this tells.
     *
     * @param earlier at the end of the blocks before, null if there were none
     */
    Progress after(Progress earlier, String where, double share) {
      int before = earlier == null ? 0 : earlier.cells;
      return new Progress(
          method,
          seed,
          how,
          step,
          steps,
          before + finished,
          readBack + (earlier == null ? 0 : earlier.readBack),
          before + cells,
          running,
          stepsMade + before * steps,
          share,
          history,
          samples,
          cell,
          where);
    }

    /** Where it stands when there will be no more blocks. */
    Progress ended(boolean decided) {
      return new Progress(
          method,
          seed,
          how,
          step,
          steps,
          finished,
          readBack,
          cells,
          running,
          stepsMade,
          1,
          history,
          samples,
          cell,
          decided ? look + ", all decided" : look);
    }

    /**
     * "4 of 10 runs, 2 of them read back · SN, seed 0, step 120 · WGAN-GP, seed 0, step 80", with
     * "look 1 of 3 · " before it where there are looks.
     */
    public String text() {
      String at = look.isEmpty() ? "" : look + " · ";
      String back = readBack == 0 ? "" : ", %s of them read back".formatted(readBack);
      String now = running.isEmpty() ? "" : " · " + String.join(" · ", running);
      return "%s%s of %s runs%s%s".formatted(at, finished, cells, back, now);
    }
  }
}
