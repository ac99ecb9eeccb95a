package stablegan.experiment;

import ai.djl.ndarray.types.Shape;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stablegan.cost.StepFlops;
import stablegan.data.ImageSet;
import stablegan.internal.numbers.Numbers;
import stablegan.metrics.Score;
import stablegan.training.Method;

/**
 * The finished cells of a comparison.
 *
 * @param cells not all methods need have the same seeds
 * @param floor what a perfect generator would get, see {@link Evaluation#floor}
 * @param source the comparison, if it was run here and not read
 */
public record Results(Setup setup, List<Cell> cells, List<Score> floor, Optional<Ablation> source) {

  public Results {
    cells = List.copyOf(cells);
    floor = List.copyOf(floor);
  }

  /** Of a comparison that was run. */
  static Results of(Ablation ablation, List<Cell> cells, List<Score> floor) {
    return new Results(Setup.of(ablation), cells, floor, Optional.of(ablation));
  }

  /**
   * Reads the folder of a comparison, or a file that {@link #write} wrote: neither the methods nor
   * the data nor a network need be at hand. A folder has whatever is finished of the comparison
   * that was begun in it last, which may still be running, with samples; a file has none.
   *
   * @param source the folder given to {@link Ablation#runIn}, or the one around it if there is no
   *     other in that one; or a file
   * @throws UncheckedIOException if there is none, or it can't be read
   * @throws IllegalArgumentException if it is no folder of a comparison; if it is no file of
   *     results, or was cut or changed, with the line
   */
  public static Results read(Path source) {
    return isFolder(source) ? ComparisonFolder.read(source) : ResultsFile.read(source);
  }

  private static boolean isFolder(Path source) {
    if (!Files.exists(source)) {
      throw new UncheckedIOException(
          "there is no folder or file " + source, new NoSuchFileException(source.toString()));
    }
    return Files.isDirectory(source);
  }

  /**
   * What is missing in the folder of a comparison, see {@link #read(Path)}: cells that it has got
   * to but not finished. Where seeds come in blocks, those of later blocks are not among them.
   *
   * @return such as "SN, seed 0"; nothing if all is finished, and for a file
   * @throws UncheckedIOException if there is none, or it can't be read
   * @throws IllegalArgumentException if it is no folder of a comparison
   */
  public static List<String> unfinished(Path source) {
    return isFolder(source) ? ComparisonFolder.unfinished(source) : List.of();
  }

  /**
   * The folder of a cell in the folder of a comparison, see {@link #read(Path)}: {@code
   * Generator.load} opens it.
   *
   * @throws IllegalArgumentException if the comparison has no such cell; the message has those that
   *     there are
   */
  public static Path folder(Path comparison, String method, long seed) {
    return ComparisonFolder.cell(comparison, method, seed);
  }

  /**
   * Reads the lines of such a file.
   *
   * @param name of it, for messages
   */
  public static Results read(List<String> lines, String name) {
    return ResultsFile.read(lines, name);
  }

  /**
   * Writes everything but the images, as lines of JSON: what the comparison is, then each cell with
   * its scores, outcome, alarms, provenance and history, whose numbers keep four digits where they
   * are no scores.
   */
  public void write(Path file) {
    ResultsFile.write(this, file);
  }

