package stablegan.internal.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import stablegan.charts.ImageGrid;
import stablegan.charts.Picture;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.text.Quantity;
import stablegan.model.Latent;
import stablegan.training.Generator;

@Command(
    name = "interpolate",
    description =
        "Writes a strip of images between the first samples of two seeds, of class 0 if there are"
            + " classes and none is given.",
    mixinStandardHelpOptions = true)
final class InterpolateCommand implements Runnable {

  private static final String ENDING = ".png";

  @Spec private CommandSpec spec;

  @Mixin private GeneratorArgument source;

  @Option(names = "--from", defaultValue = "0", description = "The seed of the one end; 0.")
  private long from;

  @Option(names = "--to", defaultValue = "1", description = "The seed of the other; 1.")
  private long to;

  @Option(names = "--steps", defaultValue = "8", description = "Images with both ends; 8.")
  private int steps;

  @Option(names = "--spherical", description = "Along the arc instead of the straight line.")
  private boolean spherical;

  @Option(names = "--out", required = true, description = "The .png file to write.")
  private Path out;

  @Override
  public void run() {
    Outputs.requireEnding(out, "a picture", ENDING);
    Outputs.requireFree(out);
    try (Generator loaded = source.loadForImages();
        NDManager manager = ComputeDevice.newManager()) {
      Generator generator = loaded.classes().length > 1 ? loaded.ofClass(0) : loaded;
      NDArray a = generator.latents(manager, 1, from);
      NDArray b = generator.latents(manager, 1, to);
      NDArray way = spherical ? Latent.spherical(a, b, steps) : Latent.linear(a, b, steps);
      Picture.of(ImageGrid.of(generator.images(way)).withColumns(steps).image()).save(out);
    }
    spec.commandLine().getOut().printf("%s in %s%n", Quantity.of(steps, "image"), out);
  }
}
