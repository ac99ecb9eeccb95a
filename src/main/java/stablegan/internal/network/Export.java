package stablegan.internal.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.formats.Safetensors;
import stablegan.internal.torchscript.TorchScriptArchive;
import stablegan.nn.StepWeights;

/** Generators for PyTorch, with the weights that samples are drawn with: averaged, and derived. */
public final class Export {

  static final String METADATA = "stablegan.generator";
  private static final String MODULE = "Generator";

  private Export() {}

  /**
   * Writes a state dictionary, with a description beside it.
   *
   * @throws UnknownLayerException if a layer can't be described
   */
  public static void safetensors(GeneratorNetwork generator, Path file) {
    String description = GeneratorDescription.folded(generator).toJson();
    Map<String, String> metadata = Map.of(METADATA, description, "format", "pt");
    withTensors(generator, tensors -> Safetensors.write(file, tensors, metadata));
  }

  /**
   * Writes a module whose forward takes latent vectors, and classes if it knows any.
   *
   * @throws UnknownLayerException if a layer can't be described
   */
  public static void torchScript(GeneratorNetwork generator, Path file) {
    String classes = generator.classes() == 0 ? "" : ",\n    classes: Tensor";
    String method =
        "  def forward(self: __torch__.%s,%n    z: Tensor%s) -> Tensor:%n%s"
            .formatted(MODULE, classes, TorchModule.of(generator.block()).body())
            .replace(System.lineSeparator(), "\n");
    withTensors(
        generator,
        tensors -> {
          TorchScriptArchive archive = new TorchScriptArchive(MODULE, method, tensors);
          AtomicFile.write(file, archive::writeTo);
        });
  }

  private static void withTensors(
      GeneratorNetwork generator, Consumer<Map<String, NDArray>> write) {
    TorchModule module = TorchModule.of(generator.block());
    generator.inference(weights -> write.accept(tensors(module, weights)));
  }

  private static Map<String, NDArray> tensors(TorchModule module, StepWeights weights) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Parameter> entry : module.parameters().entrySet()) {
      Parameter parameter = entry.getValue();
      tensors.put(
          entry.getKey(), weights.getValue(parameter, parameter.getArray().getDevice(), false));
    }
    return tensors;
  }
}
