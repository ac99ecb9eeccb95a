package stablegan.internal.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.charts.ImageGrid;
import stablegan.charts.Picture;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.internal.engine.EngineCache;
import stablegan.notebook.Progress;
import stablegan.report.RunCard;
import stablegan.training.GanTrainer;
import stablegan.training.Generator;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;

@Command(
    name = "run",
    description = "Trains one method; resumes what is in the folder.",
    footer = "The options' values are listed by: stablegan methods",
    modelTransformer = MethodOptions.class,
    mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {

  /** What the method is before the other options change it. */
  static final class Start {

    @Parameters(
        paramLabel = "METHOD",
        arity = "0..1",
        description = "A short name, such as SN; what is usual if not given.")
    private String named;

    @Option(names = "--method", description = "A file of --write-method, or a short name.")
    private String method;
  }

  /** What becomes of the method. */
  static final class Goal {

    @Option(names = "--out", description = "The folder of the run.")
    private Path out;

    @Option(
        names = "--write-method",
        paramLabel = "<file.json>",
        description = "Writes the method for --method, and trains nothing.")
    private Path file;
  }

  private static final int GRID = 64;

  @Spec private CommandSpec spec;

  @ArgGroup private Start start;

  @ArgGroup(multiplicity = "1")
  private Goal goal;

  @Option(names = "--name", description = "Of the method; its networks' if not given.")
  private String name;

  @Option(names = "--data", defaultValue = "cifar10", description = "As for score; cifar10.")
  private String data;

  @Option(
      names = "--steps",
      defaultValue = "1000",
      description = "Generator steps, 1 or more; 1000.")
  private long steps;

  @Option(names = "--seed", defaultValue = "0", description = "0 if not given.")
  private long seed;

  @Option(
      names = "--threads",
      description = "The engine's threads, 1 to 1,024; as many as there are cores.")
  private Integer threads;

  @Mixin private WatchOptions watch;

  @Override
  public void run() {
    // what can be refused, before anything is loaded
    MethodWords words = words();
    Method method = words.method();
    Plan plan = Plan.steps(steps);
    GanTrainer trainer = trainer(method);
    PrintWriter print = spec.commandLine().getOut();
    print.print(axes(method));
    print.flush();
    if (goal.file != null) {
      print.println("written to " + MethodFile.write(goal.file, words));
      return;
    }
    Outputs.requireNot(goal.out, "a comparison", "comparison.json", "method.json");
    Outputs.requireFolder(goal.out, "run.json", "checksums.json");
    EngineCache.requireUsable();
    ImageSet images = Images.named(data);
    try (Progress progress = Progress.start(method.name(), steps);
        Run run = trainer.listen(listeners(progress)).train(images, plan, seed, goal.out)) {
      print.println(run.outcome() + card(run) + " in " + goal.out);
    }
  }

  /** A run that diverged may have a generator whose samples are no numbers. */
  private String card(Run run) {
    try {
      ImageSet samples = run.generator().images(GRID, seed);
      Picture.of(ImageGrid.of(samples).image()).save(goal.out.resolve("samples.png"));
      RunCard.of(goal.out, samples).save();
      return ", samples and run-card.html";
    } catch (Generator.DivergedException e) {
      if (run.outcome().isCompleted()) {
        throw e;
      }
      RunCard.of(goal.out).save();
      return ", run-card.html";
    }
  }

  private MethodWords words() {
    MethodWords first = MethodWords.USUAL;
    if (start != null) {
      first = MethodWords.of(start.named == null ? start.method : start.named);
    }
    MethodWords words = first.with(MethodOptions.said(spec.commandLine().getParseResult()));
    return name == null ? words : words.named(name);
  }

  /** A method's axes, those that are not as usual first. */
  static String axes(Method method) {
    Map<String, String> usual = MethodWords.USUAL.method().axes();
    Map<Boolean, String> texts =
        method.axes().entrySet().stream()
            .collect(
                Collectors.partitioningBy(
                    axis -> axis.getValue().equals(usual.get(axis.getKey())),
                    Collectors.mapping(
                        axis -> "  %-24s %s%n".formatted(axis.getKey(), axis.getValue()),
                        Collectors.joining())));
    return "%s%n%sas usual%n%s".formatted(method.name(), texts.get(false), texts.get(true));
  }

  private GanTrainer trainer(Method chosen) {
    GanTrainer trainer = GanTrainer.of(chosen);
    return threads == null ? trainer : trainer.threads(threads);
  }

  private Listener[] listeners(Progress progress) {
    return Stream.concat(Stream.of(line(progress)), watch.watching().stream().map(Supplier::get))
        .toArray(Listener[]::new);
  }

  static Listener line(Progress progress) {
    return new Listener() {
      @Override
      public void started(Training training) {
        stepped(training);
      }

      @Override
      public void stepped(Training training) {
        double loss = training.history().find("d_loss").last();
        String note = Double.isNaN(loss) ? "" : String.format(Locale.ROOT, "d_loss %.3f", loss);
        progress.update(training.step(), note);
      }
    };
  }
}
