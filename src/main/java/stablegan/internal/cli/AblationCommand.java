package stablegan.internal.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.cluster.Cluster;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.experiment.Ablation;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.metrics.Metrics;
import stablegan.notebook.Progress;
import stablegan.report.Comparison;
import stablegan.report.Tables;
import stablegan.training.Method;
import stablegan.training.Plan;

@Command(
    name = "ablation",
    description = "Compares methods on the same seeds; goes on with what is in the folder.",
    footer = "The options' values are listed by: stablegan methods",
    modelTransformer = MethodOptions.class,
    mixinStandardHelpOptions = true)
final class AblationCommand implements Runnable {

  private static final int RESOLUTION = 96;
  private static final int LOOKS = 5;
  private static final String CELLS = "cells";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "METHOD",
      arity = "0..*",
      description = "Short names, such as none SN; the first is what others are compared with.")
  private List<String> named = List.of();

  @Option(
      names = "--method",
      description =
          "One more: \"name: --option value ...\", which changes what the other options say, a"
              + " file of run --write-method, or a short name.")
  private List<String> others = List.of();

  @Option(names = "--data", defaultValue = "cifar10", description = "As for score; cifar10.")
  private String data;

  @Option(
      names = "--reference",
      description = "Real images to score against; those of --data's test split if not given.")
  private String reference;

  @Option(names = "--steps", defaultValue = "1000", description = "Generator steps; 1000.")
  private long steps;

  @Option(names = "--seeds", defaultValue = "0,1,2", split = ",", description = "0,1,2.")
  private long[] seeds;

  @Option(
      names = "--images",
      defaultValue = "1000",
      description =
          "Generated images that are scored, against twice as many real ones, or all that there"
              + " are; 1000.")
  private int images;

  @Option(
      names = "--parallel",
      description = "Runs at once; as many as there are cores, as far as memory allows.")
  private Integer parallel;

  @Option(names = "--threads", description = "Engine threads of each run; 1, large networks all.")
  private Integer threads;

  @Option(
      names = "--master",
      description =
          "A Spark cluster to run on: spark://host:7077, yarn, k8s://..., local[2]; --out is then a"
              + " folder that all its machines reach.")
  private String master;

  @Option(
      names = "--store",
      description =
          "Where the cluster's machines share no folder: hdfs://..., s3a://...; --out is then this"
              + " machine's own.")
  private String store;

  @Option(names = "--out", required = true, description = "The folder of the comparison.")
  private Path out;

  @Mixin private WatchOptions watch;

  @Override
  public void run() {
    List<Method> compared = methods();
    Plan plan = Plan.steps(steps);
    requireSensible(compared);
    Outputs.requireFolder(out, CELLS);
    ImageSet real = Images.named(data);
    ImageSet unseen = reference();
    try (FeatureExtractor network = Extractors.lite0(RESOLUTION)) {
      int enough = (int) Math.min(unseen.size(), 2L * images);
      Features features = Features.of(unseen.head(enough), network);
      Evaluation evaluation =
          Evaluation.of(network, features, images, Metrics.frechet(), Metrics.kernel());
      Evaluation during =
          Evaluation.of(network, features, Math.max(2, images / LOOKS), Metrics.frechet());
      Ablation ablation =
          Ablation.of(compared, real, evaluation)
              .seeds(seeds)
              .plan(plan)
              .monitor(during, Math.max(1, steps / LOOKS));
      ablation = parallel == null ? ablation : ablation.parallel(parallel);
      report(threads == null ? ablation : ablation.threads(threads));
    }
  }

  /** Before images are loaded, or downloaded. */
  private void requireSensible(List<Method> compared) {
    requireAtLeast(2, "--images", images);
    requireAtLeast(1, "--parallel", parallel);
    requireAtLeast(1, "--threads", threads);
    if (store != null && master == null) {
      throw new IllegalArgumentException("--store is a cluster's: name its --master");
    }
    if (master != null) {
      Cluster.spark(master);
      requireLocal("--parallel", parallel != null);
      requireLocal("--tensorboard or --json-lines", !watch.watching().isEmpty());
    }
    Ablation.requireDistinct(compared, LongStream.of(seeds).boxed().toList());
  }

  private static void requireLocal(String option, boolean given) {
    if (given) {
      throw new IllegalArgumentException(
          option + " is for cells that train on this machine: leave it out with --master");
    }
  }

  private static void requireAtLeast(int least, String option, Integer value) {
    if (value != null && value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d but is %d".formatted(option, least, value));
    }
  }

  private List<Method> methods() {
    MethodWords base = MethodOptions.said(spec.commandLine().getParseResult());
    List<Method> methods =
        Stream.concat(named.stream(), others.stream())
            .map(text -> method(base, text).method())
            .toList();
    if (methods.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no method to compare: give some, such as none SN or"
              + " --method \"hinge: --loss hinge\"");
    }
    return methods;
  }

  private static MethodWords method(MethodWords base, String text) {
    MethodWords method = MethodWords.of(text);
    if (text.endsWith(MethodFile.ENDING) && !base.said().isEmpty()) {
      throw new IllegalArgumentException(
          "%s says all of its method, so that --%s can't be said for all methods: write it to the"
                  .formatted(text, base.said().keySet().iterator().next().key())
              + " file by run --method FILE --write-method FILE, or leave it out");
    }
    return base.with(method);
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

  private Cluster cluster() {
    Cluster cluster = Cluster.spark(master);
    return store == null ? cluster : cluster.withStore(store);
  }

  private void report(Ablation ablation) {
    try (Progress progress = Progress.over("training", ablation)) {
      Path cells = out.resolve(CELLS);
      Results results =
          master == null
              ? ablation.runIn(cells, progress::update, watch.watching())
              : ablation.runOn(cluster(), cells, progress::update);
      Comparison comparison = Comparison.of(results);
      comparison.export(out, String.join(", ", results.methods()));
      spec.commandLine().getOut().println(Tables.Format.MARKDOWN.render(comparison.summary()));
      spec.commandLine().getOut().println("report.html, tables and pictures in " + out);
    }
  }
}
