package stablegan.report;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stablegan.charts.CaptionedImages;
import stablegan.charts.Picture;
import stablegan.cost.NetworkSize;
import stablegan.data.ImageSet;
import stablegan.data.Split;
import stablegan.experiment.Ablation;
import stablegan.experiment.Cell;
import stablegan.experiment.Results;
import stablegan.internal.text.NumberText;
import stablegan.internal.text.Quantity;
import stablegan.metrics.Metric;
import stablegan.metrics.Protocol;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.Score;
import stablegan.model.Gan;
import stablegan.nn.Normalizations;
import stablegan.published.PublishedEntry;
import stablegan.published.Scale;
import tech.tablesaw.api.Table;

/** Published tables: how their numbers were made, and what was measured of them here. */
public final class PublishedReport {

  private static final double GIGA = 1e9;
  private static final double MEGA = 1e6;
  private static final double MILLIS = 1000;
  private static final double HOUR = 3600;
  private static final int GRIDS_A_ROW = 4;
  private static final String NONE_RUN = "no entry was run: run some, or give rows with results";

  private record Sizes(String name, NetworkSize generator, NetworkSize discriminator) {}

  private PublishedReport() {}

  /**
   * Trained parameters and multiply-adds of one sample's forward pass, in millions: one line for
   * each architecture, its discriminator without normalization.
   *
   * @param sample shape of one sample, (channels, height, width) for images
   */
  public static Table sizes(Shape sample, List<Gan> gans) {
    Map<String, Gan> distinct = new LinkedHashMap<>();
    gans.forEach(
        gan -> distinct.putIfAbsent(gan.architecture().name(), gan.with(Normalizations.none())));
    List<Sizes> rows =
        distinct.values().stream()
            .map(
                gan ->
                    new Sizes(
                        gan.architecture().name(),
                        NetworkSize.of(gan.generator(sample), new Shape(gan.latent().size())),
                        NetworkSize.of(gan.discriminator(sample), sample)))
            .toList();
    return Tables.of(rows)
        .text("architecture", Sizes::name)
        .number("G parameters (M)", row -> row.generator().parameters() / MEGA)
        .number("G MACs (M)", row -> row.generator().macs() / MEGA)
        .number("D parameters (M)", row -> row.discriminator().parameters() / MEGA)
        .number("D MACs (M)", row -> row.discriminator().macs() / MEGA)
        .titled("networks for " + sample);
  }

  /** One line for each entry: what is trained, how, for how long, and how it is scored. */
  public static Table protocols(List<PublishedEntry> entries) {
    return Tables.of(entries)
        .text("entry", PublishedEntry::name)
        .text("networks", axis("architecture"))
        .text("holds D back", PublishedReport::holdsBack)
        .text("loss", axis("loss"))
        .text("optimizer of D", axis("discriminator optimizer"))
        .text("rate", axis("schedule"))
        .whole("n_dis", entry -> entry.method().optimization().criticSteps())
        .whole("batch", entry -> entry.method().optimization().batch())
        .whole("G steps", entry -> entry.plan().steps())
        .text("scored by", entry -> text(entry.protocol()))
        .titled("protocols");
  }

  /** What two entries differ in, and their numbers: one line for each. */
  public static Table differences(PublishedEntry one, PublishedEntry other) {
    Map<String, Function<PublishedEntry, String>> facts = new LinkedHashMap<>();
    Stream.of(one, other)
        .flatMap(entry -> entry.method().axes().keySet().stream())
        .forEach(axis -> facts.put(axis, e -> e.method().axes().getOrDefault(axis, "not set")));
    facts.put("images", PublishedEntry::data);
    facts.put("generator steps", entry -> grouped(entry.plan().steps()));
    facts.put("published", PublishedReport::numbers);
    facts.put("scored by", entry -> text(entry.protocol()));
    facts.values().removeIf(fact -> fact.apply(one).equals(fact.apply(other)));
    return Tables.of(facts.entrySet())
        .text("what", Map.Entry::getKey)
        .text(one.name(), fact -> fact.getValue().apply(one))
        .text(other.name(), fact -> fact.getValue().apply(other))
        .titled("differences");
  }

