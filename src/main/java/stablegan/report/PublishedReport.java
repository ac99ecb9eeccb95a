package stablegan.report;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stablegan.cost.NetworkSize;
import stablegan.cost.StepFlops;
import stablegan.data.ImageSet;
import stablegan.data.Split;
import stablegan.experiment.Results;
import stablegan.metrics.Metric;
import stablegan.metrics.Protocol;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.Score;
import stablegan.model.Gan;
import stablegan.published.PublishedEntry;
import stablegan.published.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Published tables: how their numbers were made, and what was measured of them here. */
public final class PublishedReport {

  private static final double GIGA = 1e9;
  private static final double MEGA = 1e6;
  private static final double MILLIS = 1000;
  private static final double HOUR = 3600;

  private record Sizes(String name, NetworkSize generator, NetworkSize discriminator) {}

  private PublishedReport() {}

  /**
   * Trained parameters and multiply-adds of one sample's forward pass, in millions.
   *
   * @param sample shape of one sample, (channels, height, width) for images
   */
  public static Table sizes(Shape sample, List<Gan> gans) {
    List<Sizes> rows =
        gans.stream()
            .map(
                gan ->
                    new Sizes(
                        gan.architecture().name(),
                        NetworkSize.of(gan.generator(sample), new Shape(gan.latent().size())),
                        NetworkSize.of(gan.discriminator(sample), sample)))
            .toList();
    return Table.create("networks for " + sample)
        .addColumns(
            StringColumn.create("architecture", rows.stream().map(Sizes::name)),
            millions("G parameters (M)", rows, row -> row.generator().parameters()),
            millions("G MACs (M)", rows, row -> row.generator().macs()),
            millions("D parameters (M)", rows, row -> row.discriminator().parameters()),
            millions("D MACs (M)", rows, row -> row.discriminator().macs()));
  }

  private static DoubleColumn millions(
      String name, List<Sizes> rows, ToDoubleFunction<Sizes> number) {
    return DoubleColumn.create(
        name, rows.stream().mapToDouble(number).map(n -> n / MEGA).toArray());
  }

  /** One line for each entry: what is trained, how, for how long, and how it is scored. */
  public static Table protocols(List<PublishedEntry> entries) {
    return Table.create("protocols")
        .addColumns(
            column("entry", entries, PublishedEntry::name),
            column("networks", entries, axis("architecture")),
            column("holds D back", entries, PublishedReport::holdsBack),
            column("loss", entries, axis("loss")),
            column("optimizer of D", entries, axis("discriminator optimizer")),
            column("rate", entries, axis("schedule")),
            whole("n_dis", entries, entry -> entry.method().optimization().criticSteps()),
            whole("batch", entries, entry -> entry.method().optimization().batch()),
            whole("G steps", entries, entry -> entry.plan().steps()),
            column("scored by", entries, entry -> text(entry.protocol())));
  }

