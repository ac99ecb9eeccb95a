package stablegan.report;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import stablegan.charts.CaptionedImages;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.charts.Gif;
import stablegan.charts.ImageGrid;
import stablegan.charts.Palette;
import stablegan.charts.Picture;
import stablegan.data.ImageSet;
import stablegan.experiment.Bar;
import stablegan.experiment.Cell;
import stablegan.experiment.Claim;
import stablegan.experiment.Convergence;
import stablegan.experiment.PairedComparison;
import stablegan.experiment.Results;
import stablegan.internal.text.FileNames;
import stablegan.training.History;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The tables, charts and pictures of a comparison. */
public record Comparison(Results results) {

  private static final Duration FRAME = Duration.ofMillis(600);
  private static final int COLUMNS = 6;

  private static final String SCATTER =
      "How runs scatter over seeds: deviation is the mean absolute deviation from the median; p is"
          + " that of a permutation test of its ratio to the baseline's, corrected.";

  /** Of these results. */
  public static Comparison of(Results results) {
    return new Comparison(results);
  }

  /**
   * One line for each method: scores as mean ± sample standard deviation over seeds, how saturated
   * the discriminator is, gradient norms, cost. The first line is what real images score.
   */
  public Table summary() {
    return new SummaryTable(results.withRuns()).table();
  }

  /**
   * One line for each method and number that its runs have, each in a column of its own and
   * unrounded, for programs: method, score, unit (1 is a number without any), which is better
   * (lower or higher), mean and sample standard deviation over seeds, low and high end of the
   * mean's 95 % bootstrap interval, n numbers that they rest on, seeds that were run, how many of
   * these diverged, floor (what real images score). What isn't known is empty. Besides scores there
   * are the series of {@link #runs}, each run's mean over its second half, and the time of a step.
   */
  public Table scores() {
    return new ScoresTable(results.withRuns()).table();
  }

  /**
   * One line for each method that has a seed in common with the first: how a score scatters over
   * seeds and how many runs fail. Deviation is the mean absolute deviation from the median; it, the
   * best and the worst number leave out runs that diverged. Then deviation over that of the first
   * method, p of the test of spread, corrected over the methods (see {@link
   * Claim.Criterion#spread}), and what it says. Runs fail that diverge or miss what the
   * comparison's {@link Bar} asks of this score, if it asks anything of it.
   *
   * @throws IllegalArgumentException if there is no such score at the end
   */
  public Table stability(String score) {
    Claim.Criterion number = scored(score);
    OptionalDouble bound =
        results.setup().bar().map(bar -> bar.bound(results, score)).orElse(OptionalDouble.empty());
    Claim.Criterion failed =
        bound.isPresent() ? number.fails(bound.getAsDouble()) : Claim.Criterion.diverged();
    return new StabilityTable(results.comparable(), number, failed).table();
  }

  /** The same with another bound, beyond which a run has failed. */
  public Table stability(String score, double bound) {
    Claim.Criterion number = scored(score);
    return new StabilityTable(results.comparable(), number, number.fails(bound)).table();
  }

  private Claim.Criterion scored(String score) {
    if (!results.scores().contains(score)) {
      throw new IllegalArgumentException(
          "%s is no score at the end; there are %s".formatted(score, results.scores()));
    }
    return Claim.Criterion.score(results, score);
  }

  /** One line for each run, every number unrounded. */
  public Table runs() {
    return new RunsTable(results).table();
  }

  /**
   * One line for each thing in which another comparison differs from this one: data, methods and
   * their axes, steps, protocols of the scores and the like, then the versions and machines that
   * runs were made with. No line, no difference.
   */
  public Table differences(Results other) {
    return new DifferenceTables(results, other).settings();
  }

  /**
   * One line for each method and score that another comparison has too: means and deviations here
   * and there, the difference of the means, and on how many of the seeds that both have the score
   * is equal to every digit.
   */
  public Table numbers(Results other) {
    return new DifferenceTables(results, other).numbers();
  }

  /**
   * How fast the methods reach a score: the median over runs in steps, images, seconds and FLOPs.
   *
   * @param threshold of a score that was measured during training
   */
  public Table speed(String score, double threshold) {
    return new SpeedTables(Convergence.of(results.withRuns(), score)).toScore(threshold);
  }

  /** What the methods score for as many D steps, images, seconds or FLOPs as all have spent. */
  public Table fairBudgets(String score) {
    return new SpeedTables(Convergence.of(results.withRuns(), score)).fairBudgets();
  }

