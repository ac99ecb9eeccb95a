package stablegan.penalty;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Convolutions;
import stablegan.Garbage;
import stablegan.Golden;
import stablegan.ParityTable;
import stablegan.autograd.Autograd;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;

/** Equality of gradient penalties, and of their gradients for every parameter, with PyTorch. */
class PenaltyParityTest {

  /** Two differentiations in single precision of a sum of some hundred terms. */
  private static final double TOLERANCE = 1e-5;

  @RegisterExtension static final ParityTable TABLE = new ParityTable("penalty", TOLERANCE);

  /** With coefficient 1. DRAGAN's own points are random: its formula is WGAN-GP's at others. */
  private static final Map<String, Penalty> PENALTIES =
      Map.of(
          "wgan_gp", Penalties.gradientPenalty(1),
          "one_sided", Penalties.oneSidedGradientPenalty(1),
          "dragan", Penalties.gradientPenalty(1),
          "zero_centred", Penalties.zeroCentred(1),
          "r1", Penalties.r1(1),
          "r2", Penalties.r2(1));

  private static final List<String> LAYERS = List.of("conv1", "conv2", "linear");

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "penalties");
  private final Map<String, Block> layers = new LinkedHashMap<>();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Arguments> penalties() {
    return PENALTIES.keySet().stream()
        .sorted()
        .flatMap(kind -> Stream.of("leaky", "tanh").map(critic -> Arguments.of(kind, critic)));
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void valueAndGradientForEveryParameter(String kind, String critic) {
    check(critic, kind, PENALTIES.get(kind), UnaryOperator.identity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"leaky_sn", "tanh_sn"})
  void gradientPenaltyOfASpectrallyNormalizedCritic(String critic) {
    check(critic, "wgan_gp", Penalties.gradientPenalty(1), SpectralNorm::of);
    for (String layer : LAYERS) {
      Golden after = golden.in(critic).in("wgan_gp");
      Map<String, Parameter> state = asMap(layers.get(layer));
      after.in("u").assertWithin(TOLERANCE, layer, state.get("u").getArray());
      after.in("v").assertWithin(TOLERANCE, layer, state.get("v").getArray());
    }
  }

  /** Both batches are the stored points, so every point between them is one of those. */
  private void check(String name, String kind, Penalty penalty, UnaryOperator<Block> norm) {
    Golden of = golden.in(name);
    Critic critic = critic(of, name, norm);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray points = of.in(kind).get("points");
      NDArray value = penalty.of(critic, points, points);
      String row = name + ", " + kind;
      TABLE.within(of.in(kind), row, "value", "value", value);
      Garbage.collect();
      Map<String, NDArray> trained = trained();
      NDList gradients = Autograd.grad(value, new NDList(trained.values()), false);
      int i = 0;
      for (String parameter : trained.keySet()) {
        Golden gradient = of.in(kind).in("grad");
        TABLE.within(gradient, row, parameter, parameter, gradients.get(i++));
      }
    }
  }

  private Critic critic(Golden of, String name, UnaryOperator<Block> norm) {
    Block activation =
        name.startsWith("tanh") ? Activation.tanhBlock() : Activation.leakyReluBlock(0.1f);
    layers.put("conv1", norm.apply(Convolutions.conv2d(4, 3, 1, 1)));
    layers.put("conv2", norm.apply(Convolutions.conv2d(6, 4, 2, 1)));
    layers.put("linear", norm.apply(Linear.builder().setUnits(1).build()));
    SequentialBlock network =
        new SequentialBlock()
            .add(layers.get("conv1"))
            .add(activation)
            .add(layers.get("conv2"))
            .add(activation)
            .add(Blocks.batchFlattenBlock())
            .add(layers.get("linear"));
    network.initialize(manager, DataType.FLOAT32, new Shape(5, 3, 8, 8));
    layers.forEach((layer, block) -> load(of, layer, block));
    StepWeights step = StepWeights.updating(manager, 0);
    return x -> network.forward(step, new NDList(x), true).singletonOrThrow();
  }

  private static void load(Golden of, String layer, Block block) {
    asMap(block).forEach((name, parameter) -> of.load(layer + "." + name, parameter));
  }

  private Map<String, NDArray> trained() {
    Map<String, NDArray> trained = new LinkedHashMap<>();
    layers.forEach(
        (layer, block) ->
            asMap(block)
                .forEach(
                    (name, parameter) -> {
                      if (parameter.requiresGradient()) {
                        trained.put(layer + "." + name, parameter.getArray());
                      }
                    }));
    return trained;
  }

  /** The parameters of a layer, wrapped or not, by the last part of their names. */
  private static Map<String, Parameter> asMap(Block block) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    block
        .getParameters()
        .forEach(pair -> parameters.put(pair.getValue().getName(), pair.getValue()));
    return parameters;
  }
}
