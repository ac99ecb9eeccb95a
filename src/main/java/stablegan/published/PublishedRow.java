package stablegan.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.Losses;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.Score;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.InfoGan;
import stablegan.model.Latent;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.model.WganGpResNet;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedule;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.penalty.Penalty;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * One row of a file of published tables.
 *
 * @param place file and line, for messages
 * @param cells by column
 */
record PublishedRow(String place, Map<String, String> cells) {

  /** What a word stands for, given the numbers after it. */
  private record Word<T>(int numbers, Function<double[], T> value) {}

  private static final Map<String, Word<Architecture>> ARCHITECTURES =
      new TreeMap<>(
          Map.of(
              "sn-cnn", new Word<>(1, n -> new SnCnn(whole(n[0]))),
              "wide-sn-cnn", new Word<>(2, n -> new SnCnn(whole(n[0]), true, n[1])),
              "sn-resnet", new Word<>(1, n -> new SnResNet(whole(n[0]))),
              "mean-sn-resnet", new Word<>(1, n -> new SnResNet(whole(n[0]), 0, true)),
              "conditional-sn-resnet",
                  new Word<>(2, n -> new SnResNet(whole(n[0])).conditional(whole(n[1]))),
              "infogan", new Word<>(1, n -> new InfoGan(whole(n[0]))),
              "wgan-gp-resnet", new Word<>(1, n -> new WganGpResNet(whole(n[0]))),
              "dcgan", new Word<>(1, n -> new Dcgan(whole(n[0])))));

  private static final Map<String, Word<Latent>> LATENTS =
      new TreeMap<>(
          Map.of(
              "normal", new Word<>(1, n -> Latent.normal(whole(n[0]))),
              "uniform", new Word<>(1, n -> Latent.uniform(whole(n[0])))));

  private static final Map<String, Word<Normalization>> NORMS =
      new TreeMap<>(
          Map.of(
              "none", new Word<>(0, n -> Normalizations.none()),
              "sn", new Word<>(0, n -> Normalizations.spectralNorm()),
              "batch-norm", new Word<>(0, n -> Normalizations.batchNorm()),
              "layer-norm", new Word<>(0, n -> Normalizations.layerNorm()),
              "weight-norm", new Word<>(0, n -> Normalizations.weightNorm())));

  private static final Map<String, Word<MinibatchLayer>> MINIBATCH =
      Map.of("discrimination", new Word<>(0, n -> MinibatchLayer.discrimination()));

  private static final Map<String, Word<AdversarialLoss>> LOSSES =
      new TreeMap<>(
          Map.of(
              "hinge", new Word<>(0, n -> Losses.hinge()),
              "least-squares", new Word<>(0, n -> Losses.leastSquares()),
              "minimax", new Word<>(0, n -> Losses.minimax()),
              "non-saturating", new Word<>(0, n -> Losses.nonSaturating()),
              "relativistic-pairing", new Word<>(0, n -> Losses.relativisticPairing()),
              "relativistic-average", new Word<>(0, n -> Losses.relativisticAverage()),
              "wasserstein", new Word<>(0, n -> Losses.wasserstein())));

  private static final Map<String, Word<Penalty>> PENALTIES =
      new TreeMap<>(
          Map.of(
              "gp", new Word<>(1, n -> Penalties.gradientPenalty(n[0])),
              "one-sided-gp", new Word<>(1, n -> Penalties.oneSidedGradientPenalty(n[0])),
              "dragan", new Word<>(1, n -> Penalties.dragan(n[0])),
              "zero-centred", new Word<>(1, n -> Penalties.zeroCentred(n[0])),
              "r1", new Word<>(1, n -> Penalties.r1(n[0])),
              "r2", new Word<>(1, n -> Penalties.r2(n[0])),
              "orthogonal", new Word<>(1, n -> Penalties.orthogonal(n[0]))));

  private static final Map<String, Word<Optimizer>> OPTIMIZERS =
      Map.of("adam", new Word<>(3, n -> Optimizers.adam(n[0], n[1], n[2])));

  private static final Map<String, Word<Schedule>> SCHEDULES =
      new TreeMap<>(
          Map.of(
              "constant", new Word<>(0, n -> Schedules.constant()),
              "linear-to-zero", new Word<>(0, n -> Schedules.linearToZero())));

  private static final List<String> COLUMNS =
      List.of(
          "table",
          "row",
          "name",
          "method",
          "data",
          "architecture",
          "latent",
          "norm",
          "minibatch",
          "loss",
          "penalties",
          "D optimizer",
          "G optimizer",
          "critic steps",
          "batch",
          "generator batch",
          "steps",
          "schedule",
          "protocol",
          "IS",
          "IS ±",
          "FID",
          "FID ±",
          "source",
          "recalled",
          "differences");

  private static final List<Score.Kind> SCORES = List.of(Score.Kind.IS, Score.Kind.FD);