  /**
   * A series of the history over generator steps: mean over seeds, band of one deviation, crosses
   * where a cause of trouble was first told in one of the runs. A score that is measured otherwise
   * than at the end is called so: "FD(lite0) of 500 images".
   *
   * @throws IllegalArgumentException if no run recorded it, with those that there are
   */
  public XYChart curve(String series) {
    results.requireSeries(series);
    Palette palette = Palette.of(results.methods());
    List<Curve> curves =
        results.withRuns().methods().stream()
            .map(method -> mean(method, series))
            .filter(curve -> !curve.x().isEmpty())
            .toList();
    String name = results.setup().nameDuring(series);
    XYChart chart = Figure.of(name, "generator steps", name).with(palette).lines(curves);
    curves.forEach(curve -> AlarmMarkers.mark(chart, curve, results.cells(curve.name()), palette));
    return chart;
  }

  private Curve mean(String method, String series) {
    List<History.Series> runs =
        results.cells(method).stream().map(cell -> cell.history().find(series)).toList();
    List<Long> steps = commonSteps(runs);
    double[] x = steps.stream().mapToDouble(Long::doubleValue).toArray();
    return Curve.meanOf(method, x, runs.stream().map(run -> at(steps, run)).toList());
  }

  /** At which all runs that got so far have a number: a run that diverged is shorter. */
  private static List<Long> commonSteps(List<History.Series> runs) {
    TreeSet<Long> steps = new TreeSet<>();
    runs.forEach(run -> steps.addAll(run.steps()));
    for (History.Series run : runs) {
      if (!run.steps().isEmpty()) {
        long last = run.steps().get(run.steps().size() - 1);
        Set<Long> own = Set.copyOf(run.steps());
        steps.removeIf(step -> step <= last && !own.contains(step));
      }
    }
    return List.copyOf(steps);
  }

  /** What a run lacks is no number. */
  private static double[] at(List<Long> steps, History.Series run) {
    Map<Long, Double> values = new HashMap<>();
    for (int i = 0; i < run.steps().size(); i++) {
      values.put(run.steps().get(i), run.values().get(i));
    }
    return steps.stream().mapToDouble(step -> values.getOrDefault(step, Double.NaN)).toArray();
  }

  /**
   * Quality against diversity, one point a method: the mean of one score over that of another, with
   * one deviation of the first over seeds to each side.
   *
   * @param quality a score at the end, such as "FD(lite0)": the y-axis
   * @param diversity another, such as "recall(lite0)": the x-axis
   * @throws IllegalArgumentException if there is no such score at the end
   */
  public XYChart tradeOff(String quality, String diversity) {
    Results begun = results.withRuns();
    return Figure.of(quality + " against " + diversity, diversity, quality)
        .with(Palette.of(results.methods()))
        .scatter(
            begun.methods().stream()
                .map(
                    method ->
                        point(method, begun.score(method, diversity), begun.score(method, quality)))
                .toList());
  }

  private static Curve point(String method, Results.Spread x, Results.Spread y) {
    Curve point = Curve.of(method, new double[] {x.mean()}, new double[] {y.mean()});
    return y.n() < 2
        ? point
        : point.withBand(
            new double[] {y.mean() - y.deviation()}, new double[] {y.mean() + y.deviation()});
  }

  /**
   * What the first seed of each method makes of the same latent vectors, at the end; beside real
   * images if the comparison was run here, where they are at hand.
   *
   * @throws IllegalStateException if the results were read from a file, which has no images
   */
  public Picture samples() {
    return samples(COLUMNS);
  }

  /**
   * The same with squares of so many images a side: fewer where there are many methods.
   *
   * @param side at least 1
   */
  public Picture samples(int side) {
    Map<String, BufferedImage> images = new LinkedHashMap<>();
    results.source().ifPresent(ablation -> images.put("real images", grid(ablation.data(), side)));
    for (String method : results.withRuns().methods()) {
      images.put(method, grid(results.cells(method).get(0).samples().last(), side));
    }
    return CaptionedImages.beside(images, (int) Math.ceil(Math.sqrt(images.size())));
  }

  private boolean hasSamples() {
    return results.withRuns().methods().stream()
        .noneMatch(method -> results.cells(method).get(0).samples().byStep().isEmpty());
  }

  /** How a method's samples develop, first seed, always the same latent vectors. */
  public Gif evolution(String method) {
    Cell cell = results.cells(method).get(0);
    return Gif.of(cell.samples().byStep().values().stream().map(Comparison::grid).toList(), FRAME);
  }

