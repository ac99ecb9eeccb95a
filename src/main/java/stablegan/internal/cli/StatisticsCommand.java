package stablegan.internal.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.cluster.Cluster;
import stablegan.features.FeatureStatistics;
import stablegan.internal.engine.EngineCache;

@Command(
    name = "statistics",
    description = "Stores mean and covariance of images' features, to score against them later.",
    mixinStandardHelpOptions = true)
final class StatisticsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "Images, named as for score.")
  private String images;

  @Parameters(index = "1", paramLabel = "FILE", description = "The .npz file to write.")
  private Path file;

  @Option(names = "--extractor", defaultValue = "lite0", description = "As for score.")
  private String extractor;

  @Option(
      names = "--master",
      description =
          "A Spark cluster to run on, as for ablation; its machines must have the images.")
  private String master;

  @Mixin private SizeOption size;

  @Override
  public void run() {
    EngineCache.requireUsable();
    ScoreInput input = ScoreInput.open(images, size);
    size.requireUsed();
    PrintWriter out = spec.commandLine().getOut();
    FeatureStatistics statistics =
        master == null
            ? input.statistics(extractor, out::println)
            : input.statistics(extractor, Cluster.spark(master), out::println);
    statistics.write(file);
    out.printf(
        Locale.ROOT, "%,d images, %,d features: %s%n", statistics.count(), statistics.dim(), file);
  }
}
