package stablegan.internal.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.cluster.Cluster;
import stablegan.features.FeatureStatistics;
import stablegan.internal.engine.EngineCache;
import stablegan.internal.text.Quantity;

@Command(
    name = "statistics",
    description = "Stores mean and covariance of images' features, to score against them later.",
    mixinStandardHelpOptions = true)
final class StatisticsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "Images, named as for score.")
  private String images;

  @Parameters(index = "1", paramLabel = "FILE", description = "A new .npz file.")
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
    Outputs.requireEnding(file, "stored statistics", ".npz");
    Outputs.requireFree(file);
    EngineCache.requireUsable();
    ScoreInput input = ScoreInput.open(images, size);
    size.requireUsed();
    if (input.isStatistics()) {
      throw new IllegalArgumentException(images + " holds statistics already: name images");
    }
    PrintWriter out = spec.commandLine().getOut();
    FeatureStatistics statistics =
        master == null
            ? input.statistics(extractor, out::println)
            : input.statistics(extractor, Cluster.spark(master), out::println);
    statistics.write(file);
    out.printf(
        "%s, %s: %s%n",
        Quantity.of(statistics.count(), "image"), Quantity.of(statistics.dim(), "feature"), file);
  }
}
