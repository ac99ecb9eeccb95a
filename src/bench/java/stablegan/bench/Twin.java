package stablegan.bench;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.experiment.Cell;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.numbers.Numbers;
import stablegan.internal.statistics.RankAgreement;
import stablegan.internal.statistics.TwoSample;
import stablegan.loss.LabelSmoothing;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.Score;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.reference.Reference;
import stablegan.report.Tables;
import stablegan.training.Method;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whether a comparison gives the same scores in this library and in PyTorch: scores the images that
 * twin.py left, and tests them against the library's results of the same methods, data, steps and
 * protocol. Ends with 1 if a method's scores can be told apart, or if two methods stand in another
 * order that is no chance in either. Arguments: the folder of twin.py; a file of results, the quick
 * comparison's that come with the library unless given.
 *
 * <pre>{@code
 * java -Xmx4g -cp 'lib/*' src/bench/java/stablegan/bench/Twin.java runs/twin
 * }</pre>
 */
final class Twin {

  private static final int RESOLUTION = 96;
  private static final double LEVEL = PairedComparison.LEVEL;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** What twin.py says of a cell. */
  record Settings(
      String method,
      long seed,
      long steps,
      int side,
      int width,
      int latent,
      int batch,
      double rate,
      double ema,
      int generated,
      boolean spectralNorm,
      double realTarget,
      String data,
      Long divergedAt) {

    static Settings read(Path file) {
      try {
        return new Gson().fromJson(Files.readString(file), Settings.class);
      } catch (IOException e) {
        throw new IllegalArgumentException("can't read " + file, e);
      }
    }

    /** The same in this library. */
    Method inLibrary() {
      Method plain =
          Method.dcgan()
              .with(new Dcgan(width))
              .with(Latent.normal(latent))
              .with(Optimizers.adam(rate, 0.5, 0.999))
              .with(LabelSmoothing.oneSided(realTarget))
              .batch(batch)
              .ema(ema)
              .named(method);
      return spectralNorm ? plain.with(Normalizations.spectralNorm()) : plain;
    }

    /** Refuses results of another comparison. */
    void requireSame(Results.Setup setup) {
      Map<String, String> here = facts(inLibrary().axes(), steps, generated, data);
      Map<String, String> there =
          setup.methods().stream()
              .filter(line -> line.name().equals(method))
              .findFirst()
              .map(line -> facts(line.axes(), setup.steps(), setup.generated(), setup.dataHash()))
              .orElseThrow(
                  () -> new IllegalArgumentException("the results have no method " + method));
      Set<String> names = new LinkedHashSet<>(here.keySet());
      names.addAll(there.keySet());
      for (String name : names) {
        if (!Objects.equals(here.get(name), there.get(name))) {
          throw new IllegalArgumentException(
              "%s isn't the same in both: %s is %s in PyTorch and %s in the library"
                  .formatted(method, name, here.get(name), there.get(name)));
        }
      }
    }

    private static Map<String, String> facts(
        Map<String, String> axes, long steps, int generated, String data) {
      Map<String, String> facts = new LinkedHashMap<>(axes);
      facts.put("steps", Long.toString(steps));
      facts.put("generated", Integer.toString(generated));
      facts.put("data", data);
      return facts;
    }
  }

  /**
   * A method's scores in both.
   *
   * @param library infinite where a run diverged, likewise for PyTorch
   */
  private record Pair(String method, double[] library, double[] pytorch) {

    double p() {
      return TwoSample.p(library, pytorch);
    }

    boolean differs() {
      return p() <= LEVEL;
    }

    /** How many of each, and how many diverged. */
    String runs() {
      return runs(library) + " and " + runs(pytorch);
    }

    private static String runs(double... scores) {
      long diverged = Arrays.stream(scores).filter(Double::isInfinite).count();
      return scores.length + (diverged == 0 ? "" : " (" + diverged + " diverged)");
    }

    String verdict() {
      if (TwoSample.smallest(library.length, pytorch.length) > LEVEL) {
        return "too few seeds";
      }
      return differs() ? "they differ" : "not distinguishable";
    }
  }

  private final Results results;
  private final Score floor;
  private final FeatureExtractor lite0 = Extractors.lite0(RESOLUTION);
  private final Metric metric = Metrics.frechet();

