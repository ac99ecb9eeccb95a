package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ImageSet;
import stablegan.internal.engine.ScriptedNetwork;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.formats.Safetensors;
import stablegan.model.Architecture;
import stablegan.model.Latent;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.training.GanTrainer;
import stablegan.training.Generator;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;

/** Generators of every architecture outlive their run, in a folder and for PyTorch. */
class GeneratorContractTest {

  /** What an upsampling computed as one with its convolution rounds, in samples of order one. */
  private static final float ROUNDING = 1e-5f;

  /** Where src/test/python/check_exports.py finds them. */
  private static final Path EXPORTS = Path.of("target/exported-generators");

  private static final ImageSet IMAGES = noise();
  private static final int LATENT = 5;
  private static final long SEED = 3;
  private static final int N = 6;

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  private static ImageSet noise() {
    int n = 8;
    byte[] pixels = new byte[n * 3 * 32 * 32];
    new Random(5).nextBytes(pixels);
    return ImageSet.of("noise", "train", 3, 32, 32, pixels, 0, 1, 2, 0, 1, 2, 0, 1);
  }

  private static Method method(Architecture architecture, Normalization inGenerator) {
    return Method.dcgan()
        .with(architecture)
        .withGeneratorNorm(inGenerator)
        .with(Latent.normal(LATENT))
        .with(Optimizers.adam(0.03, 0, 0.9)) // large steps, so that samples are of order one
        .batch(4);
  }

  @ParameterizedTest
  @MethodSource("stablegan.contract.ArchitectureContractTest#architectures")
  void withBatchNormAndAverages(Architecture architecture) {
    assertOutlives(method(architecture, Normalizations.batchNorm()).ema(0.5));
  }

  @ParameterizedTest
  @MethodSource("stablegan.contract.ArchitectureContractTest#architectures")
  void withSpectralAndBatchNorm(Architecture architecture) {
    assertOutlives(
        method(architecture, Normalizations.spectralNorm().then(Normalizations.batchNorm())));
  }

  @ParameterizedTest
  @MethodSource("stablegan.contract.ArchitectureContractTest#architectures")
  void withWeightNormAndAverages(Architecture architecture) {
    assertOutlives(method(architecture, Normalizations.weightNorm()).ema(0.5));
  }

  @ParameterizedTest
  @MethodSource("stablegan.contract.ArchitectureContractTest#architectures")
  void withLayerNorm(Architecture architecture) {
    assertOutlives(method(architecture, Normalizations.layerNorm()));
  }

  private void assertOutlives(Method method) {
    String name =
        AtomicFile.safeName(
            method.gan().architecture().name() + " " + method.gan().generatorNorm().name());
    Path state = EXPORTS.resolve(name + ".safetensors");
    Path script = EXPORTS.resolve(name + ".pt");
    float[] expected;
    float[] z;
    try (Run run = GanTrainer.of(method).train(IMAGES, Plan.steps(4), 1, folder)) {
      expected = run.generator().sample(manager, N, SEED).toFloatArray();
      z = run.generator().latents(manager, N, SEED).toFloatArray();
      run.generator().save(state);
      run.generator().save(script);
    }
    try (Generator stored = Generator.load(folder)) {
      assertThat(stored.sample(manager, N, SEED).toFloatArray()).containsExactly(expected);
    }
    try (Generator exported = Generator.load(state)) {
      assertThat(exported.sample(manager, N, SEED).toFloatArray()).containsExactly(expected);
    }
    try (Generator known = Generator.load(state, method.gan(), new Shape(3, 32, 32))) {
      assertThat(known.sample(manager, N, SEED).toFloatArray()).containsExactly(expected);
    }
    try (ScriptedNetwork torch = ScriptedNetwork.load(script)) {
      NDArray latents = manager.create(z, new Shape(N, LATENT));
      Map<String, NDArray> given = new LinkedHashMap<>();
      given.put("z", latents);
      NDList inputs = new NDList(latents);
      if (method.gan().architecture().classes() > 0) {
        inputs.add(manager.create(new long[] {0, 1, 2, 0, 1, 2}));
        given.put("classes", manager.create(new float[] {0, 1, 2, 0, 1, 2}));
      }
      NDArray samples = torch.forward(inputs).singletonOrThrow();
      assertThat(samples.toFloatArray()).containsExactly(expected, within(ROUNDING));
      given.put("samples", manager.create(expected, samples.getShape()));
      Safetensors.write(EXPORTS.resolve(name + ".samples"), given, Map.of());
    }
  }
}
