package stablegan.internal.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.experiment.Ablation;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.notebook.Progress;
import stablegan.report.Comparison;
import stablegan.report.Tables;
import stablegan.training.Method;
import stablegan.training.Plan;

@Command(
    name = "ablation",
    description = "Compares methods on the same seeds; goes on with what is in the folder.",
    mixinStandardHelpOptions = true)
final class AblationCommand implements Runnable {

  private static final int RESOLUTION = 96;
  private static final int LOOKS = 5;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      description = "${COMPLETION-CANDIDATES}; the first is what others are compared with.")
  private List<RunCommand.Named> methods;

  @Option(names = "--data", defaultValue = "cifar10", description = "As for score; cifar10.")
  private String data;

  @Option(
      names = "--reference",
      description = "Real images to score against; those of --data's test split if not given.")
  private String reference;

  @Option(names = "--steps", defaultValue = "1000", description = "Generator steps; 1000.")
  private long steps;

  @Option(names = "--width", defaultValue = "16", description = "Of the DCGAN; 16, paper 64.")
  private int width;

  @Option(names = "--seeds", defaultValue = "0,1,2", split = ",", description = "0,1,2.")
  private Long[] seeds;

  @Option(
      names = "--images",
      defaultValue = "1000",
      description = "Generated images that are scored, against twice as many real ones; 1000.")
  private int images;

  @Option(
      names = "--parallel",
      description = "Runs at once; as many as there are cores, as far as memory allows.")
  private Integer parallel;

  @Option(names = "--threads", description = "Engine threads of each run; 1, large networks all.")
  private Integer threads;

  @Option(names = "--out", required = true, description = "The folder of the comparison.")
  private Path out;

  @Override
  public void run() {
    Method base = Method.dcgan().with(new Dcgan(width));
    List<Method> compared =
        methods.stream()
            .map(m -> m.of(base).named(m.name().toLowerCase(Locale.ROOT).replace('_', '-')))
            .toList();
    ImageSet real = Images.named(data);
    ImageSet unseen = reference();
    try (FeatureExtractor network = Extractors.lite0(RESOLUTION)) {
      Features features = Features.of(unseen.head(Math.min(unseen.size(), 2 * images)), network);
      Evaluation evaluation =
          Evaluation.of(network, features, images, Metrics.frechet(), Metrics.kernel());
      Evaluation during =
          Evaluation.of(network, features, Math.max(2, images / LOOKS), Metrics.frechet());
      Ablation ablation =
          Ablation.of(compared, real, evaluation)
              .seeds(seeds)
              .plan(Plan.steps(steps))
              .monitor(during, Math.max(1, steps / LOOKS));
      ablation = parallel == null ? ablation : ablation.parallel(parallel);
      report(threads == null ? ablation : ablation.threads(threads));
    }
  }

  private ImageSet reference() {
    if (reference != null) {
      return Images.named(reference);
    }
    try {
      return Images.named(data + "-test");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\" has no test split: name the real images to score against by --reference"
              .formatted(data),
          e);
    }
  }

  private void report(Ablation ablation) {
    try (Progress progress = Progress.over("training", ablation)) {
      Results results = ablation.runIn(out.resolve("cells"), progress::update);
      Comparison comparison = Comparison.of(results);
      comparison.export(
          out,
          String.join(", ", results.methods()),
          List.of(results.scores().get(0), "d_loss", "g_loss", "d_grad_norm", "g_grad_norm"));
      spec.commandLine().getOut().println(Tables.Format.MARKDOWN.render(comparison.summary()));
      spec.commandLine().getOut().println("report.html, tables and pictures in " + out);
    }
  }
}
