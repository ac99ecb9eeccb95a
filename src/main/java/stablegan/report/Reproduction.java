package stablegan.report;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stablegan.cost.StepFlops;
import stablegan.data.ImageSet;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.internal.numbers.Numbers;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import stablegan.published.PublishedEntry;
import stablegan.published.Scale;

/**
 * An entry of a published table and what was measured of it.
 *
 * @param entry as it was published
 * @param method the name of its method in the results
 * @param differences what the run differs in from the published one: "batch 16, not 64"
 * @param results that hold the method; empty if it wasn't run
 */
public record Reproduction(
    PublishedEntry entry, String method, List<String> differences, Optional<Results> results) {

  /** The axes that make two methods one, whatever size, optimizer and length of the run. */
  private static final List<String> METHOD =
      List.of("loss", "discriminator norm", "penalties", "minibatch layer");

  /** Checks that the results hold the method. */
  public Reproduction {
    differences = List.copyOf(differences);
    List<String> methods = results.map(Results::methods).orElse(List.of(method));
    if (!methods.contains(method)) {
      throw new IllegalArgumentException(
          "%s needs results of %s, not of %s".formatted(entry.name(), method, methods));
    }
  }

  /**
   * An entry at a scale.
   *
   * @param results of the entry's method at this scale and no other; empty if it wasn't run
   */
  public static Reproduction of(PublishedEntry entry, Scale scale, Optional<Results> results) {
    PublishedEntry run = entry.at(scale);
    results.ifPresent(r -> requireRunOf(run, r));
    String method = results.map(r -> r.methods().get(0)).orElse(entry.method().name());
    List<String> differences = new ArrayList<>(scale.differences(entry));
    results
        .map(r -> r.setup().data())
        .filter(data -> !data.startsWith(entry.data() + " train"))
        .ifPresent(data -> differences.add("on %s, not %s".formatted(data, entry.data())));
    return new Reproduction(entry, method, differences, results);
  }

  private static void requireRunOf(PublishedEntry run, Results results) {
    boolean alone = results.methods().size() == 1;
    if (!alone
        || !results.setup().methods().get(0).axes().equals(run.method().axes())
        || results.setup().steps() != run.plan().steps()) {
      throw new IllegalArgumentException(
          "%s needs results of %s at this scale alone, not of %s over %s steps"
              .formatted(
                  run.name(), run.method().name(), results.methods(), results.setup().steps()));
    }
  }

  /**
   * An entry beside what a comparison measured of its method, see {@link
   * PublishedReport#counterparts}; all that differs is told.
   */
  static Optional<Reproduction> counterpart(PublishedEntry entry, Results comparison) {
    Map<String, String> own = entry.method().axes();
    long steps = comparison.setup().steps();
    return comparison.setup().methods().stream()
        .filter(line -> comparison.setup().data().startsWith(entry.data() + " "))
        .filter(line -> METHOD.stream().allMatch(a -> own.get(a).equals(line.axes().get(a))))
        .min(Comparator.comparingInt(line -> entry.differencesOf(line.axes(), steps).size()))
        .map(line -> Reproduction.of(entry, comparison, line));
  }

  /** An entry beside a method of a comparison, all that differs told. */
  private static Reproduction of(
      PublishedEntry entry, Results comparison, Results.Setup.Line line) {
    List<String> differences = new ArrayList<>();
    differences.add("as \"" + line.name() + "\" of " + comparison.setup().data());
    differences.addAll(entry.differencesOf(line.axes(), comparison.setup().steps()));
    return new Reproduction(entry, line.name(), differences, Optional.of(comparison));
  }

  /** What the first seed's generator made at its end. */
  ImageSet samples() {
    return results.orElseThrow().cells(method).get(0).samples().last();
  }

  /** Which runs were measured: several entries may stand beside the same. */
  Object run() {
    return List.of(System.identityHashCode(results.orElseThrow()), method);
  }

  /** What a score of the results rests on, told by that of real images. */
  Optional<Protocol> protocol(String score) {
    return results.orElseThrow().floor(score).map(Score::protocol);
  }

  /** The seeds that were run. */
  List<Long> seeds() {
    return results.orElseThrow().cells(method).stream().map(Cell::seed).toList();
  }

  /** The mean of {@link #losses} over all seeds. */
  double loss(String score) {
    return Numbers.mean(losses(score, seeds()));
  }

  /** A score of some seeds, the less the better; infinite where the run diverged. */
  double[] losses(String score, List<Long> seeds) {
    Results measured = results.orElseThrow();
    double sign = measured.lowerIsBetter(score) ? 1 : -1;
    Map<Long, Cell> cells =
        measured.cells(method).stream().collect(Collectors.toMap(Cell::seed, cell -> cell));
    return seeds.stream()
        .map(cells::get)
        .mapToDouble(
            cell ->
                cell.outcome().isCompleted()
                    ? sign * cell.score(score).orElseThrow().value()
                    : Double.POSITIVE_INFINITY)
        .toArray();
  }

  /** What a generator step of the runs cost, with its discriminator steps. */
  Results.Cost stepCost() {
    Results measured = results.orElseThrow();
    return measured.stepCost(method);
  }

  double flopsPerSecond() {
    return stepCost().flops() / stepCost().seconds();
  }

  /** Operations of a generator step at the paper's scale, with its discriminator steps. */
  double paperStepFlops() {
    return StepFlops.of(entry.method(), entry.sample().orElseGet(this::trainedOn)).together();
  }

  private Shape trainedOn() {
    ImageSet images = results.orElseThrow().ablation().data();
    return new Shape(images.channels(), images.height(), images.width());
  }

  /** Operations of the whole published run. */
  double paperFlops() {
    return paperStepFlops() * entry.plan().steps();
  }
}
