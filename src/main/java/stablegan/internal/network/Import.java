package stablegan.internal.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import stablegan.autograd.TensorOps;
import stablegan.internal.formats.Safetensors;
import stablegan.model.Gan;

/** Generators from state dictionaries, of this library or of PyTorch. */
public final class Import {

  private Import() {}

  /**
   * What {@link Export#safetensors} wrote.
   *
   * @throws IllegalArgumentException if the file holds something else
   */
  public static GeneratorNetwork load(Path file) {
    Safetensors stored = Safetensors.read(file);
    String json =
        stored
            .metadata(Export.METADATA)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        file
                            + " holds arrays without a description of their network: say of which"
                            + " it is, by Generator.load(file, gan, sample)"));
    String where = file.toString();
    GeneratorDescription description = GeneratorDescription.parse(json, where);
    return filled(description.untrained(where, stored.size()), stored, file);
  }

  /**
   * A state dictionary of a generator that is given in code.
   *
   * @param sample shape of one sample
   * @throws IllegalArgumentException if its names and shapes aren't that generator's; the message
   *     has all that differ
   */
  public static GeneratorNetwork load(Path file, Gan gan, Shape sample) {
    Safetensors stored = Safetensors.read(file);
    int classes = gan.architecture().classes();
    return filled(
        GeneratorNetwork.untrained(gan.generator(sample), gan.latent(), sample, classes),
        stored,
        file);
  }

  private static GeneratorNetwork filled(GeneratorNetwork from, Safetensors stored, Path file) {
    try {
      StateDict dict = StateDict.of(stored, from);
      GeneratorNetwork plain =
          GeneratorNetwork.untrained(
              LayerKinds.make(Describer.folded(from.block())),
              from.latent(),
              from.sample(),
              from.classes());
      try {
        copy(dict, plain, zeros(from), file);
        return plain;
      } catch (RuntimeException e) {
        plain.manager().close();
        throw e;
      }
    } finally {
      from.manager().close();
    }
  }

  /** Biases that a generator keeps at zero, before batch norm: PyTorch's layers have none there. */
  private static Set<String> zeros(GeneratorNetwork generator) {
    return TorchModule.of(generator.block()).parameters().entrySet().stream()
        .filter(entry -> entry.getValue().getType() == Parameter.Type.BIAS)
        .filter(entry -> !entry.getValue().requiresGradient())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static void copy(StateDict dict, GeneratorNetwork into, Set<String> optional, Path file) {
    Map<String, Parameter> expected = TorchModule.of(into.block()).parameters();
    expected.keySet().removeIf(name -> optional.contains(name) && !dict.names().contains(name));
    List<String> misfits = misfits(dict, expected);
    if (!misfits.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is of another network than this generator:%n%s"
              .formatted(file, String.join(System.lineSeparator(), misfits)));
    }
    try (NDManager scope = into.manager().newSubManager()) {
      expected.forEach(
          (name, parameter) -> {
            NDArray value = dict.array(name, scope);
            TensorOps.copy(value, parameter.getArray());
          });
    }
  }

  private static List<String> misfits(StateDict dict, Map<String, Parameter> expected) {
    List<String> misfits = new ArrayList<>();
    expected.forEach(
        (name, parameter) -> {
          Shape shape = parameter.getArray().getShape();
          if (!dict.names().contains(name)) {
            misfits.add("missing: %s %s".formatted(name, shape));
          } else if (!dict.shape(name).equals(shape)) {
            misfits.add("of another shape: %s %s, not %s".formatted(name, dict.shape(name), shape));
          }
        });
    Set<String> more = new LinkedHashSet<>(dict.names());
    more.removeAll(expected.keySet());
    more.forEach(name -> misfits.add("unexpected: %s %s".formatted(name, dict.shape(name))));
    return misfits;
  }
}
