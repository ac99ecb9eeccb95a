package stablegan.internal.torchscript;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipOutputStream;
import stablegan.internal.numbers.LittleEndian;

/**
 * A TorchScript archive written from source text and arrays: a stored zip with the pickled state of
 * one module, the code of its methods and its parameters.
 *
 * @param name of the module's class and of the archive's folder
 * @param methods of class {@code __torch__.NAME}, indented by two spaces
 * @param parameters float32, by their names, which may have dots: {@code getattr(self, "0.weight")}
 */
public record TorchScriptArchive(String name, String methods, Map<String, NDArray> parameters) {

  private static final byte[] NO_CONSTANTS = new Pickle().emptyTuple().end();

  public TorchScriptArchive {
    parameters = new LinkedHashMap<>(parameters);
  }

  /** A module without parameters. */
  public TorchScriptArchive(String name, String methods) {
    this(name, methods, Map.of());
  }

  /**
   * Writes the archive, which {@code torch.jit.load} and the engine read; the stream stays open.
   */
  public void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    AlignedEntries entries = new AlignedEntries(zip, name);
    entries.put("data.pkl", state());
    entries.put("code/__torch__.py", (header() + methods).getBytes(StandardCharsets.UTF_8));
    int number = 0;
    for (NDArray parameter : parameters.values()) {
      entries.put("data/" + number++, LittleEndian.of(parameter.toFloatArray()));
    }
    entries.put("constants.pkl", NO_CONSTANTS);
    entries.put("version", "3\n".getBytes(StandardCharsets.US_ASCII));
    entries.put("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    zip.finish();
  }

  private String header() {
    String names =
        parameters.keySet().stream().map("\"%s\", "::formatted).collect(Collectors.joining());
    String types =
        parameters.keySet().stream()
            .map("  __annotations__[\"%s\"] = Tensor\n"::formatted)
            .collect(Collectors.joining());
    return """
        class %s(Module):
          __parameters__ = [%s]
          __buffers__ = []
        %s  training : bool
          _is_full_backward_hook : Optional[bool]
        """
        .formatted(name, names, types);
  }

  private byte[] state() {
    Pickle pickle = new Pickle().newObject("__torch__", name).beginState();
    int number = 0;
    for (Map.Entry<String, NDArray> parameter : parameters.entrySet()) {
      pickle.text(parameter.getKey()).tensor(number++, parameter.getValue().getShape().getShape());
    }
    return pickle
        .text("training")
        .bool(false)
        .text("_is_full_backward_hook")
        .none()
        .endState()
        .end();
  }
}
