package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Golden;
import stablegan.internal.formats.Safetensors;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;

/** State dictionaries of PyTorch make the images that they make there. */
class GeneratorImportParityTest {

  /** Sums in another order, in samples of order one. */
  private static final float ROUNDING = 1e-5f;

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Shape IMAGE = new Shape(1, 16, 16);
  private static final Gan GAN = Gan.of(new Dcgan(2), Latent.normal(8));

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  private static Path file(String name) {
    return GOLDEN.resolve("generator_" + name + ".safetensors");
  }

  private static Generator load(String name) {
    Normalization spectral = Normalizations.spectralNorm().then(Normalizations.batchNorm());
    return switch (name) {
      case "dcgan" -> Generator.load(file(name), GAN, IMAGE);
      case "sn" ->
          Generator.load(file(name), GAN.with(new SnCnn(2)).withGeneratorNorm(spectral), IMAGE);
      case "old_sn" -> Generator.load(file(name), GAN.withGeneratorNorm(spectral), IMAGE);
      case "wn" ->
          Generator.load(
              file(name),
              GAN.with(Mlp.of(4, 2)).withGeneratorNorm(Normalizations.weightNorm()),
              new Shape(2));
      default ->
          Generator.load(
              file(name), GAN.with(new SnResNet(1).conditional(3)), new Shape(3, 32, 32));
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"dcgan", "sn", "old_sn", "wn", "classes"})
  void samplesAreThoseOfPytorch(String name) {
    Golden golden = Golden.read(manager, "generators").in(name);
    int[] classes =
        golden.has("classes")
            ? LongStream.of(golden.get("classes").toLongArray()).mapToInt(k -> (int) k).toArray()
            : new int[0];
    float[] expected = golden.get("samples").toFloatArray();
    Path exported = folder.resolve("again.safetensors");
    try (Generator generator = load(name)) {
      NDArray samples = generator.sample(manager, golden.get("z"), classes);
      assertThat(samples.toFloatArray()).containsExactly(expected, within(ROUNDING));
      generator.save(exported);
    }
    try (Generator again = Generator.load(exported)) {
      NDArray samples = again.sample(manager, golden.get("z"), classes);
      assertThat(samples.toFloatArray()).containsExactly(expected, within(ROUNDING));
    }
  }

  /** But for biases that stay zero before batch norm, which PyTorch's networks are without. */
  @ParameterizedTest
  @ValueSource(strings = {"dcgan", "classes"})
  void anExportHasPytorchsNamesShapesAndNumbers(String name) {
    Path exported = folder.resolve("exported.safetensors");
    try (Generator generator = load(name)) {
      generator.save(exported);
    }
    Safetensors theirs = Safetensors.read(file(name));
    Safetensors ours = Safetensors.read(exported);
    assertThat(ours.names()).containsAll(theirs.names());
    for (String parameter : theirs.names()) {
      NDArray expected = theirs.array(parameter, manager);
      assertThat(ours.array(parameter, manager)).as(parameter).isEqualTo(expected);
    }
    Set<String> more = new TreeSet<>(ours.names());
    more.removeAll(theirs.names());
    assertThat(more).isNotEmpty().allMatch(parameter -> parameter.endsWith(".bias"));
    for (String bias : more) {
      assertThat(ours.array(bias, manager).toFloatArray()).containsOnly(0);
    }
  }

  @Test
  void allMisfitsAreNamed() {
    assertThatThrownBy(() -> Generator.load(file("dcgan"), GAN.with(new Dcgan(4)), IMAGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("generator_dcgan.safetensors is of another network")
        .hasMessageContaining("of another shape: 1.weight (8, 4, 4, 4), not (8, 8, 4, 4)")
        .hasMessageContaining("of another shape: 7.weight (2, 1, 4, 4), not (4, 1, 4, 4)");
    assertThatThrownBy(() -> Generator.load(file("dcgan"), GAN.with(Mlp.of(4, 1)), IMAGE))
        .hasMessageContaining("missing: 0.weight (4, 8)")
        .hasMessageContaining("missing: 1.bias (4)")
        .hasMessageContaining("unexpected: 4.weight (4, 2, 4, 4)")
        .hasMessageContaining("unexpected: 5.running_var (2)");
    Gan plain = GAN.withGeneratorNorm(Normalizations.batchNorm());
    assertThatThrownBy(() -> Generator.load(file("old_sn"), plain, IMAGE))
        .hasMessageContaining("missing: 1.weight (8, 4, 4, 4)")
        .hasMessageContaining("unexpected: 1.weight_orig (8, 4, 4, 4)");
  }

  /** PyTorch's weight_norm has a gain for each input of a transposed convolution, if not told. */
  @Test
  void gainsAlongAnotherAxisAreNoGains() {
    Gan gan = GAN.with(Latent.normal(4)).withGeneratorNorm(Normalizations.weightNorm());
    NDArray weight = manager.ones(new Shape(4, 4, 4, 4));
    for (Shape shape : new Shape[] {new Shape(4, 1, 1, 1), new Shape(1, 4, 1, 1)}) {
      Path file = folder.resolve("gains.safetensors");
      Safetensors.write(
          file,
          Map.of(
              "1.parametrizations.weight.original0",
              manager.ones(shape),
              "1.parametrizations.weight.original1",
              weight),
          Map.of());
      boolean ours = shape.get(1) == 4;
      assertThatThrownBy(() -> Generator.load(file, gan, IMAGE))
          .hasMessageContaining("missing: 3.weight")
          .satisfies(
              e -> assertThat(e.getMessage().contains("missing: 1.weight")).isEqualTo(!ours));
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> Generator.load(file("dcgan")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a description")
        .hasMessageContaining("Generator.load(file, gan, sample)");
    assertThatThrownBy(() -> Generator.load(GOLDEN.resolve("fid_stub.pt")))
        .hasMessageContaining("neither a run's folder nor a file that ends in .safetensors");
    assertThatThrownBy(() -> Generator.load(folder.resolve("none.safetensors")))
        .hasMessageContaining("no such file");
    byte[] whole = Files.readAllBytes(file("dcgan"));
    for (int length : new int[] {0, 7, 100, whole.length - 1}) {
      Path cut = folder.resolve("cut.safetensors");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Generator.load(cut, GAN, IMAGE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cut.safetensors is no .safetensors file, or damaged");
    }
    Path foreign = folder.resolve("foreign.safetensors");
    Map<String, String> metadata = Map.of("stablegan.generator", "{\"format\":2}");
    Safetensors.write(foreign, Map.of(), metadata);
    assertThatThrownBy(() -> Generator.load(foreign)).hasMessageContaining("format 2");
    assertThatThrownBy(() -> Generator.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("generator.json is missing");
  }
}
