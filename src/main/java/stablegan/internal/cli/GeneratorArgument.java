package stablegan.internal.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stablegan.internal.engine.EngineCache;
import stablegan.training.Generator;

/** Which generator makes the samples of a command. */
final class GeneratorArgument {

  @Parameters(
      paramLabel = "RUN",
      description =
          "The folder of a run, or of a cell of a comparison, or a .safetensors file of export.")
  private Path run;

  @Option(
      names = "--class",
      paramLabel = "<k>",
      description = "Samples of this class only; if not given, of all in turn.")
  private Integer label;

  @Option(
      names = "--truncation",
      paramLabel = "<t>",
      description = "Draws what is beyond ±t of normal latent vectors again; 0.01 or more.")
  private Double truncation;

  /** Loads it; whoever asks closes it. */
  Generator load() {
    EngineCache.requireUsable();
    Generator generator = Generator.load(run);
    try {
      Generator ofClass = label == null ? generator : generator.ofClass(label);
      return truncation == null ? ofClass : ofClass.truncated(truncation);
    } catch (RuntimeException e) {
      generator.close();
      throw e;
    }
  }

  /** The same if it makes images. */
  Generator loadForImages() {
    Generator generator = load();
    if (generator.sampleShape().dimension() != 3) {
      generator.close();
      throw new IllegalArgumentException(
          "%s makes samples of shape %s, which are no images"
              .formatted(run, generator.sampleShape()));
    }
    return generator;
  }
}