  private static BufferedImage grid(ImageSet images) {
    return grid(images, COLUMNS);
  }

  private static BufferedImage grid(ImageSet images, int side) {
    return ImageGrid.of(images.head(Math.min(images.size(), side * side)))
        .withColumns(side)
        .image();
  }

  /** What the numbers rest on: {@link #footer}, and what the runs were made with. */
  public Map<String, String> provenance() {
    ComparisonProvenance provenance = new ComparisonProvenance(results);
    Map<String, String> facts = provenance.facts();
    facts.putAll(provenance.madeWith());
    return facts;
  }

  /**
   * What tables stand under: data, steps, seeds, the protocol of each score, the compute, and
   * whether the comparison's {@link Bar} was reached; first of all if it wasn't.
   */
  public Map<String, String> footer() {
    return new ComparisonProvenance(results).facts();
  }

  /**
   * One line for each method but the first, which it is compared with by a score: the mean paired
   * difference with its 95 % bootstrap interval, on how many seeds the method is better, p of the
   * exact sign-flip test after Holm's correction, verdict. Methods without a seed in common with
   * the first have no line.
   *
   * @throws IllegalArgumentException if there is no such score
   */
  public Table verdicts(String score) {
    Results compared = results.comparable();
    return Tables.of(compared.comparisons(score))
        .text("method", PairedComparison::method)
        .interval("difference", PairedComparison::interval, PairedComparison::seeds)
        .count("better on", test -> (int) test.wins(), PairedComparison::seeds)
        .number("p, corrected", PairedComparison::adjusted)
        .text("verdict", test -> test.verdict().text())
        .titled("%s against %s".formatted(score, compared.methods().get(0)));
  }

  /**
   * What {@link #verdicts} shows, in a sentence: which methods are better than the first by a
   * score, which are worse and which can't be told from it. A second one says whether the
   * comparison's {@link Bar} was reached; it comes first if it wasn't.
   */
  public String inWords(String score) {
    ComparisonText begun = new ComparisonText(results.withRuns());
    String finding = finding(score);
    String bar = begun.bar();
    return (begun.isAdmissible() ? finding + " " + bar : bar + " " + finding).strip();
  }

  /** What is found of the methods that can be compared, and which can't. */
  private String finding(String score) {
    Results compared = results.comparable();
    List<String> others = new ArrayList<>(results.withRuns().methods());
    others.removeAll(compared.methods());
    String finding = new ComparisonText(compared).finding(score);
    return others.isEmpty()
        ? finding
        : "%s Without a seed in common with %s, and so not compared: %s."
            .formatted(finding, compared.methods().get(0), String.join(", ", others));
  }

  /**
   * What the comparison says on one page, to be added to and saved: the summary, the verdicts, how
   * runs scatter, samples (unless the results were read from a file), charts of the training, what
   * was trained and how it was scored, the runs with a card of each, the provenance.
   *
   * <pre>{@code
   * comparison.report("SN and rivals", "FD(lite0)", "d_loss", "g_loss")
   *     .section("Cost")
   *     .table(comparison.fairBudgets("FD(lite0)"))
   *     .save(folder.resolve("report.html"));
   * }</pre>
   *
   * @param score that the verdicts are of
   * @param series of the history to chart, in this order
   * @throws IllegalArgumentException if there is no such score or series
   */
  public HtmlReport report(String title, String score, String... series) {
    Optional<Picture> samples = hasSamples() ? Optional.of(samples()) : Optional.empty();
    return report(title, score, samples, List.of(series), charts(List.of(series)));
  }

  /**
   * Writes everything, with charts of the first score, where it was measured during training, and
   * of losses and gradient norms.
   */
  public Path export(Path folder, String title) {
    return export(folder, title, usualSeries(firstScore()));
  }

  /**
   * What is worth a chart: a score, where it was measured during training, losses and gradient
   * norms, as far as runs have them.
   */
  public List<String> usualSeries(String score) {
    return new ChartedSeries(results).usual(score);
  }

