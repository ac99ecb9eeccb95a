package stablegan.internal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.internal.text.Quantity;
import stablegan.notebook.Progress;
import stablegan.training.Generator;

@Command(
    name = "sample",
    description = "Writes images of a trained generator, as many as the disk holds.",
    mixinStandardHelpOptions = true)
final class SampleCommand implements Runnable {

  private static final int STEP = 100;

  @Spec private CommandSpec spec;

  @Mixin private GeneratorArgument source;

  @Option(names = "--n", required = true, description = "How many, 1 or more.")
  private int n;

  @Option(names = "--seed", defaultValue = "0", description = "Of the latent vectors; 0.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      description = "A new .npz file, with labels if there are classes, or a folder for PNG files.")
  private Path out;

  @Override
  public void run() {
    if (n < 1) {
      throw new IllegalArgumentException("--n must be at least 1 but is " + n);
    }
    boolean npz = out.toString().endsWith(".npz");
    if (npz || !Files.isDirectory(out)) {
      Outputs.requireFree(out);
    }
    try (Generator generator = source.loadForImages();
        Progress progress = Progress.start("images", n)) {
      ImageSet images = watched(generator.stream(n, seed), progress);
      if (npz) {
        Images.writeNpz(images, out);
      } else {
        Images.write(images, out);
      }
      progress.update(n);
    }
    spec.commandLine().getOut().printf("%s in %s%n", Quantity.of(n, "image"), out);
  }

  private static ImageSet watched(ImageSet images, Progress progress) {
    return ImageSet.chunked(
        images.name(),
        images.split(),
        images.size(),
        STEP,
        part -> {
          int from = part * STEP;
          progress.update(from);
          int to = Math.min(images.size(), from + STEP);
          return images.select(IntStream.range(from, to).toArray());
        });
  }
}
