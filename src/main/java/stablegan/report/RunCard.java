package stablegan.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import stablegan.charts.ImageGrid;
import stablegan.charts.Picture;
import stablegan.data.ImageSet;
import stablegan.experiment.SampleLog;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.identity.Session;
import stablegan.internal.text.NumberText;
import stablegan.training.Outcome;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * All that is known of one run, on one page and as one file for programs: its configuration, data,
 * seed and outcome, its curves and alarms, when and with what it was trained, and the hashes of its
 * files. A run in progress has one too, up to its last checkpoint.
 *
 * <pre>{@code
 * RunCard.of(folder, run.generator().images(64, 1)).save();
 * }</pre>
 */
public final class RunCard {

  private static final String NOT_NOTED = "not noted: trained before runs noted it";

  private final Path folder;
  private final RunFacts run;
  private final Optional<Picture> samples;

  private RunCard(Path folder, RunFacts run, Optional<Picture> samples) {
    this.folder = folder;
    this.run = run;
    this.samples = samples;
  }

  /**
   * The card of the run in a folder, or of a comparison's cell, with the samples that lie there.
   *
   * @throws IllegalArgumentException if it holds no run that was saved
   * @throws UncheckedIOException if one of its files is damaged
   */
  public static RunCard of(Path folder) {
    RunFacts run = RunFacts.of(folder);
    return new RunCard(folder, run, samplesIn(folder));
  }

  /** The same with other samples. */
  public static RunCard of(Path folder, ImageSet samples) {
    return new RunCard(folder, RunFacts.of(folder), Optional.of(picture(samples)));
  }

  private static Optional<Picture> samplesIn(Path folder) {
    Optional<Picture> log =
        SampleLog.read(folder)
            .filter(samples -> !samples.byStep().isEmpty())
            .map(samples -> picture(samples.last()));
    return log.or(() -> image(folder.resolve("samples.png")));
  }

  private static Optional<Picture> image(Path file) {
    try {
      BufferedImage image = Files.exists(file) ? ImageIO.read(file.toFile()) : null;
      return Optional.ofNullable(image).map(Picture::of);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file + ": " + e, e);
    }
  }

  private static Picture picture(ImageSet samples) {
    return Picture.of(ImageGrid.of(samples).image());
  }

  /**
   * Writes {@code run-card.json} and {@code run-card.html} into the run's folder.
   *
   * @return the page
   * @throws UncheckedIOException if they can't be written
   */
  public Path save() {
    AtomicFile.write(folder.resolve("run-card.json"), json());
    return report().save(folder.resolve("run-card.html"));
  }

  /** The card as a JSON object; numbers that JSON doesn't have are null. */
  public String json() {
    return RunCardJson.of(run);
  }

  /** The card as a page, to be added to. */
  public HtmlReport report() {
    HtmlReport report = HtmlReport.titled(title()).section("Run").definitions(summary());
    if (samples.isPresent()) {
      report = report.section("Samples").picture("Samples of the generator", samples.get());
    }
    report = report.section("Configuration").definitions(configuration());
    List<String> curves = new RunCurves(run.history()).svg();
    if (!curves.isEmpty()) {
      report = report.section("Curves").figures("What was measured, over generator steps", curves);
    }
    report = report.section("Made with").definitions(madeWith());
    if (run.sessions().size() > 1) {
      report = report.table("Sessions in which the run was trained", sessions());
    }
    return report
        .section("Files")
        .paragraph(
            "SHA-256 of each file of the run. The weights, and all else that training goes on from,"
                + " are in checkpoint.safetensors.")
        .definitions(run.hashes())
        .section("Parts")
        .paragraph("Classes and fields of the method's parts, as far as they have any.")
        .definitions(run.parts());
  }

  private String title() {
    String seed = ", seed " + run.identity().getOrDefault("seed", "?");
    return run.name().orElse("Run") + seed;
  }

  private Map<String, String> summary() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("outcome", run.outcome().map(this::inWords).orElse(NOT_NOTED));
    facts.put("data", run.identity().getOrDefault("data", "?"));
    facts.put("seed", run.identity().getOrDefault("seed", "?"));
    run.scores().forEach((name, value) -> facts.put(name, NumberText.alone(value)));
    facts.put(
        "alarms",
        run.alarms().isEmpty()
            ? "none"
            : String.join("; ", run.alarms().stream().map(Object::toString).toList()));
    if (!run.sessions().isEmpty()) {
      facts.put("started", run.sessions().get(0).started());
      facts.put("last saved", run.last().orElseThrow().saved());
      facts.put("wall time", NumberText.alone(run.wall().toMillis() / 1000.0) + " s");
    }
    facts.put("time a step", NumberText.alone(run.millisPerStep()) + " ms, the median");
    return facts;
  }

  private String inWords(Outcome outcome) {
    long planned = run.last().orElseThrow().planned();
    String form =
        switch (outcome.kind()) {
          case COMPLETED -> "completed, %,d steps";
          case DIVERGED -> "diverged after step %,d of %,d: %s";
          case INTERRUPTED -> "saved at step %,d of %,d, to go on";
        };
    return String.format(Locale.ROOT, form, outcome.step(), planned, outcome.reason());
  }

  /** What the summary doesn't have; an empty value says that there is none of its kind. */
  private Map<String, String> configuration() {
    Map<String, String> shown = run.configuration();
    shown.keySet().removeAll(List.of("data", "seed"));
    shown.replaceAll((name, value) -> value.isEmpty() ? "none" : value);
    return shown;
  }

  private Map<String, String> madeWith() {
    return run.last().map(Session::madeWith).orElse(Map.of("versions and machine", NOT_NOTED));
  }

  private Table sessions() {
    List<Session> all = run.sessions();
    return Table.create(
        StringColumn.create("started", all.stream().map(Session::started)),
        StringColumn.create("saved", all.stream().map(Session::saved)),
        StringColumn.create("steps", all.stream().map(s -> s.from() + " to " + s.to())),
        DoubleColumn.create(
            "minutes", all.stream().mapToDouble(s -> s.length().toMillis() / 60_000.0).toArray()),
        StringColumn.create("processor", all.stream().map(s -> fact(s, "processor"))),
        StringColumn.create("stablegan", all.stream().map(s -> fact(s, "stablegan"))));
  }

  private static String fact(Session session, String name) {
    return session.madeWith().getOrDefault(name, NumberText.MISSING);
  }
}