  /** The columns that the first line of a file names; refused if one is missing. */
  static List<String> columns(String file, String firstLine) {
    List<String> columns = cells(firstLine);
    List<String> missing = new ArrayList<>(COLUMNS);
    missing.removeAll(columns);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: the first line lacks the columns %s".formatted(file, missing));
    }
    return columns;
  }

  /** Refuses a line that has another number of cells than there are columns. */
  static PublishedRow of(String place, List<String> columns, String line) {
    List<String> cells = cells(line);
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%s has %d cells for %d columns, which are separated by tabs"
              .formatted(place, cells.size(), columns.size()));
    }
    Map<String, String> byColumn = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      byColumn.put(columns.get(i), cells.get(i).strip());
    }
    return new PublishedRow(place, byColumn);
  }

  private static List<String> cells(String line) {
    return Arrays.asList(line.split("\t", -1));
  }

  PublishedEntry entry() {
    try {
      return made();
    } catch (IllegalArgumentException e) {
      // numbers that can't go together are refused by what is made of them, which knows no row
      throw e.getMessage().startsWith(place)
          ? e
          : new IllegalArgumentException(
              "%s (%s, %s): %s"
                  .formatted(place, cells.get("table"), cells.get("row"), e.getMessage()),
              e);
    }
  }

  private PublishedEntry made() {
    return new PublishedEntry(
        text("table"),
        text("name"),
        text("data"),
        method(),
        Plan.steps(whole("steps")),
        named("protocol", PublishedProtocol::named),
        published(),
        list("differences", "\\|"));
  }

  private Method method() {
    Gan gan = Gan.of(one("architecture", ARCHITECTURES), one("latent", LATENTS));
    Method method =
        Method.of(gan)
            .named(text("method"))
            .with(one("norm", NORMS))
            .with(one("loss", LOSSES))
            .with(optimizer("D optimizer"), optimizer("G optimizer"))
            .schedule(one("schedule", SCHEDULES))
            .criticSteps(whole("critic steps"))
            .batch(whole("batch"))
            .generatorBatch(whole("generator batch"));
    for (String penalty : list("penalties", ",")) {
      method = method.with(word("penalties", penalty, PENALTIES));
    }
    return cells.get("minibatch").isEmpty() ? method : method.with(one("minibatch", MINIBATCH));
  }

  private Optimizer optimizer(String column) {
    String text = text(column);
    if (!text.startsWith("clip ")) {
      return word(column, text, OPTIMIZERS);
    }
    String[] words = text.split(" ", 3);
    if (words.length < 3) {
      throw refused(column, "needs a bound and an optimizer after clip");
    }
    return Optimizers.clipped(word(column, words[2], OPTIMIZERS), number(column, words[1]));
  }

  private List<PublishedEntry.Value> published() {
    List<String> names = SCORES.stream().map(Score.Kind::published).toList();
    List<String> recalled = list("recalled", ",");
    if (!names.containsAll(recalled)) {
      throw refused("recalled", "must be among " + String.join(", ", names));
    }
    List<PublishedEntry.Value> published = new ArrayList<>();
    for (Score.Kind kind : SCORES) {
      String score = kind.published();
      if (!cells.get(score).isEmpty()) {
        String deviation = cells.get(score + " ±");
        published.add(
            new PublishedEntry.Value(
                kind,
                number(score, text(score)),
                deviation.isEmpty() ? Double.NaN : number(score + " ±", deviation),
                text("source"),
                recalled.contains(score)));
      }
    }
    if (published.isEmpty()) {
      throw new IllegalArgumentException(place + " has no published number, neither IS nor FID");
    }
    return published;
  }

  /** The text of a cell that mustn't be empty. */
  String text(String column) {
    if (cells.get(column).isEmpty()) {
      throw refused(column, "must not be empty");
    }
    return cells.get(column);
  }

  private List<String> list(String column, String separator) {
    return Arrays.stream(cells.get(column).split(separator))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private <T> T one(String column, Map<String, Word<T>> words) {
    return word(column, text(column), words);
  }

  private <T> T word(String column, String text, Map<String, Word<T>> words) {
    String[] parts = text.split(" ", -1);
    Word<T> word = words.get(parts[0]);
    if (word == null) {
      throw refused(column, "must be one of " + String.join(", ", words.keySet()));
    }
    if (parts.length != word.numbers() + 1) {
      throw refused(column, parts[0] + " takes " + word.numbers() + " numbers");
    }
    double[] numbers = new double[word.numbers()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(column, parts[i + 1]);
    }
    return named(column, any -> word.value().apply(numbers));
  }

  private <T> T named(String column, Function<String, T> value) {
    try {
      return value.apply(text(column));
    } catch (IllegalArgumentException e) {
      throw refused(column, e.getMessage());
    }
  }

  private double number(String column, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw refused(column, "needs a number, not " + text);
    }
  }

  private static int whole(double number) {
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("needs a whole number, not " + number);
    }
    return (int) number;
  }

  private int whole(String column) {
    try {
      return Integer.parseInt(text(column));
    } catch (NumberFormatException e) {
      throw refused(column, "needs a whole number");
    }
  }

  /** What to say of a cell that isn't as it should be. */
  IllegalArgumentException refused(String column, String why) {
    return new IllegalArgumentException(
        "%s (%s, %s), column %s, \"%s\": %s"
            .formatted(
                place, cells.get("table"), cells.get("row"), column, cells.get(column), why));
  }
}
