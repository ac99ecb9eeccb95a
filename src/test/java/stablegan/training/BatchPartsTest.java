package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ImageSet;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.model.SnResNet;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;

/** Gradients accumulated over parts of a batch are those of the batch. */
class BatchPartsTest {

  /** Sums in another order in single precision; the gradients are of order 0.1 to 10. */
  private static final double ROUNDING = 1e-5;

  private static final int SIDE = 8;

  /** A start from which the gradients are of that order, also of the conditional networks. */
  private static final long SEED = 7;

  private static TrainingData noise() {
    byte[] pixels = new byte[40 * SIDE * SIDE];
    new Random(7).nextBytes(pixels);
    return TrainingData.of(ImageSet.of("noise", "train", 1, SIDE, SIDE, pixels));
  }

  /** Samples meet nowhere; steps of rate 1 move the weights by their gradients. */
  private static Method separate() {
    return Method.dcgan()
        .with(new Dcgan(4))
        .with(Latent.normal(6))
        .with(Normalizations.spectralNorm())
        .withGeneratorNorm(Normalizations.none())
        .with(Penalties.r1(1))
        .with(Stabilizers.historicalAveraging(0.1))
        .with(Optimizers.sgd(1))
        .batch(12);
  }

  static Stream<AdversarialLoss> losses() {
    return Stream.of(Losses.nonSaturating(), Losses.wasserstein(), Losses.relativisticPairing());
  }

  private static GameState played(TrainingData data, Method method, int steps) {
    GameState state = new GameState(method, data.sample(), SEED);
    Game game = new Game(method, state, data, Plan.steps(steps), SEED);
    for (int step = 0; step < steps; step++) {
      Map<String, Double> measured = game.step(step);
      assertThat(measured.values()).allMatch(Double::isFinite);
    }
    return state;
  }

  private static double largestDifference(Method one, Method other) {
    return largestDifference(noise(), one, other);
  }

  private static double largestDifference(TrainingData data, Method one, Method other) {
    try (GameState a = played(data, one, 1);
        GameState b = played(data, other, 1)) {
      double largest = 0;
      Map<String, NDArray> arrays = b.arrays();
      for (Map.Entry<String, NDArray> entry : a.arrays().entrySet()) {
        if (!entry.getKey().endsWith("steps") && !entry.getKey().endsWith("count")) {
          NDArray difference =
              entry.getValue().stopGradient().sub(arrays.get(entry.getKey()).stopGradient());
          largest = Math.max(largest, difference.abs().max().getFloat());
        }
      }
      return largest;
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void partsMakeTheStepOfTheWholeBatch(AdversarialLoss loss) {
    Method method = separate().with(loss);
    assertThat(largestDifference(method, method.gradientAccumulation(4)))
        .isCloseTo(0, within(ROUNDING));
    assertThat(largestDifference(method, method.batch(4))).isGreaterThan(100 * ROUNDING);
  }

  @Test
  void thePartsOfAConditionalBatchKeepTheirClasses() {
    byte[] pixels = new byte[24 * 3 * 32 * 32];
    new Random(7).nextBytes(pixels);
    int[] labels = IntStream.range(0, 24).map(i -> i % 3).toArray();
    TrainingData data = TrainingData.of(ImageSet.of("noise", "train", 3, 32, 32, pixels, labels));
    Method method = separate().with(new SnResNet(1).conditional(3)).with(Penalties.r2(1));
    assertThat(largestDifference(data, method, method.gradientAccumulation(4)))
        .isCloseTo(0, within(ROUNDING));
    assertThat(largestDifference(data, method, method.batch(4))).isGreaterThan(100 * ROUNDING);
  }

  @Test
  void batchNormSeesAPartAtATime() {
    Method method = separate().withGeneratorNorm(Normalizations.batchNorm());
    assertThat(largestDifference(method, method.gradientAccumulation(4)))
        .isGreaterThan(100 * ROUNDING);
  }

  @Test
  void batchNormOfPartsOfOneSampleIsWarnedOf() {
    Method method = separate().withGeneratorNorm(Normalizations.batchNorm());
    assertThat(warnings(method.gradientAccumulation(12)))
        .contains("batches of 1, or in parts of 1");
    assertThat(warnings(method.batch(1))).contains("batches of 1, or in parts of 1");
    assertThat(warnings(method.gradientAccumulation(6))).isEmpty();
    assertThat(warnings(separate().gradientAccumulation(12))).isEmpty();
  }

  private static String warnings(Method method) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    PrintStream standard = System.err;
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    try {
      new GameState(method, noise().sample(), 1).close();
    } finally {
      System.setErr(standard);
    }
    return lines.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noArrayOfAPartOutlivesItsStep() {
    Method method = separate().gradientAccumulation(3);
    try (GameState state = new GameState(method, noise().sample(), 1)) {
      Game game = new Game(method, state, noise(), Plan.steps(10), 1);
      game.step(0);
      int own = state.manager.getManagedArrays().size();
      int all = state.manager.getParentManager().getManagedArrays().size();
      for (int step = 1; step < 5; step++) {
        game.step(step);
      }
      assertThat(state.manager.getManagedArrays()).hasSize(own);
      assertThat(state.manager.getParentManager().getManagedArrays()).hasSize(all);
    }
  }

  @Test
  void partsMustDivideTheBatch() {
    assertThatThrownBy(() -> separate().gradientAccumulation(5))
        .hasMessageContaining("batch of 12")
        .hasMessageContaining("5 equal parts");
    assertThatThrownBy(() -> separate().gradientAccumulation(4).generatorBatch(6))
        .hasMessageContaining("batch of 6");
  }
}
