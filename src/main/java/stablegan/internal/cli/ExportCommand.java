package stablegan.internal.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.internal.engine.EngineCache;
import stablegan.training.Generator;

@Command(
    name = "export",
    description = "Writes a trained generator for PyTorch.",
    footer = "ONNX: torch.onnx.export in Python writes it from the TorchScript file.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {

  /** What is written. */
  enum Format {
    safetensors(".safetensors"),
    torchscript(".pt");

    private final String ending;

    Format(String ending) {
      this.ending = ending;
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      description =
          "The folder of a run, or of a cell of a comparison, or a .safetensors file of export.")
  private Path run;

  @Option(
      names = "--format",
      required = true,
      description = "safetensors, a state dictionary, or torchscript.")
  private Format format;

  @Option(names = "--out", required = true, description = "The .safetensors or .pt file to write.")
  private Path out;

  @Override
  public void run() {
    if (!out.toString().endsWith(format.ending)) {
      throw new IllegalArgumentException(
          "%s holds what --format %s writes only if it ends in %s"
              .formatted(out, format, format.ending));
    }
    Outputs.requireFree(out);
    EngineCache.requireUsable();
    try (Generator generator = Generator.load(run)) {
      generator.save(out);
    }
    spec.commandLine().getOut().println("written to " + out);
  }
}
