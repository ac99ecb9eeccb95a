package stablegan.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.Convolutions;
import stablegan.Garbage;
import stablegan.Golden;
import stablegan.ParityTable;
import stablegan.autograd.Autograd;
import stablegan.internal.layers.ConvTranspose2d;
import stablegan.internal.layers.Embedding;

/** Equality with torch.nn.utils.parametrizations.spectral_norm. */
class SpectralNormParityTest {

  /** A few units in the last place of single precision: the arrays' values are at most about 1. */
  private static final double TOLERANCE = 1e-6;

  /** Three training steps, as in the golden file. */
  private static final int STEPS = 3;

  @RegisterExtension static final ParityTable TABLE = new ParityTable("spectral norm", TOLERANCE);

  private static final Map<String, Supplier<Block>> LAYERS =
      Map.of(
          "linear", () -> Linear.builder().setUnits(7).build(),
          "conv1d", () -> Convolutions.conv1d(6),
          "conv2d", () -> Convolutions.conv2d(8, 3, 1, 1),
          "conv2d_k4s2", () -> Convolutions.conv2d(6, 4, 2, 1),
          "conv2d_k4s2g2", () -> Convolutions.conv2d(6, 4, 2, 2),
          "conv3d", SpectralNormParityTest::conv3d,
          "conv_transpose2d", () -> new ConvTranspose2d(4, 4, 2, 1),
          "conv_transpose2d_k3", () -> new ConvTranspose2d(7, 3, 1, 1),
          "embedding", () -> new Embedding(10, 6));

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "spectral_norm");

  record Case(String layer, int iterations, Clock clock) {
    String name() {
      return layer + "-n" + iterations;
    }

    @Override
    public String toString() {
      return name() + (clock.eachPass() ? ", each pass" : ", each step");
    }
  }

  static Stream<Case> cases() {
    return LAYERS.keySet().stream()
        .sorted()
        .flatMap(
            layer ->
                Stream.of(1, 2, 5)
                    .flatMap(
                        n ->
                            Stream.of(Clock.EACH_STEP, Clock.EACH_PASS)
                                .map(clock -> new Case(layer, n, clock))));
  }

  private static Block conv3d() {
    return Conv3d.builder()
        .setFilters(4)
        .setKernelShape(new Shape(3, 3, 3))
        .optPadding(new Shape(1, 1, 1))
        .build();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private SpectralNorm create(Case c, Golden of, String... names) {
    SpectralNorm.Settings settings =
        SpectralNorm.Settings.DEFAULT.withIterations(c.iterations).withClock(c.clock);
    SpectralNorm sn = SpectralNorm.of(LAYERS.get(c.layer).get(), settings);
    NDArray x = of.get("x");
    sn.initialize(manager, DataType.FLOAT32, x.getShape());
    of.load(names[0], sn.weight());
    of.load(names[1], sn.getDirectParameters().get("u"));
    of.load(names[2], sn.getDirectParameters().get("v"));
    if (of.has("bias")) {
      of.load("bias", sn.layer().getDirectParameters().get("bias"));
    }
    return sn;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void warmUpIsFifteenIterationsOfTheReference(Case c) {
    Golden of = golden.in(c.name());
    SpectralNorm sn = create(c, of, "weight_init", "u_init", "v_init");
    sn.warmUp();
    within(c, of, "u_warm", sn.getDirectParameters().get("u").getArray());
    within(c, of, "v_warm", sn.getDirectParameters().get("v").getArray());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void threeTrainingStepsAndInferenceEqualTheReference(Case c) {
    Golden of = golden.in(c.name());
    SpectralNorm sn = create(c, of, "weight", "u", "v");
    StepWeights oneStep = StepWeights.updating(manager, 0);
    for (int step = 1; step <= STEPS; step++) {
      boolean sameStep = c.clock.eachPass();
      trainingStep(c, of, sn, sameStep ? oneStep : StepWeights.updating(manager, step), step);
    }
    float[] first = null;
    for (int pass = 0; pass < 2; pass++) {
      NDList x = new NDList(of.get("x"));
      NDArray y = sn.forward(new ParameterStore(manager, false), x, false).singletonOrThrow();
      within(c, of, "y_eval", y);
      assertThat(first == null ? y.toFloatArray() : first).isEqualTo(y.toFloatArray());
      first = y.toFloatArray();
    }
  }

  private void trainingStep(Case c, Golden of, SpectralNorm sn, StepWeights store, int step) {
    Map<String, NDArray> wanted = wanted(of, sn);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y = sn.forward(store, new NDList(of.get("x")), true).singletonOrThrow();
      NDArray loss = y.mul(of.get("cotangent")).sum();
      if (c.iterations == 1 && step == 1) {
        Garbage.collect();
      }
      NDList gradients = Autograd.grad(loss, new NDList(wanted.values()), false);
      Golden after = of.in("step" + step);
      within(c, after, "sigma", manager.create((float) sn.sigma()));
      within(c, after, "weight_sn", store.getValue(sn.weight(), y.getDevice(), true));
      within(c, after, "y", y);
      List<String> names = new ArrayList<>(wanted.keySet());
      for (int i = 0; i < names.size(); i++) {
        within(c, after, names.get(i), gradients.get(i));
      }
      within(c, after, "u", sn.getDirectParameters().get("u").getArray());
      within(c, after, "v", sn.getDirectParameters().get("v").getArray());
    }
  }

  private Map<String, NDArray> wanted(Golden of, SpectralNorm sn) {
    Map<String, NDArray> wanted = new TreeMap<>();
    wanted.put("grad_weight", sn.weight().getArray());
    Parameter bias = sn.layer().getDirectParameters().get("bias");
    if (bias != null) {
      wanted.put("grad_bias", bias.getArray());
    }
    if (!of.get("x").getDataType().isInteger()) {
      wanted.put("grad_x", of.get("x"));
    }
    wanted.values().forEach(x -> x.setRequiresGradient(true));
    return wanted;
  }

  private static void within(Case c, Golden of, String name, NDArray actual) {
    TABLE.within(of, c.name(), name, name, actual);
  }
}
