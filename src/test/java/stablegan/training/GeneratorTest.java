package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.data.ImageSet;
import stablegan.data.ToyMixture;
import stablegan.internal.formats.Safetensors;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.model.Layers;
import stablegan.model.Mlp;
import stablegan.model.SnResNet;
import stablegan.nn.LayerSigma;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.Reparametrization;
import stablegan.nn.StepWeights;
import stablegan.optim.Optimizers;

/** Generators outside of the run that made them. */
class GeneratorTest {

  private static final ImageSet NOISE = noise(1, 8);
  private static final Method METHOD =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4);

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  private static ImageSet noise(int channels, int side) {
    int n = 6;
    byte[] pixels = new byte[n * channels * side * side];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", channels, side, side, pixels, 0, 1, 2, 0, 1, 2);
  }

  private Run train(Method method, long steps) {
    return GanTrainer.of(method).train(NOISE, Plan.steps(steps), 1, folder);
  }

  private Generator trained() {
    train(METHOD, 1).close();
    return Generator.load(folder);
  }

  @Test
  void theGeneratorOfAClosedRunIsTold() {
    Run run = train(METHOD, 1);
    run.close();
    assertThatThrownBy(() -> run.generator().images(2, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the generator is closed, or the run that it belongs to")
        .hasMessageContaining("Generator.load(folder)");
  }

  private Generator conditional() {
    Method method = METHOD.with(new SnResNet(1).conditional(3));
    GanTrainer.of(method).train(noise(3, 32), Plan.steps(1), 1, folder).close();
    return Generator.load(folder);
  }

  @Test
  void pixelsFarBeyondTheRangeAreBlackOrWhite() {
    // its output is linear, and each of three steps moves every weight by about ten
    Method wild =
        METHOD.with(Mlp.of(8, 1)).with(Optimizers.frozen(), Optimizers.adam(10, 0.5, 0.999));
    try (Run run = train(wild, 3)) {
      assertThat(run.outcome().isCompleted()).isTrue();
      NDArray samples = run.generator().sample(manager, 4, 0);
      assertThat(samples.abs().max().getFloat()).isGreaterThan(2);
      byte[] pixels = new byte[NOISE.imageBytes()];
      run.generator().images(4, 0).read(0, pixels, 0);
      float[] first = samples.get(0).toFloatArray();
      for (int i = 0; i < pixels.length; i++) {
        if (Math.abs(first[i]) > 1) {
          assertThat(pixels[i] & 0xff).isEqualTo(first[i] > 0 ? 255 : 0);
        }
      }
    }
  }

  @Test
  void aLoadedOneIsThatOfTheRunAndOutlivesIt() {
    String expected;
    Path state = folder.resolve("before.safetensors");
    try (Run run = train(METHOD.ema(0.9), 3)) {
      expected = run.generator().images(120, 5).contentHash();
      run.generator().close(); // the run's memory, not its own
      assertThat(run.generator().images(120, 5).contentHash()).isEqualTo(expected);
      run.generator().save(state);
    }
    Generator loaded = Generator.load(folder);
    assertThat(loaded.images(120, 5).contentHash()).isEqualTo(expected);
    assertThat(loaded.stream(120, 5).contentHash()).isEqualTo(expected);
    assertThat(loaded.latent()).isEqualTo(Latent.normal(4));
    assertThat(loaded.sampleShape()).isEqualTo(new Shape(1, 8, 8));
    assertThat(loaded.classes()).isEmpty();
    loaded.close();
    assertThatThrownBy(() -> loaded.images(1, 1)).isInstanceOf(IllegalStateException.class);
    try (Run run = train(METHOD.ema(0.9), 5);
        Generator before = Generator.load(state);
        Generator after = Generator.load(folder)) {
      assertThat(before.images(120, 5).contentHash()).isEqualTo(expected);
      assertThat(after.images(120, 5).contentHash())
          .isEqualTo(run.generator().images(120, 5).contentHash())
          .isNotEqualTo(expected);
    }
  }

  @Test
  void pointsOfThePlaneComeBackToo() {
    Method method = METHOD.with(Mlp.of(8, 2)).with(Latent.uniform(2));
    TrainingData ring = TrainingData.of(ToyMixture.ring(8));
    try (Run run = GanTrainer.of(method).train(ring, Plan.steps(2), 1, Optional.of(folder));
        Generator loaded = Generator.load(folder)) {
      assertThat(loaded.sample(manager, 50, 1)).isEqualTo(run.generator().sample(manager, 50, 1));
      assertThatThrownBy(() -> loaded.truncated(1)).hasMessageContaining("uniform 2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator.json", "checkpoint.safetensors", "checksums.json"})
  void damagedFilesAreNamed(String name) throws IOException {
    trained().close();
    Path file = folder.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Generator.load(folder))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageNotContaining("no run");
    }
  }

  @Test
  void whatIsMissingIsNamedWithWhatToDo() throws IOException {
    trained().close();
    Files.delete(folder.resolve("checkpoint.safetensors"));
    assertThatThrownBy(() -> Generator.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining("is missing");
    Files.delete(folder.resolve("generator.json"));
    assertThatThrownBy(() -> Generator.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(folder.resolve("generator.json") + " is missing")
        .hasMessageContaining("GanTrainer.of(method)");
  }

  @Test
  void theDescriptionIsNoPartOfWhatARunIs() throws IOException {
    String expected;
    try (Run run = train(METHOD, 1)) {
      expected = run.generator().images(9, 1).contentHash();
    }
    Files.delete(folder.resolve("generator.json")); // as a folder of an older version
    try (Run again = train(METHOD, 1)) {
      assertThat(again.generator().images(9, 1).contentHash()).isEqualTo(expected);
    }
    assertThat(folder.resolve("generator.json")).doesNotExist();
    train(METHOD, 2).close();
    Generator.load(folder).close(); // written when the run went on
  }

  /** An architecture whose generator holds a layer of its own. */
  private record Own(Dcgan dcgan, Supplier<Block> layer) implements Architecture {

    @Override
    public Block generator(Shape sample, Normalization normalization) {
      return new SequentialBlock().add(dcgan.generator(sample, normalization)).add(layer.get());
    }

    @Override
    public Block discriminator(Shape sample, Normalization normalization) {
      return dcgan.discriminator(sample, normalization);
    }

    @Override
    public String name() {
      return "own";
    }
  }

  /** The same networks from weights that are all the same number. */
  private record Even(Dcgan dcgan) implements Architecture {

    @Override
    public Block generator(Shape sample, Normalization normalization) {
      return dcgan.generator(sample, normalization);
    }

    @Override
    public Block discriminator(Shape sample, Normalization normalization) {
      return dcgan.discriminator(sample, normalization);
    }

    @Override
    public Initializer initializer() {
      return new ConstantInitializer(0.25f);
    }

    @Override
    public String name() {
      return "even";
    }
  }

  @Test
  void anArchitectureSaysWhatWeightsStartFrom() {
    Method frozen = METHOD.with(Optimizers.frozen());
    try (Run run = train(frozen.with(new Even(new Dcgan(2))), 1)) {
      float[] weights =
          run.discriminator().getParameters().stream()
              .map(Pair::getValue)
              .filter(p -> p.getType() == Parameter.Type.WEIGHT)
              .findFirst()
              .orElseThrow()
              .getArray()
              .toFloatArray();
      assertThat(weights).containsOnly(0.25f);
    }
  }

  @Test
  void aLayerOfOnesOwnIsNamedAndTrainsAllTheSame() {
    // it isn't what it says it is
    Supplier<Block> layer = () -> LambdaBlock.singleton(x -> x.mul(0.5f), "Tanh");
    try (Run run = train(METHOD.with(new Own(new Dcgan(2), layer)), 1)) {
      assertThat(run.outcome().isCompleted()).isTrue();
      assertThatThrownBy(() -> run.generator().save(folder.resolve("g.pt")))
          .hasMessageContaining("the function Tanh of a LambdaBlock");
    }
    assertThatThrownBy(() -> Generator.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the function Tanh of a LambdaBlock")
        .hasMessageContaining("GanTrainer.of(method).train");
  }

  /** W/‖W‖, a normalization that the library doesn't know. */
  private static final class Frobenius extends Reparametrization {

    Frobenius(Block layer) {
      super(layer);
    }

    @Override
    protected NDArray effective(NDArray raw, boolean updating) {
      return raw.div(raw.square().sum().sqrt());
    }

    @Override
    protected void weightChanged(NDManager weights, NDArray raw) {}
  }

  @Test
  void aNormalizationOfOnesOwnIsFoldedIntoAnExport() {
    Normalization own = Normalization.named("W/|W|", (layer, position) -> new Frobenius(layer));
    Path file = folder.resolve("g.safetensors");
    try (Run run = train(METHOD.withGeneratorNorm(own), 1)) {
      run.generator().save(file);
      try (Generator exported = Generator.load(file)) {
        assertThat(exported.sample(manager, 7, 1)).isEqualTo(run.generator().sample(manager, 7, 1));
      }
    }
    assertThatThrownBy(() -> Generator.load(folder))
        .hasMessageContaining("GeneratorTest$Frobenius");
  }

  @Test
  void theSigmaOfAnExportedWeightIsOne() {
    Path file = folder.resolve("g.safetensors");
    Method method = METHOD.withGeneratorNorm(Normalizations.spectralNorm());
    try (Run run = train(method, 30)) {
      run.generator().save(file);
    }
    Safetensors stored = Safetensors.read(file);
    assertThat(stored.names()).containsExactly("1.weight", "1.bias", "3.weight", "3.bias");
    NDArray weight = stored.array("3.weight", manager);
    Block layer = Layers.convTranspose(1, 4, 2, 1);
    layer.initialize(manager, DataType.FLOAT32, new Shape(1, 2, 4, 4));
    layer.getParameters().get("weight").getArray().set(weight.toFloatArray());
    // of one power iteration a step, which is nearly settled
    assertThat(LayerSigma.of(layer).get(0).exact()).isCloseTo(1, within(0.05));
  }

  @Test
  void latentVectorsOfOnesOwnMakeTheSamplesOfTheirSeed() {
    try (Generator generator = trained()) {
      NDArray z = generator.latents(manager, 230, 9);
      assertThat(generator.sample(manager, z)).isEqualTo(generator.sample(manager, 230, 9));
      assertThat(generator.latents(manager, 3, 9)).isEqualTo(z.get(":3"));
      assertThat(generator.images(z).contentHash())
          .isEqualTo(generator.images(230, 9).contentHash());
    }
  }

  /** Adds noise of its own to whatever it is given. */
  private static final class Noisy extends AbstractBlock {

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        PairList<String, Object> parameters) {
      NDArray x = inputs.singletonOrThrow();
      NDArray noise = StepWeights.random(store).normal(x.getManager(), x.getShape());
      return new NDList(x.add(noise.mul(0.1)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return inputs;
    }
  }

  @Test
  void layersDrawTheSameNoiseForSamplesThatAreStreamed() {
    try (Run run = train(METHOD.with(new Own(new Dcgan(2), Noisy::new)), 1)) {
      Generator generator = run.generator();
      assertThat(generator.stream(230, 9).contentHash())
          .isEqualTo(generator.images(230, 9).contentHash());
      NDArray z = generator.latents(manager, 100, 9);
      NDArray samples = generator.sample(manager, z.concat(z));
      assertThat(samples.get(":100")).isNotEqualTo(samples.get("100:"));
      assertThat(generator.sample(manager, generator.latents(manager, 230, 0)))
          .isEqualTo(generator.sample(manager, 230, 0));
    }
  }

  @Test
  void classesOfOnesOwnAreThoseOfTheSamples() {
    try (Generator generator = conditional()) {
      NDArray z = generator.latents(manager, 3, 9);
      assertThat(generator.sample(manager, z)).isEqualTo(generator.sample(manager, z, 0, 1, 2));
      assertThat(generator.sample(manager, z, 2, 2, 2))
          .isEqualTo(generator.ofClass(2).sample(manager, z))
          .isEqualTo(generator.ofClass(2).sample(manager, 3, 9));
      assertThat(generator.classes()).containsExactly(0, 1, 2);
      ImageSet images = generator.ofClass(1).images(z);
      assertThat(images.label(0)).isEqualTo(1);
      assertThat(images.split()).isEqualTo("of latent vectors, class 1");
      assertThatThrownBy(() -> generator.sample(manager, z, 0, 1))
          .hasMessageContaining("3 latent vectors of a generator of 3 classes need 3 classes")
          .hasMessageContaining("got 2");
      assertThatThrownBy(() -> generator.sample(manager, z, 0, 1, 3))
          .hasMessageContaining("a class must be from 0 to 2 but is 3");
      assertThatThrownBy(() -> generator.sample(manager, z, -1, 1, 2))
          .hasMessageContaining("but is -1");
    }
  }

  @Test
  void latentVectorsThatDoNotFitAreRefused() {
    try (Generator generator = trained()) {
      for (Shape shape :
          new Shape[] {new Shape(3, 5), new Shape(4), new Shape(3, 4, 1), new Shape(0, 4)}) {
        assertThatThrownBy(() -> generator.sample(manager, manager.zeros(shape)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("must be float32 (n, 4), n at least 1, but are float32 " + shape);
      }
      NDArray doubles = manager.zeros(new Shape(3, 4), DataType.FLOAT64);
      assertThatThrownBy(() -> generator.sample(manager, doubles)).hasMessageContaining("float64");
      NDArray nan = manager.create(new float[] {0, 1, Float.NaN, 2}, new Shape(1, 4));
      assertThatThrownBy(() -> generator.sample(manager, nan)).hasMessageContaining("finite");
      NDArray z = manager.zeros(new Shape(1, 4));
      assertThatThrownBy(() -> generator.sample(manager, z, 0))
          .hasMessageContaining("of 0 classes need 0 classes but got 1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE})
  void asManySamplesAsNobodyCanHaveAreRefused(int n) {
    try (Generator generator = trained()) {
      String told = String.format(Locale.ROOT, "but are %,d", n);
      assertThatThrownBy(() -> generator.images(n, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(told);
      assertThatThrownBy(() -> generator.stream(n, 1)).hasMessageContaining(told);
    }
  }

  @Test
  void truncatedLatentsLieWithinAndAreNormalThere() {
    try (Generator generator = trained()) {
      double t = 0.5;
      int n = 5000;
      float[] all = generator.latents(manager, n, 3).toFloatArray();
      float[] within = generator.truncated(t).latents(manager, n, 3).toFloatArray();
      double squares = 0;
      for (int i = 0; i < all.length; i++) {
        assertThat(Math.abs(within[i])).isLessThanOrEqualTo((float) t);
        if (Math.abs(all[i]) <= t) {
          assertThat(within[i]).isEqualTo(all[i]);
        }
        squares += within[i] * within[i] / (double) all.length;
      }
      // 1 - 2 t φ(t) / (2 Φ(t) - 1), the variance of a normal number that is known to lie within
      double density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
      double variance = 1 - 2 * t * density / 0.38292492254802624;
      // five standard errors of the mean of 20,000 squares, each below t² = 0.25 with spread 0.075
      assertThat(squares).isCloseTo(variance, within(5 * 0.075 / Math.sqrt(all.length)));
      assertThat(generator.truncated(t).latents(manager, 7, 3).toFloatArray())
          .isEqualTo(Arrays.copyOf(within, 28));
      assertThat(generator.truncated(0.01).latents(manager, 2, 3).toFloatArray())
          .hasSize(8)
          .doesNotHaveDuplicates();
      assertThat(generator.truncated(7).sample(manager, 9, 3))
          .isEqualTo(generator.sample(manager, 9, 3)); // no normal number of ours is beyond 6.77
      assertThat(generator.truncated(t).images(2, 3).split()).isEqualTo("seed 3, truncated at 0.5");
      for (double bad : new double[] {0, -1, 0.009, Double.NaN}) {
        assertThatThrownBy(() -> generator.truncated(bad))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("at least 0.01 but is " + bad);
      }
    }
  }

  @Test
  void aFileSaysByItsEndingWhatItHolds() {
    try (Generator generator = trained()) {
      assertThatThrownBy(() -> generator.save(folder.resolve("g.onnx")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must end in .safetensors or .pt");
      assertThat(folder.resolve("g.onnx")).doesNotExist();
    }
  }

  @Test
  void exportsAreTheSameBytesEachTime() throws IOException {
    try (Generator generator = trained()) {
      for (String ending : Set.of(".pt", ".safetensors")) {
        Path first = folder.resolve("a" + ending);
        Path second = folder.resolve("b" + ending);
        generator.save(first);
        generator.save(second);
        assertThat(first).hasSameBinaryContentAs(second);
      }
    }
  }
}