  /**
   * Entries and what was measured of them at a scale.
   *
   * @param results by entry; one that isn't there wasn't run
   */
  public static List<Reproduction> reproductions(
      List<PublishedEntry> entries, Scale scale, Map<PublishedEntry, Results> results) {
    return entries.stream()
        .map(entry -> Reproduction.of(entry, scale, Optional.ofNullable(results.get(entry))))
        .toList();
  }

  /**
   * Entries beside what a comparison measured of their methods at its own scale. Its method for an
   * entry has the same loss, and the same normalization, penalties and minibatch layer of the
   * discriminator; of several, the one that differs from the entry on the fewest axes, the first of
   * those.
   *
   * @return those whose method was compared, on the entry's images or smaller ones of its set
   */
  public static List<Reproduction> counterparts(List<PublishedEntry> entries, Results comparison) {
    return entries.stream()
        .flatMap(entry -> Reproduction.counterpart(entry, comparison).stream())
        .toList();
  }

  /**
   * The orders of the methods of each table, on each of its image sets.
   *
   * @param published name of the published score
   * @param measured name of the measured one
   * @param fewest different published numbers that make an order worth comparing, 2 or more
   * @return one for each table and image set of which so many were measured, and no more than the 9
   *     entries that a {@link Ranking} compares
   */
  public static List<Ranking> rankings(
      List<Reproduction> rows, String published, String measured, int fewest) {
    Map<String, List<Reproduction>> groups = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.results().isPresent() && row.entry().published(published).isPresent())
        .forEach(
            row ->
                groups
                    .computeIfAbsent(
                        row.entry().table() + ", " + row.entry().data(), name -> new ArrayList<>())
                    .add(row));
    groups.values().removeIf(of -> numbers(of, published) < fewest || of.size() > Ranking.MOST);
    return groups.entrySet().stream()
        .map(group -> new Ranking(group.getKey(), group.getValue(), published, measured))
        .toList();
  }

  private static long numbers(List<Reproduction> rows, String published) {
    return rows.stream()
        .map(row -> row.entry().published(published).orElseThrow().value())
        .distinct()
        .count();
  }

  /**
   * One line for each order: what the runs were, the order as published and as measured, how many
   * pairs of methods stand in the same order in both, Kendall's τ with its 95 % bootstrap interval
   * over the seeds, p of the exact permutation test, the smallest p that so few methods, some of
   * them tied, allow, and what that says. The interval tells how far other seeds could move τ, p
   * whether an order of methods drawn at random would agree as well.
   */
  public static Table orders(List<Ranking> rankings) {
    return Tables.of(rankings)
        .text("table", Ranking::title)
        .text("measured on", Ranking::runs)
        .text("published order", Ranking::publishedOrder)
        .text("order here", Ranking::measuredOrder)
        .count("pairs alike", r -> r.agreement().agreeing(), r -> r.agreement().pairs())
        .number("τ", r -> r.agreement().tau())
        .number("τ low", r -> r.interval().low())
        .number("τ high", r -> r.interval().high())
        .whole("seeds", r -> r.seeds().size())
        .number("p", r -> r.agreement().p())
        .number("smallest p", r -> r.agreement().smallestP())
        .text("orders", Ranking::verdict)
        .titled("orders");
  }

  /**
   * The best run by a score, of those that were scored as the first was.
   *
   * @throws NoSuchElementException if none was run
   */
  public static Reproduction best(List<Reproduction> rows, String score) {
    List<Reproduction> run = rows.stream().filter(row -> row.results().isPresent()).toList();
    if (run.isEmpty()) {
      throw new NoSuchElementException(NONE_RUN);
    }
    Optional<Protocol> first = run.get(0).protocol(score);
    return run.stream()
        .filter(row -> row.protocol(score).equals(first))
        .min(Comparator.comparingDouble(row -> row.loss(score)))
        .orElseThrow();
  }

  /**
   * What the first seed of each distinct run made at its end, from the same latent vectors where
   * the latent distributions are the same, behind training images.
   *
   * @param rows those that were run here, where images are at hand; others are left out
   * @param each how many images of a run
   * @throws NoSuchElementException if there are none
   */
  public static Picture samples(List<Reproduction> rows, int each) {
    Map<String, ImageSet> sets = new LinkedHashMap<>();
    Set<Object> shown = new HashSet<>();
    for (Reproduction row : rows) {
      Optional<Ablation> trained = row.results().flatMap(Results::source);
      if (trained.isPresent() && shown.add(row.run())) {
        sets.putIfAbsent("training images", trained.get().data());
        sets.put(row.entry().name(), row.samples());
      }
    }
    if (sets.isEmpty()) {
      throw new NoSuchElementException("no entry was run here, so that no images are at hand");
    }
    return CaptionedImages.grids(sets, each, Math.min(sets.size(), GRIDS_A_ROW));
  }

  /**
   * What tables of runs at a scale stand under: data, seeds and protocol of the first run, the
   * scale, the compute of all of them together, and what they were made with.
   *
   * @throws NoSuchElementException if none was run
   */
  public static Map<String, String> footer(List<Reproduction> rows, Scale scale) {
    Set<Results> runs = Collections.newSetFromMap(new IdentityHashMap<>());
    rows.forEach(row -> row.results().ifPresent(runs::add));
    Results first =
        rows.stream()
            .flatMap(row -> row.results().stream())
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException(NONE_RUN));
    List<Results.Cost> costs = runs.stream().map(Results::totalCost).toList();
    Map<String, String> footer = Comparison.of(first).footer();
    footer.remove("generator steps");
    footer.put("scale", scale.toString());
    footer.put(
        "compute",
        "%s, %s minutes of training, %s TFLOP"
            .formatted(
                Quantity.of(runs.stream().mapToInt(all -> all.cells().size()).sum(), "run"),
                NumberText.alone(costs.stream().mapToDouble(Results.Cost::seconds).sum() / 60),
                NumberText.alone(costs.stream().mapToDouble(Results.Cost::flops).sum() / 1e12)));
    footer.putAll(first.cells().get(0).provenance());
    return footer;
  }

  /**
   * One line for each entry: the published numbers, what was measured here and what as many real
   * images score, the scale of the run, how the published numbers were scored, where they are from,
   * and what else is known to differ.
   */
  public static Table measured(List<Reproduction> rows) {
    return Tables.of(rows)
        .text("table", row -> row.entry().table())
        .text("entry", row -> row.entry().name())
        .text("published", row -> numbers(row.entry()))
        .text("measured here", row -> row.results().map(r -> scores(row, r)).orElse("not run"))
        .text("real images", row -> row.results().map(PublishedReport::floor).orElse(""))
        .text("scale of the run", PublishedReport::scale)
        .text("published as", row -> text(row.entry().protocol()))
        .text("source", row -> source(row.entry()))
        .text("what else differs", row -> String.join("; ", row.entry().differences()))
        .titled("published and measured");
  }

  /**
   * What the published runs would take on the machine of these, reckoned from floating-point
   * operations in two ways: at the speed of the measured steps, and at a speed that is given, since
   * small networks use a processor worse than large ones. Entries that weren't run have no line.
   *
   * @param flopsPerSecond of a step at a paper's size
   */
  public static Table costs(List<Reproduction> rows, double flopsPerSecond) {
    List<Reproduction> run = rows.stream().filter(row -> row.results().isPresent()).toList();
    return Tables.of(run)
        .text("entry", row -> row.entry().name())
        .number("ms / step", row -> MILLIS * row.stepCost().seconds())
        .number("GFLOP / step", row -> row.stepCost().flops() / GIGA)
        .number("GFLOP/s", row -> row.flopsPerSecond() / GIGA)
        .number("paper: GFLOP / step", row -> row.paperStepFlops() / GIGA)
        .whole("G steps", row -> row.entry().plan().steps())
        .number("hours at this speed", row -> row.paperFlops() / row.flopsPerSecond() / HOUR)
        .number("hours at large size's", row -> row.paperFlops() / flopsPerSecond / HOUR)
        .titled("costs");
  }

  private static String holdsBack(PublishedEntry entry) {
    Map<String, String> axes = entry.method().axes();
    String all =
        Stream.of("discriminator norm", "penalties", "minibatch layer")
            .map(axes::get)
            .filter(value -> !value.isEmpty() && !value.equals("none"))
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "nothing" : all;
  }

  /** "FID of 5,000 against 10,000 images (part not said), IS of 50,000". */
  private static String text(PublishedProtocol protocol) {
    String split = protocol.split().map(PublishedReport::images).orElse("images (part not said)");
    String against = " against " + grouped(protocol.realCount()) + " " + split;
    return protocol.metrics().stream()
        .map(
            m ->
                m.kind().published()
                    + " of "
                    + grouped(count(m, protocol))
                    + (looksAtNone(m) ? "" : against))
        .collect(Collectors.joining(", "));
  }

  private static String images(Split split) {
    return split == Split.TRAIN ? "training images" : "test images";
  }

  private static boolean looksAtNone(Metric metric) {
    return metric.kind().equals(Score.Kind.IS);
  }

  private static long count(Metric metric, PublishedProtocol protocol) {
    return metric.samples() == 0 ? protocol.fakeCount() : metric.samples();
  }

  private static String numbers(PublishedEntry entry) {
    return entry.published().stream()
        .map(PublishedEntry.Value::number)
        .collect(Collectors.joining(", "));
  }

  /** Sources, and which numbers are quoted from memory. */
  private static String source(PublishedEntry entry) {
    String sources =
        entry.published().stream()
            .map(PublishedEntry.Value::source)
            .distinct()
            .collect(Collectors.joining(", "));
    String recalled =
        entry.published().stream()
            .filter(PublishedEntry.Value::recalled)
            .map(PublishedEntry.Value::score)
            .collect(Collectors.joining(", "));
    return recalled.isEmpty() ? sources : sources + "; " + recalled + " quoted from memory";
  }

  private static String floor(Results results) {
    return results.floor().stream()
        .map(score -> score.name() + " " + SpreadText.of(score.value()))
        .collect(Collectors.joining(", "));
  }

  private static String scores(Reproduction row, Results results) {
    String method = row.method();
    String scores =
        results.scores().stream()
            .map(score -> score + " " + SpreadText.of(results.score(method, score)))
            .collect(Collectors.joining(", "));
    long diverged = results.diverged(method);
    return diverged == 0
        ? scores
        : "%s (%s of %s diverged)".formatted(scores, diverged, results.cells(method).size());
  }

  private static String scale(Reproduction row) {
    if (row.results().isEmpty()) {
      return "";
    }
    Results results = row.results().get();
    Optional<Protocol> protocol =
        results.cells(row.method()).stream()
            .flatMap(c -> c.scores().stream())
            .map(Score::protocol)
            .findFirst();
    return "%s; seeds %s%s"
        .formatted(
            row.differences().isEmpty() ? "the paper's" : String.join("; ", row.differences()),
            results.cells(row.method()).stream().map(Cell::seed).toList(),
            protocol.map(PublishedReport::sizes).orElse(""));
  }

  private static String sizes(Protocol scored) {
    return "; %s generated against %s real images"
        .formatted(grouped(scored.fakeCount()), grouped(scored.realCount()));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static Function<PublishedEntry, String> axis(String axis) {
    return entry -> entry.method().axes().get(axis);
  }
}
