package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.cost.NetworkSize;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.InfoGan;
import stablegan.model.Mlp;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.model.WganGpResNet;
import stablegan.nn.Normalization;
import stablegan.nn.StepWeights;
import stablegan.random.RandomStream;

/** What every architecture keeps to, for colour images of 32 pixels. */
class ArchitectureContractTest {

  private static final Shape SAMPLE = new Shape(3, 32, 32);
  private static final int BATCH = 2;
  private static final int LATENT = 5;

  private final NDManager manager = NDManager.newBaseManager();
  private final List<Normalization.Position> positions = new ArrayList<>();
  private final List<Parameter> normalized = new ArrayList<>();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Named<Architecture>> architectures() {
    return Stream.of(
            Mlp.of(8, 2),
            new Dcgan(4),
            new SnCnn(4),
            SnCnn.wide(4),
            new SnResNet(4),
            new SnResNet(4).conditional(3),
            new WganGpResNet(4),
            new InfoGan(4))
        .map(architecture -> Named.of(architecture.name(), architecture));
  }

  /** Leaves layers as they are, and notes them. */
  private Block noted(Block layer, Normalization.Position position) {
    positions.add(position);
    layer.getDirectParameters().values().stream()
        .filter(parameter -> parameter.getType() == Parameter.Type.WEIGHT)
        .forEach(normalized::add);
    return layer;
  }

  private NDArray run(Architecture architecture, Block block, NDArray x) {
    NDList inputs = new NDList(x);
    if (architecture.classes() > 0) {
      inputs.add(manager.create(new long[] {0, architecture.classes() - 1}));
    }
    RandomStream.of(1, RandomStream.Purpose.WEIGHTS, 0)
        .initialize(block, manager, DataType.FLOAT32, inputs.getShapes());
    return block.forward(StepWeights.fixed(manager), inputs, true).singletonOrThrow();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void latentsBecomeSamplesAndSamplesOneLogitEach(Architecture architecture) {
    RandomStream random = RandomStream.of(1, RandomStream.Purpose.LATENTS, 0);
    NDArray z = random.normal(manager, new Shape(BATCH, LATENT));
    NDArray x = run(architecture, architecture.generator(SAMPLE, this::noted), z);
    assertThat(x.getShape()).isEqualTo(new Shape(BATCH).addAll(SAMPLE));
    NDArray logits = run(architecture, architecture.discriminator(SAMPLE, this::noted), x);
    assertThat(logits.getShape()).isEqualTo(new Shape(BATCH, 1));
    assertThat(logits.toFloatArray()).doesNotContain(Float.NaN).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void eachWeightIsNormalizedOnceAndTheEndsOfADiscriminatorAreMarked(Architecture architecture) {
    Block d = architecture.discriminator(SAMPLE, this::noted);
    NDArray x = manager.zeros(new Shape(BATCH).addAll(SAMPLE));
    run(architecture, d, x);
    assertThat(normalized)
        .containsExactlyInAnyOrderElementsOf(
            d.getParameters().values().stream()
                .filter(parameter -> parameter.getType() == Parameter.Type.WEIGHT)
                .toList());
    assertThat(positions).containsOnlyOnce(Normalization.Position.FIRST);
    assertThat(positions).contains(Normalization.Position.LAST);
    assertThat(NetworkSize.of(d, SAMPLE).macs()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aNarrowerOneHasFewerWeights(Architecture architecture) {
    assertThat(architecture.narrower(1)).isEqualTo(architecture);
    assertThat(weights(architecture.narrower(2))).isLessThan(weights(architecture));
  }

  private long weights(Architecture architecture) {
    Block d = architecture.discriminator(SAMPLE, this::noted);
    run(architecture, d, manager.zeros(new Shape(BATCH).addAll(SAMPLE)));
    return NetworkSize.of(d).parameters();
  }
}
