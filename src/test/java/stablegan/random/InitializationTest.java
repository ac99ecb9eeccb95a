package stablegan.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.initializer.TruncatedNormalInitializer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a network draws when it is initialized comes from the stream. */
class InitializationTest {

  private static final Shape SHAPE = new Shape(40, 30);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static RandomStream stream() {
    return RandomStream.of(1, RandomStream.Purpose.WEIGHTS, 0);
  }

  /** A layer of a user's, which makes one array when it is initialized. */
  private static final class OwnLayer extends AbstractBlock {

    private final BiFunction<NDManager, Shape, NDArray> start;
    private final Parameter vector =
        addParameter(
            Parameter.builder()
                .setName("v")
                .setType(Parameter.Type.OTHER)
                .optRequiresGrad(false)
                .build());

    OwnLayer(BiFunction<NDManager, Shape, NDArray> start) {
      this.start = start;
    }

    @Override
    public void initialize(NDManager to, DataType dataType, Shape... inputs) {
      vector.setArray(start.apply(to, SHAPE));
      super.initialize(to, dataType, inputs);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      return inputs;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return inputs;
    }
  }

  static Stream<Named<Initializer>> initializers() {
    return Stream.of(
        Named.of("Xavier", new XavierInitializer()),
        Named.of("normal", new NormalInitializer(0.1f)),
        Named.of("truncated", new TruncatedNormalInitializer(0.1f)),
        Named.of("uniform", new UniformInitializer(0.1f)));
  }

  private List<float[]> weights(Block network, int engineSeed) {
    Engine.getInstance().setRandomSeed(engineSeed);
    stream().initialize(network, manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
    List<float[]> weights = new ArrayList<>();
    for (Parameter parameter : network.getParameters().values()) {
      assertThat(parameter.getArray().getManager()).isSameAs(manager);
      weights.add(parameter.getArray().toFloatArray());
    }
    return weights;
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void theEnginesGeneratorHasNoPartInIt(Initializer initializer) {
    List<List<float[]>> networks =
        IntStream.of(1, 2).mapToObj(seed -> weights(network(initializer), seed)).toList();
    assertThat(networks.get(0)).usingRecursiveComparison().isEqualTo(networks.get(1));
    assertThat(networks.get(0).get(0)).doesNotHaveDuplicates().doesNotContain(0);
  }

  private static Block network(Initializer initializer) {
    Block convolution = Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(2).build();
    Block network =
        new SequentialBlock()
            .add(convolution)
            .add(BatchNorm.builder().build())
            .add(Linear.builder().setUnits(2).build());
    network.setInitializer(initializer, Parameter.Type.WEIGHT);
    return network;
  }

  static Stream<Named<BiFunction<NDManager, Shape, NDArray>>> draws() {
    return Stream.of(
        Named.of("normal", (m, s) -> m.randomNormal(s)),
        Named.of("normal, double", (m, s) -> m.randomNormal(1, 2, s, DataType.FLOAT64)),
        Named.of("normal, placed", (m, s) -> m.randomNormal(1, 2, s, DataType.FLOAT32, null)),
        Named.of("truncated", (m, s) -> m.truncatedNormal(s)),
        Named.of("uniform", (m, s) -> m.randomUniform(-1, 1, s)),
        Named.of("integers", (m, s) -> m.randomInteger(-3, 3, s, DataType.FLOAT32)),
        Named.of("permutation", (m, s) -> m.randomPermutation(50)),
        Named.of("in a manager below", InitializationTest::below));
  }

  private static NDArray below(NDManager manager, Shape shape) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = scope.randomNormal(shape);
      manager.attachAll(x);
      return x;
    }
  }

  @ParameterizedTest
  @MethodSource("draws")
  void layersOfOnesOwnDrawFromTheStream(BiFunction<NDManager, Shape, NDArray> start) {
    NDArray[] made = new NDArray[2];
    for (int i = 0; i < made.length; i++) {
      Engine.getInstance().setRandomSeed(i);
      OwnLayer layer = new OwnLayer(start);
      stream().initialize(layer, manager, DataType.FLOAT32, SHAPE);
      made[i] = layer.vector.getArray();
      assertThat(made[i].getManager()).isSameAs(manager);
    }
    assertThat(made[0].stopGradient()).isEqualTo(made[1].stopGradient());
    assertThat(made[0].stopGradient().toType(DataType.FLOAT64, true).max().getDouble())
        .isPositive();
  }

  @Test
  void distributionsAreThoseAskedFor() {
    NDManager drawing = DrawingManager.of(manager, stream());
    int n = 40_000;
    NDArray normal = drawing.randomNormal(3, 2, new Shape(n), DataType.FLOAT64);
    assertThat(normal.getDataType()).isEqualTo(DataType.FLOAT64);
    assertThat(Math.abs(normal.mean().getDouble() - 3)).isLessThan(5 * 2 / Math.sqrt(n));
    assertThat(drawing.truncatedNormal(new Shape(n)).abs().max().getFloat()).isBetween(1.99f, 2f);
    NDArray integers = drawing.randomInteger(-3, 3, new Shape(n), DataType.INT32);
    assertThat(integers.min().getInt()).isEqualTo(-3);
    assertThat(integers.max().getInt()).isEqualTo(2);
    assertThat(drawing.randomPermutation(9).sort().toLongArray())
        .isEqualTo(IntStream.range(0, 9).asLongStream().toArray());
    assertThat(drawing.zeros(new Shape(2)).toFloatArray()).containsOnly(0);
  }

  @Test
  void errorsOfTheManagerPassThrough() {
    NDManager drawing = DrawingManager.of(manager, stream());
    assertThatThrownBy(() -> drawing.create(new float[2], new Shape(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attachingToTheManagerIsToldWhatToDo() {
    OwnLayer layer =
        new OwnLayer(
            (given, shape) -> {
              NDArray x = given.ones(shape);
              x.attach(given);
              return x;
            });
    assertThatThrownBy(() -> stream().initialize(layer, manager, DataType.FLOAT32, SHAPE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("manager.attachAll(array)");
  }
}