  private Twin(Results results) {
    this.results = results;
    String name = metric.kind().on(lite0);
    floor =
        results.floor().stream()
            .filter(score -> score.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the results have no " + name));
  }

  /** Scores and compares. */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      throw new IllegalArgumentException(
          "give the folder of twin.py and, if you like, a file of results, not " + List.of(args));
    }
    Twin twin =
        new Twin(args.length == 2 ? Results.read(Path.of(args[1])) : Reference.QUICK.results());
    List<Pair> pairs = twin.pairs(Path.of(args[0]));
    System.out.println(Tables.markdown(twin.table(pairs)));
    System.out.println("Real images: " + twin.floor);
    boolean agree = ordersAgree(pairs);
    System.exit(agree && pairs.stream().noneMatch(Pair::differs) ? 0 : 1);
  }

  /** In the order of the library's methods, those that PyTorch has too. */
  private List<Pair> pairs(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(folder + " holds no cells: run twin.py first");
    }
    Map<Path, Settings> cells = new LinkedHashMap<>();
    files.forEach(file -> cells.put(file, Settings.read(file)));
    cells.values().forEach(settings -> settings.requireSame(results.setup()));
    int side = cells.get(files.get(0)).side();
    ImageSet test = Images.cifar10(Split.TEST).resized(side);
    Features real = Features.of(test.head(floor.protocol().realCount()), lite0);
    Map<String, List<Double>> pytorch = new LinkedHashMap<>();
    cells.forEach(
        (file, cell) ->
            pytorch
                .computeIfAbsent(cell.method(), method -> new ArrayList<>())
                .add(cell.divergedAt() == null ? score(images(file), real) : INFINITE));
    return results.methods().stream()
        .filter(pytorch::containsKey)
        .map(
            method ->
                new Pair(
                    method,
                    results.cells(method).stream().mapToDouble(this::score).toArray(),
                    pytorch.get(method).stream().mapToDouble(Double::doubleValue).toArray()))
        .toList();
  }

  private static ImageSet images(Path settings) {
    return Images.npz(Path.of(settings.toString().replaceFirst("json$", "npz")));
  }

  private double score(ImageSet images, Features real) {
    Score score = metric.score(real, Features.of(images, lite0));
    score.difference(floor); // refuses another protocol
    return score.value();
  }

  private double score(Cell cell) {
    return cell.outcome().isCompleted() ? cell.score(floor.name()).orElseThrow().value() : INFINITE;
  }

  private Table table(List<Pair> pairs) {
    Table table = Table.create("twin");
    table.addColumns(StringColumn.create("method", pairs.stream().map(Pair::method)));
    numbers(table, "library", pairs, pair -> Numbers.mean(pair.library()));
    numbers(table, "library ±", pairs, pair -> Numbers.deviation(pair.library()));
    numbers(table, "PyTorch", pairs, pair -> Numbers.mean(pair.pytorch()));
    numbers(table, "PyTorch ±", pairs, pair -> Numbers.deviation(pair.pytorch()));
    numbers(
        table,
        "difference",
        pairs,
        pair -> Numbers.mean(pair.pytorch()) - Numbers.mean(pair.library()));
    table.addColumns(StringColumn.create("runs", pairs.stream().map(Pair::runs)));
    numbers(table, "p", pairs, Pair::p);
    table.addColumns(StringColumn.create("verdict", pairs.stream().map(Pair::verdict)));
    return table;
  }

  private static void numbers(
      Table table, String name, List<Pair> pairs, ToDoubleFunction<Pair> number) {
    table.addColumns(DoubleColumn.create(name, pairs.stream().mapToDouble(number)));
  }

  /**
   * Prints both orders, the best first.
   *
   * @return whether two methods stand the other way round only where neither tells them apart
   */
  private static boolean ordersAgree(List<Pair> pairs) {
    System.out.println("Library: " + order(pairs, Pair::library));
    System.out.println("PyTorch: " + order(pairs, Pair::pytorch));
    boolean agree = true;
    if (pairs.size() > 1) {
      double[] library = means(pairs, Pair::library);
      double[] pytorch = means(pairs, Pair::pytorch);
      System.out.printf(
          Locale.ROOT, "Kendall's tau %.2f%n", RankAgreement.of(library, pytorch).tau());
      for (int i = 0; i < library.length; i++) {
        for (int j = 0; j < i; j++) {
          if ((library[i] - library[j]) * (pytorch[i] - pytorch[j]) < 0) {
            agree &= opposedByChance(pairs.get(j), pairs.get(i));
          }
        }
      }
    }
    return agree;
  }

  private static boolean opposedByChance(Pair one, Pair other) {
    double library = TwoSample.p(one.library(), other.library());
    double pytorch = TwoSample.p(one.pytorch(), other.pytorch());
    boolean chance = Math.min(library, pytorch) > LEVEL;
    System.out.printf(
        Locale.ROOT,
        "%s and %s stand the other way round, %s: p is %.4f in the library and %.4f in PyTorch%n",
        one.method(),
        other.method(),
        chance ? "but neither tells them apart" : "and that is no chance",
        library,
        pytorch);
    return chance;
  }

  private static String order(List<Pair> pairs, Function<Pair, double[]> scores) {
    return pairs.stream()
        .sorted(Comparator.comparingDouble(pair -> Numbers.mean(scores.apply(pair))))
        .map(Pair::method)
        .collect(Collectors.joining(" < "));
  }

  private static double[] means(List<Pair> pairs, Function<Pair, double[]> scores) {
    return pairs.stream().mapToDouble(pair -> Numbers.mean(scores.apply(pair))).toArray();
  }
}
