package stablegan.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.internal.description.LayerDescription;
import stablegan.internal.engine.ScriptedNetwork;
import stablegan.model.Latent;
import stablegan.model.Layers;
import stablegan.nn.Clock;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.random.RandomStream;

/** Every layer is described, made again and written for PyTorch. */
class LayerKindsTest {

  /** Sums in another order, in samples of order one. */
  private static final float ROUNDING = 1e-5f;

  /** Latent vectors are read as two maps of 8×8. */
  private static final int LATENT = 128;

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  private static Normalization.Position hidden() {
    return Normalization.Position.HIDDEN;
  }

  private static Block residual(Block branch, Block shortcut) {
    return Layers.residual(Layers.sequence(branch, Layers.relu()), shortcut);
  }

  private static SpectralNorm.Settings settings() {
    return new SpectralNorm.Settings(3, 1e-5, 0.5, true, new Clock(true, 2));
  }

  static Stream<Named<Block>> layers() {
    return Stream.of(
        Named.of("ReLU", Layers.relu()),
        Named.of("ReLU6", Activation.relu6Block()),
        Named.of("leaky ReLU", Layers.leakyRelu(0.3)),
        Named.of(
            "in place",
            new SequentialBlock()
                .add(Layers.conv(3, 3, 1, 1))
                .add(Layers.leakyReluAfter(Layers.conv(3, 3, 1, 1), 0.1))),
        Named.of("tanh", Layers.tanh()),
        Named.of("sigmoid", Activation.sigmoidBlock()),
        Named.of("softplus", Activation.softPlusBlock()),
        Named.of("SELU", Activation.seluBlock()),
        Named.of("identity", Blocks.identityBlock()),
        Named.of("flatten", Layers.flatten()),
        Named.of("reshape", Layers.reshape(new Shape(-1, 4, 4))),
        Named.of("average pool", Layers.averagePool(3)),
        Named.of("global mean", Layers.globalMean()),
        Named.of("global sum", Layers.globalSum()),
        Named.of("conv", Layers.conv(4, 3, 2, 1)),
        Named.of(
            "conv of two groups",
            Conv2d.builder()
                .setFilters(4)
                .setKernelShape(new Shape(3, 2))
                .optPadding(new Shape(1, 2))
                .optDilation(new Shape(1, 2))
                .optGroups(2)
                .optBias(false)
                .build()),
        Named.of("conv transpose", Layers.convTranspose(3, 4, 2, 1)),
        Named.of("upsampled conv", Layers.upsampledConv(3, 3)),
        Named.of("upsampled pointwise conv", Layers.upsampledConv(3, 1)),
        Named.of("pooled conv", Layers.pooledConv(3, 3)),
        Named.of("pooled pointwise conv", Layers.pooledConv(3, 1)),
        Named.of("linear", new SequentialBlock().add(Layers.flatten()).add(Layers.linear(3))),
        Named.of("linear without bias", Layers.linearWithoutBias(3)),
        Named.of("batch norm", BatchNorm.builder().optEpsilon(0.3f).build()),
        Named.of("layer norm", Normalizations.layerNorm().features()),
        Named.of("SN", SpectralNorm.of(Layers.conv(3, 3, 1, 1), settings())),
        Named.of("WN", Normalizations.weightNorm().apply(Layers.linear(2), hidden())),
        Named.of("residual", residual(Layers.conv(2, 3, 1, 1), Blocks.identityBlock())),
        Named.of(
            "normalized residual",
            residual(
                SpectralNorm.of(Layers.upsampledConv(2, 3)),
                SpectralNorm.of(Layers.upsampledConv(2, 1)))));
  }

  private GeneratorNetwork network(Block layer) {
    Block block = new SequentialBlock().add(Layers.reshape(new Shape(2, 8, 8))).add(layer);
    Shape any = new Shape(1);
    GeneratorNetwork network = GeneratorNetwork.untrained(block, Latent.normal(LATENT), any, 0);
    RandomStream random = RandomStream.of(1, RandomStream.Purpose.WEIGHTS, 2);
    for (Parameter parameter : block.getParameters().values()) {
      // biases, gains and statistics other than they start
      NDArray array = parameter.getArray();
      if (parameter.getType() != Parameter.Type.OTHER) {
        float[] values = random.uniforms((int) array.size());
        array.set(values);
      }
    }
    NDArray one = samples(network, manager.zeros(new Shape(1, LATENT)));
    return new GeneratorNetwork(
        network.manager(), block, network.latent(), one.getShape().slice(1), 0, network.averages());
  }