  /**
   * One line for each entry: the published numbers, what was measured here and at which scale, how
   * the published ones were scored, where they are from, and what else is known to differ.
   */
  public static Table measured(List<Reproduction> rows) {
    return Table.create("published and measured")
        .addColumns(
            column("entry", rows, row -> row.entry().name()),
            column("published", rows, row -> numbers(row.entry())),
            column(
                "measured here", rows, row -> row.results().map(r -> scores(r)).orElse("not run")),
            column("scale of the run", rows, PublishedReport::scale),
            column("published as", rows, row -> text(row.entry().protocol())),
            column("source", rows, row -> source(row.entry())),
            column("what else differs", rows, row -> String.join("; ", row.entry().differences())));
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
    return Table.create("costs")
        .addColumns(
            column("entry", run, row -> row.entry().name()),
            numbers("ms / step", run, row -> MILLIS * row.stepCost().seconds()),
            numbers("GFLOP / step", run, row -> row.stepCost().flops() / GIGA),
            numbers("GFLOP/s", run, row -> row.flopsPerSecond() / GIGA),
            numbers("paper: GFLOP / step", run, row -> row.paperStepFlops() / GIGA),
            whole("G steps", run, row -> row.entry().plan().steps()),
            numbers(
                "hours at this speed", run, row -> row.paperFlops() / row.flopsPerSecond() / HOUR),
            numbers("hours at large size's", run, row -> row.paperFlops() / flopsPerSecond / HOUR));
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

  private static String scores(Results results) {
    String method = results.methods().get(0);
    String scores =
        results.scores().stream()
            .map(score -> score + " " + SpreadText.of(results.score(method, score)))
            .collect(Collectors.joining(", "));
    long diverged = results.diverged(method);
    return diverged == 0
        ? scores
        : "%s (%s of %s diverged)".formatted(scores, diverged, results.cells().size());
  }

  private static String scale(Reproduction row) {
    if (row.results().isEmpty()) {
      return "";
    }
    Results results = row.results().get();
    Optional<Protocol> protocol =
        results.cells().stream().flatMap(c -> c.scores().stream()).map(Score::protocol).findFirst();
    List<String> smaller = row.scale().differences(row.entry());
    return "%s; seeds %s%s"
        .formatted(
            smaller.isEmpty() ? "the paper's" : String.join("; ", smaller),
            results.seeds(),
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

  private static <T> StringColumn column(String name, List<T> rows, Function<T, String> cell) {
    return StringColumn.create(name, rows.stream().map(cell));
  }

  private static <T> LongColumn whole(String name, List<T> rows, ToLongFunction<T> number) {
    return LongColumn.create(name, rows.stream().mapToLong(number).toArray());
  }

  private static <T> DoubleColumn numbers(String name, List<T> rows, ToDoubleFunction<T> number) {
    return DoubleColumn.create(name, rows.stream().mapToDouble(number).toArray());
  }

  /**
   * An entry of a published table and what was measured of it.
   *
   * @param entry as it was published
   * @param scale of the runs
   * @param results of the entry's method at this scale and no other; empty if it wasn't run
   */
  public record Reproduction(PublishedEntry entry, Scale scale, Optional<Results> results) {

    /** Checks that the results are of this entry. */
    public Reproduction {
      PublishedEntry run = entry.at(scale);
      results.ifPresent(
          r -> {
            boolean alone = r.methods().size() == 1;
            if (!alone
                || !r.setup().methods().get(0).axes().equals(run.method().axes())
                || r.setup().steps() != run.plan().steps()) {
              throw new IllegalArgumentException(
                  "%s needs results of %s at this scale alone, not of %s over %s steps"
                      .formatted(
                          entry.name(), entry.method().name(), r.methods(), r.setup().steps()));
            }
          });
    }

    /** The measured score of this name, the less the better; infinite if a run diverged. */
    double loss(String score) {
      Results measured = results.orElseThrow();
      String method = measured.methods().get(0);
      double mean = measured.score(method, score).mean();
      return measured.diverged(method) > 0
          ? Double.POSITIVE_INFINITY
          : measured.lowerIsBetter(score) ? mean : -mean;
    }

    /** What a generator step of the runs cost, with its discriminator steps. */
    Results.Cost stepCost() {
      Results measured = results.orElseThrow();
      return measured.stepCost(measured.methods().get(0));
    }

    double flopsPerSecond() {
      return stepCost().flops() / stepCost().seconds();
    }

    /** Operations of a generator step at the paper's scale, with its discriminator steps. */
    double paperStepFlops() {
      ImageSet images = results.orElseThrow().ablation().data();
      Shape sample = new Shape(images.channels(), images.height(), images.width());
      return StepFlops.of(entry.method(), sample).together();
    }

    /** Operations of the whole published run. */
    double paperFlops() {
      return paperStepFlops() * entry.plan().steps();
    }
  }
}