  /**
   * Writes everything: {@code report.html}, {@code results} and {@code runs} in each format, each
   * chart and the samples as PNG, the evolution of each method's samples as GIF; no samples if the
   * results were read from a file. {@code results.csv} is {@link #scores}, for programs; for
   * readers it is {@link #summary}.
   *
   * @param series of the history to chart, in this order; those without a point are left out, and
   *     the report says so. The text reads the first that is a score, the first score if none is
   * @return the file of the report, which is written last
   * @throws IllegalArgumentException if a series is neither recorded nor a score, before anything
   *     is written
   */
  public Path export(Path folder, String title, List<String> series) {
    String score =
        series.stream().filter(results.scores()::contains).findFirst().orElse(firstScore());
    Optional<Picture> samples = hasSamples() ? Optional.of(samples()) : Optional.empty();
    Map<String, XYChart> charts = charts(series);
    Tables.export(scores(), folder, "results", Tables.Format.CSV);
    Tables.export(
        summary(),
        footer(),
        folder,
        "results",
        Tables.Format.MARKDOWN,
        Tables.Format.LATEX,
        Tables.Format.HTML);
    Tables.export(runs(), folder, "runs", Tables.Format.values());
    if (samples.isPresent()) {
      samples.get().save(folder.resolve("samples.png"));
      FileNames.of(results.withRuns().methods())
          .forEach((method, file) -> evolution(method).save(folder.resolve(gif(file))));
    }
    FileNames.of(List.copyOf(charts.keySet()))
        .forEach((name, file) -> Picture.of(charts.get(name)).save(folder.resolve(file + ".png")));
    return report(title, score, samples, series, charts).save(folder.resolve("report.html"));
  }

  private String firstScore() {
    return results.scores().get(0);
  }

  private Map<String, XYChart> charts(List<String> series) {
    Map<String, XYChart> charts = new LinkedHashMap<>();
    new ChartedSeries(results).drawn(series).forEach(name -> charts.put(name, curve(name)));
    return charts;
  }

  private static String gif(String method) {
    return "evolution-" + method + ".gif";
  }

  private HtmlReport report(
      String title,
      String score,
      Optional<Picture> samples,
      List<String> series,
      Map<String, XYChart> charts) {
    HtmlReport report = HtmlReport.titled(title).section("Result");
    ComparisonText reading = new ComparisonText(results.comparable());
    ComparisonText begun = new ComparisonText(results.withRuns());
    if (!begun.isAdmissible()) {
      report = report.paragraph(begun.bar());
    }
    report = report.paragraph(finding(score)).table(summary());
    Table verdicts = verdicts(score);
    if (!verdicts.isEmpty()) {
      report = report.table(reading.rule(), verdicts);
    }
    if (begun.isAdmissible() && !begun.bar().isEmpty()) {
      report = report.paragraph(begun.bar());
    }
    report = report.table(SCATTER, stability(score));
    if (samples.isPresent()) {
      report =
          report
              .section("Samples")
              .picture("The same latent vectors for all methods", samples.get());
    }
    report = training(report.section("Training"), reading, series, charts);
    report = methods(report.section("Methods"), reading).section("Runs").table(legible(runs()));
    Map<String, String> madeWith = new ComparisonProvenance(results).madeWith();
    for (Cell cell : results.cells()) {
      report = new CellCard(cell, madeWith).addTo(report);
    }
    return report.section("Provenance").definitions(footer());
  }

  /** Without the columns in which there is nothing. */
  private static Table legible(Table table) {
    return table.retainColumns(
        table.columns().stream()
            .filter(column -> column.countMissing() < column.size())
            .toArray(Column<?>[]::new));
  }

  private HtmlReport training(
      HtmlReport before, ComparisonText reading, List<String> series, Map<String, XYChart> charts) {
    HtmlReport report = before;
    for (Map.Entry<String, XYChart> chart : charts.entrySet()) {
      report = report.chart(caption(chart.getKey()), chart.getValue());
    }
    List<String> notes =
        Stream.of(new ChartedSeries(results).leftOut(series), reading.calm())
            .flatMap(Optional::stream)
            .toList();
    for (String note : notes) {
      report = report.paragraph(note);
    }
    return report;
  }

  private HtmlReport methods(HtmlReport before, ComparisonText reading) {
    MethodsText methods = new MethodsText(results.withRuns());
    HtmlReport report = before.paragraph(methods.inWords()).paragraph(reading.scope());
    Optional<Table> differences = methods.differences();
    if (differences.isPresent()) {
      report = report.table("What the methods differ in", differences.get());
    }
    return report
        .paragraph("What they have in common:")
        .definitions(methods.common())
        .paragraph("Made with:")
        .definitions(new ComparisonProvenance(results).madeWith());
  }

  private String caption(String series) {
    return results.setup().nameDuring(series)
        + " over generator steps: mean over seeds, band of one standard deviation";
  }
}
