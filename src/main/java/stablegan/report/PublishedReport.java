package stablegan.report;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

  /**
   * One line for each entry: the published numbers, what was measured here and at which scale, how
   * the published ones were scored, where they are from, and what else is known to differ.
   */
  public static Table measured(List<Reproduction> rows) {
    return Tables.of(rows)
        .text("entry", row -> row.entry().name())
        .text("published", row -> numbers(row.entry()))
        .text("measured here", row -> row.results().map(r -> scores(r)).orElse("not run"))
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