  /**
   * The cells of both, as when they are parts of one comparison: other seeds, other methods. A cell
   * that both have is taken from the first.
   *
   * @throws IllegalArgumentException if they are of different comparisons or were scored by
   *     different protocols, with each line that differs
   */
  public static Results merge(Results a, Results b) {
    List<Difference> differences = a.differences(b);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          differences.stream()
              .map(Difference::toString)
              .collect(Collectors.joining("\n", "results of different comparisons: ", "")));
    }
    Set<String> first = a.cells.stream().map(Results::key).collect(Collectors.toSet());
    List<String> order = a.methods();
    List<Cell> all =
        Stream.concat(a.cells.stream(), b.cells.stream().filter(cell -> !first.contains(key(cell))))
            .sorted(
                Comparator.comparingLong(Cell::seed)
                    .thenComparingInt(cell -> order.indexOf(cell.method())))
            .toList();
    return new Results(a.setup, all, a.floor, a.source);
  }

  /**
   * A line in which two comparisons differ.
   *
   * @param what "steps"; "SN, loss"; "FD(lite0) of real images, n_real"
   */
  public record Difference(String what, String here, String there) {

    @Override
    public String toString() {
      return "%s is %s here and %s there".formatted(what, here, there);
    }
  }

  /**
   * In what another comparison was set up differently: data, methods, steps and the like, each axis
   * of the methods that both have by their names, the protocols of the scores that both have.
   */
  public List<Difference> differences(Results other) {
    return ResultsFacts.differences(this, other);
  }

  /**
   * The same without the methods that have no finished run yet.
   *
   * @throws IllegalArgumentException if the first has none, which the others are compared with
   */
  public Results withRuns() {
    Set<String> present = cells.stream().map(Cell::method).collect(Collectors.toSet());
    String baseline = methods().get(0);
    if (!present.contains(baseline)) {
      throw new IllegalArgumentException(
          "no run of %s is finished yet, which the others are compared with; finished runs: %s"
              .formatted(baseline, cells.size()));
    }
    return only(present);
  }

  /**
   * The same with the methods that can be tested against the first so far: those that have finished
   * a run of a seed that the first has too.
   *
   * @throws IllegalArgumentException if the first has no run
   */
  public Results comparable() {
    Results begun = withRuns();
    String baseline = methods().get(0);
    return only(
        begun.methods().stream()
            .filter(method -> !begun.paired(method, baseline).isEmpty())
            .collect(Collectors.toSet()));
  }

  private Results only(Set<String> methods) {
    List<Cell> some = cells.stream().filter(cell -> methods.contains(cell.method())).toList();
    return new Results(setup.only(methods), some, floor, source);
  }

  private static String key(Cell cell) {
    return cell.seed() + " " + cell.method();
  }

  /**
   * The comparison with its methods and data.
   *
   * @throws IllegalStateException if the results were read from a file or a folder
   */
  public Ablation ablation() {
    return source.orElseThrow(
        () ->
            new IllegalStateException(
                "these results were read from a file or folder, which has neither methods nor images; run the comparison for those"));
  }

  /** Mean and spread of a number over a method's seeds. */
  public record Spread(double mean, double deviation, int n) {

    /** Of any number of these cells; where it is no number they don't count. */
    public static Spread over(List<Cell> cells, ToDoubleFunction<Cell> number) {
      return of(cells.stream().mapToDouble(number).filter(Double::isFinite).toArray());
    }

    /** Of finite numbers; the deviation is that of a sample (n − 1), NaN for fewer than two. */
    public static Spread of(double... values) {
      return new Spread(Numbers.mean(values), Numbers.deviation(values), values.length);
    }
  }

  /** The names of the methods, in the order of the comparison. */
  public List<String> methods() {
    return setup.names();
  }

  /** The seeds that any method has, in the order of the cells. */
  public List<Long> seeds() {
    return cells.stream().map(Cell::seed).distinct().toList();
  }

  /** The names of the scores, in the order of the evaluation. */
  public List<String> scores() {
    return floor.stream().map(Score::name).toList();
  }

  /** The names of the series that any run recorded, sorted. */
  public Set<String> series() {
    return cells.stream()
        .flatMap(cell -> cell.history().names().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Refuses a series that no run recorded.
   *
   * @throws IllegalArgumentException with those that there are
   */
  public void requireSeries(String name) {
    Set<String> recorded = series();
    if (!recorded.contains(name)) {
      throw new IllegalArgumentException(
          "no run recorded a series named \"%s\"; there are %s".formatted(name, recorded));
    }
  }

  /** What a perfect generator would get by this score; empty if it isn't measured at the end. */
  public Optional<Score> floor(String score) {
    return floor.stream().filter(s -> s.name().equals(score)).findFirst();
  }

  /** A method's cells, one for each seed. */
  public List<Cell> cells(String method) {
    List<Cell> found = cells.stream().filter(c -> c.method().equals(method)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          methods().contains(method)
              ? "there are no runs of " + method
              : "no method is named " + method + "; there are " + methods());
    }
    return found;
  }

  /**
   * A score over a method's seeds; a diverged run's is that of its last finite weights.
   *
   * @throws IllegalArgumentException if nothing is scored so at the end, or no method is named so
   */
  public Spread score(String method, String score) {
    if (!scores().contains(score)) {
      throw new IllegalArgumentException(
          "no score is named \"%s\"; there are %s".formatted(score, scores()));
    }
    return over(method, cell -> value(cell, score));
  }

  /** Any number of a cell over a method's seeds; cells where it is NaN don't count. */
  public Spread over(String method, ToDoubleFunction<Cell> number) {
    return Spread.over(cells(method), number);
  }

  /** How many of a method's runs diverged. */
  public long diverged(String method) {
    return cells(method).stream().filter(c -> !c.outcome().isCompleted()).count();
  }

  /**
   * Compares every other method with the first by one score: exact paired tests over the seeds,
   * corrected for being made together. A diverged run counts as the worst.
   *
   * @return one for each method but the first, in their order
   */
  public List<PairedComparison> comparisons(String score) {
    return comparisons(cell -> value(cell, score), lowerIsBetter(score));
  }

  /** The same by any number of a cell. */
  public List<PairedComparison> comparisons(ToDoubleFunction<Cell> number, boolean lowerIsBetter) {
    return PairedComparison.corrected(
        methods().stream()
            .skip(1)
            .map(method -> comparison(method, number, lowerIsBetter))
            .toList());
  }

  /**
   * Compares how far a score scatters over seeds, see {@link Claim.Criterion#spread}: each other
   * method with the first, corrected for being compared together. Less is better.
   *
   * @return one for each method but the first, in their order
   */
  public List<PairedComparison> spreads(String score) {
    Claim.Criterion spread = Claim.Criterion.score(this, score).spread();
    return PairedComparison.corrected(
        methods().stream()
            .skip(1)
            .map(m -> Claim.Evidence.of(this, Claim.better(m, "steadier", spread)).comparison())
            .toList());
  }

  /** Compares one method with the first on the seeds that both have, without correction. */
  public PairedComparison comparison(
      String method, ToDoubleFunction<Cell> number, boolean lowerIsBetter) {
    String baseline = methods().get(0);
    requirePairs(method, baseline);
    PairedComparison pairs =
        PairedComparison.of(
            paired(method, baseline), paired(baseline, method), number, lowerIsBetter);
    return setup.looks().map(pairs::lookedAt).orElse(pairs);
  }

  /**
   * A method's cells of the seeds that another has too, ascending: where seeds are looked at
   * several times the first are the smallest, in whichever order they were run or put together.
   */
  List<Cell> paired(String method, String other) {
    Set<Long> seeds = cells(other).stream().map(Cell::seed).collect(Collectors.toSet());
    return cells(method).stream()
        .filter(cell -> seeds.contains(cell.seed()))
        .sorted(Comparator.comparingLong(Cell::seed))
        .toList();
  }

  /** Refuses methods without a seed that both have. */
  void requirePairs(String method, String other) {
    if (paired(method, other).isEmpty()) {
      throw new IllegalArgumentException(
          "%s and %s can't be compared, they have no seed in common: %s and %s"
              .formatted(method, other, seeds(method), seeds(other)));
    }
  }

  private List<Long> seeds(String method) {
    return cells(method).stream().map(Cell::seed).toList();
  }

  /** What one generator step of a method cost on average. */
  public Cost stepCost(String method) {
    return setup.stepCost(method).lasting(over(method, Cell::secondsPerStep).mean());
  }

  /** What all the training cost together. */
  public Cost totalCost() {
    return methods().stream()
        .map(method -> stepCost(method).times(steps(method)))
        .reduce(new Cost(0, 0, 0, 0), Cost::plus);
  }

  private long steps(String method) {
    return cells(method).stream().mapToLong(cell -> cell.outcome().step()).sum();
  }

  /**
   * Whether less of this score is better: one that is measured at the end, or during training.
   *
   * @throws IllegalArgumentException if it is measured neither at the end nor during training
   */
  public boolean lowerIsBetter(String score) {
    return kind(score).lowerIsBetter();
  }

  /** What the score of a name measures; empty if none is named so. */
  Optional<Score.Kind> findKind(String name) {
    return floor(name).map(Score::kind).or(() -> Optional.ofNullable(setup.monitored().get(name)));
  }

  /** What the scores at the end measure, in their order. */
  Map<String, Score.Kind> kinds() {
    Map<String, Score.Kind> kinds = new LinkedHashMap<>();
    scores().forEach(score -> kinds.put(score, kind(score)));
    return kinds;
  }

  /**
   * What a score measures: one that is measured at the end, or during training.
   *
   * @throws IllegalArgumentException if it is measured neither at the end nor during training
   */
  public Score.Kind kind(String score) {
    return findKind(score)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is measured neither at the end (there are %s) nor during training (%s)"
                        .formatted(score, scores(), setup.monitored().keySet())));
  }

  private static double value(Cell cell, String score) {
    return cell.score(score).map(Score::value).orElse(Double.NaN);
  }

  /**
   * What a comparison is, as far as its results must tell it: enough to read them without its
   * methods, its data or the networks that scored it.
   *
   * @param data name and part of the training images
   * @param dataHash SHA-256 of their pixels
   * @param methods in the order of the comparison, the baseline first
   * @param steps generator steps of each run
   * @param lookEvery steps between two looks at a run
   * @param generated images that each generator makes to be scored
   * @param monitored what is scored during training, by name
   * @param during how scores are made during training where that isn't as at the end, such as "of
   *     500 images"; empty if it is, or isn't known
   * @param bar when its best method counts as having learned, if that was stated
   * @param looks when its seeds were looked at, if that was more than once
   */
  public record Setup(
      String data,
      String dataHash,
      List<Line> methods,
      long steps,
      long lookEvery,
      int generated,
      Map<String, Score.Kind> monitored,
      String during,
      Optional<Bar> bar,
      Optional<Looks> looks) {

    public Setup {
      Objects.requireNonNull(data, "data");
      Objects.requireNonNull(dataHash, "dataHash");
      methods = List.copyOf(methods);
      Objects.requireNonNull(monitored, "monitored");
      Objects.requireNonNull(during, "during");
    }

    /**
     * A method.
     *
     * @param stepCost of a generator step but for its time, which is NaN
     */
    public record Line(String name, Map<String, String> axes, Cost stepCost) {

      public Line {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(axes, "axes");
      }
    }

    static Setup of(Ablation ablation) {
      ImageSet data = ablation.data();
      Shape sample = new Shape(data.channels(), data.height(), data.width());
      return new Setup(
          data.name() + " " + data.split(),
          data.contentHash(),
          ablation.methods().stream()
              .map(m -> new Line(m.name(), m.axes(), Cost.of(m, sample)))
              .toList(),
          ablation.plan().steps(),
          ablation.lookEvery(),
          ablation.evaluation().generated(),
          ablation.monitor().map(Evaluation::kinds).orElse(Map.of()),
          ablation.monitor().map(m -> m.unlike(ablation.evaluation())).orElse(""),
          ablation.bar(),
          ablation.stopping().map(Ablation.Stopping::looks));
    }

    List<String> names() {
      return methods.stream().map(Line::name).toList();
    }

    /**
     * What a series is called where it is read beside scores at the end: "FD(lite0) of 500 images"
     * where during training fewer images are scored, otherwise as it is.
     */
    public String nameDuring(String series) {
      return monitored.containsKey(series) && !during.isEmpty() ? series + " " + during : series;
    }

    Cost stepCost(String method) {
      return methods.get(names().indexOf(method)).stepCost();
    }

    /** The same with some of the methods. */
    private Setup only(Set<String> names) {
      return new Setup(
          data,
          dataHash,
          methods.stream().filter(line -> names.contains(line.name())).toList(),
          steps,
          lookEvery,
          generated,
          monitored,
          during,
          bar,
          looks);
    }
  }

  /**
   * What one generator step of a method costs, with its discriminator steps.
   *
   * @param discriminatorSteps how many there are
   * @param images real images that the discriminator sees
   * @param seconds on the machine of the run, without scores and checkpoints
   * @param flops floating-point operations, see {@link StepFlops}
   */
  public record Cost(double discriminatorSteps, double images, double seconds, double flops) {

    /** Of a method's generator step but for its time, which is NaN; so is what can't be counted. */
    static Cost of(Method method, Shape sample) {
      int criticSteps = method.optimization().criticSteps();
      double flops;
      try {
        flops = StepFlops.of(method, sample).together();
      } catch (IllegalArgumentException unknownLayer) {
        flops = Double.NaN;
      }
      return new Cost(
          criticSteps, (double) criticSteps * method.optimization().batch(), Double.NaN, flops);
    }

    Cost lasting(double measured) {
      return new Cost(discriminatorSteps, images, measured, flops);
    }

    /** The cost of so many generator steps. */
    public Cost times(long steps) {
      return new Cost(discriminatorSteps * steps, images * steps, seconds * steps, flops * steps);
    }

    Cost plus(Cost other) {
      return new Cost(
          discriminatorSteps + other.discriminatorSteps,
          images + other.images,
          seconds + other.seconds,
          flops + other.flops);
    }

    /** What methods can be given equal amounts of. */
    public enum Unit {
      DISCRIMINATOR_STEPS("D steps") {
        @Override
        public double of(Cost cost) {
          return cost.discriminatorSteps();
        }
      },
      IMAGES("images") {
        @Override
        public double of(Cost cost) {
          return cost.images();
        }
      },
      SECONDS("seconds") {
        @Override
        public double of(Cost cost) {
          return cost.seconds();
        }
      },
      FLOPS("FLOPs") {
        @Override
        public double of(Cost cost) {
          return cost.flops();
        }
      };

      private final String text;

      Unit(String text) {
        this.text = text;
      }

      /** Its name in tables. */
      public String text() {
        return text;
      }

      /** How much of it was spent. */
      public abstract double of(Cost cost);
    }
  }
}