  private NDArray samples(GeneratorNetwork network, NDArray z) {
    return network.forward(
        manager, RandomStream.of(1, RandomStream.Purpose.SAMPLES, 1), new NDList(z));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerIsMadeAgainFromItsDescription(Block layer) {
    GeneratorNetwork network = network(layer);
    LayerDescription description = Describer.of(network.block());
    LayerDescription read = LayerDescription.parse(JsonParser.parseString(description.toString()));
    Block again = LayerKinds.make(read);
    assertThat(Describer.of(again).toString()).isEqualTo(description.toString());
    GeneratorNetwork copy =
        GeneratorNetwork.untrained(again, network.latent(), network.sample(), 0);
    assertThat(copy.block().getParameters().keys())
        .isEqualTo(network.block().getParameters().keys());
    copy.block()
        .getParameters()
        .forEach(
            entry ->
                network
                    .block()
                    .getParameters()
                    .get(entry.getKey())
                    .getArray()
                    .copyTo(entry.getValue().getArray()));
    NDArray z =
        network.latent().sample(manager, 3, RandomStream.of(2, RandomStream.Purpose.DATA, 0));
    assertThat(samples(copy, z)).isEqualTo(samples(network, z));
    copy.manager().close();
    network.manager().close();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void pytorchMakesTheSameOfIt(Block layer) {
    GeneratorNetwork network = network(layer);
    Path script = folder.resolve("g.pt");
    Path state = folder.resolve("g.safetensors");
    Export.torchScript(network, script);
    Export.safetensors(network, state);
    NDArray z =
        network.latent().sample(manager, 3, RandomStream.of(2, RandomStream.Purpose.DATA, 0));
    NDArray expected = samples(network, z);
    GeneratorNetwork exported = Import.load(state);
    try (ScriptedNetwork torch = ScriptedNetwork.load(script)) {
      NDArray samples = torch.forward(z).singletonOrThrow();
      assertThat(samples.getShape()).isEqualTo(expected.getShape());
      assertThat(samples.toFloatArray()).containsExactly(expected.toFloatArray(), within(ROUNDING));
    }
    assertThat(samples(exported, z).toFloatArray())
        .containsExactly(expected.toFloatArray(), within(ROUNDING));
    exported.manager().close();
    network.manager().close();
  }

  static Stream<Arguments> unknown() {
    Block twice = Layers.linear(2);
    return Stream.of(
        Arguments.of("MinibatchStdDev", MinibatchLayer.standardDeviation().create()),
        Arguments.of("Dropout", Dropout.builder().build()),
        Arguments.of("function ReLU", LambdaBlock.singleton(x -> x.abs(), "ReLU")),
        Arguments.of("function Tanh", LambdaBlock.singleton(x -> x.reshape(3, 5), "Tanh")),
        Arguments.of("function GELU", Activation.geluBlock()),
        Arguments.of("LambdaBlock", LambdaBlock.singleton(x -> x)),
        Arguments.of("BatchNorm", BatchNorm.builder().optAxis(2).build()),
        Arguments.of("LayerKindsTest$", new SequentialBlock() {}.add(Layers.relu())),
        Arguments.of("at several of its places", new SequentialBlock().add(twice).add(twice)));
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void whatIsUnknownIsNamed(String name, Block layer) {
    Block network = new SequentialBlock().add(layer);
    network.initialize(manager, DataType.FLOAT32, new Shape(3, 1, 5));
    assertThatThrownBy(() -> Describer.of(network))
        .isInstanceOf(UnknownLayerException.class)
        .hasMessageContaining(name);
  }

  @Test
  void aDescriptionOfWhatThisVersionDoesNotMakeIsRefused() {
    assertThatThrownBy(() -> LayerKinds.make(LayerDescription.of("attention")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("makes no layer \"attention\"")
        .hasMessageContaining("conv2d");
    assertThatThrownBy(() -> LayerKinds.make(LayerDescription.of("linear")))
        .hasMessageContaining("has no setting \"units\"");
  }
}
