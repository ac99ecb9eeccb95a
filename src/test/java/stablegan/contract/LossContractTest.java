package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.Autograd;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.Losses;

/** What every adversarial loss keeps to. */
class LossContractTest {

  /** Relative, for a mean of a few logits in single precision. */
  private static final double ROUNDING = 1e-6;

  private static final float LARGE = 1e3f;

  /** How far the optimum is left to see that it is one. */
  private static final float AWAY = 0.1f;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static final List<AdversarialLoss> WITHOUT_OPTIMUM =
      List.of(Losses.wasserstein(), Losses.relativisticAverage());

  static Stream<Named<AdversarialLoss>> losses() {
    return Stream.of(
            Losses.nonSaturating(),
            Losses.minimax(),
            Losses.hinge(),
            Losses.wasserstein(),
            Losses.leastSquares(),
            Losses.relativisticPairing(),
            Losses.relativisticAverage())
        .map(loss -> Named.of(loss.name(), loss));
  }

  private NDArray logits(float... values) {
    NDArray x = manager.create(values);
    x.setRequiresGradient(true);
    return x;
  }

  private static float[] gradient(NDArray loss, NDArray x) {
    return Autograd.grad(loss, new NDList(x), true).get(0).stopGradient().toFloatArray();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossesAndGradientsAreFiniteForHugeLogits(AdversarialLoss loss) {
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray real = logits(-LARGE, -1, 0, 1, LARGE);
      NDArray fake = logits(LARGE, 1, 0, -LARGE, -LARGE);
      for (NDArray value :
          List.of(loss.discriminator(real, fake), loss.generator(fake, () -> real))) {
        assertThat(value.getFloat()).isFinite();
        for (NDArray x : List.of(real, fake)) {
          for (float slope : gradient(value, x)) {
            assertThat(slope).isFinite();
          }
        }
      }
    }
  }

  /** Near the start: logits are small, and no target is reached yet. */
  @ParameterizedTest
  @MethodSource("losses")
  void descentRaisesRealLogitsAndLowersFakeOnesAndTheGeneratorRaisesThem(AdversarialLoss loss) {
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray real = logits(0.3f, -0.2f, 0.1f);
      NDArray fake = logits(0.1f, 0.2f, 0.3f);
      NDArray discriminator = loss.discriminator(real, fake);
      for (int i = 0; i < 3; i++) {
        assertThat(gradient(discriminator, real)[i]).isNegative();
        assertThat(gradient(discriminator, fake)[i]).isPositive();
        assertThat(gradient(loss.generator(fake, () -> real), fake)[i]).isNegative();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theLossIsAMean(AdversarialLoss loss) {
    NDArray real = manager.create(new float[] {0.3f, -2});
    NDArray fake = manager.create(new float[] {1.5f, 0.2f});
    double once = loss.discriminator(real, fake).getFloat();
    double twice = loss.discriminator(real.tile(2), fake.tile(2)).getFloat();
    assertThat(twice).isCloseTo(once, within(ROUNDING * Math.abs(once)));
    double generator = loss.generator(fake, () -> real).getFloat();
    double column =
        loss.generator(fake.reshape(2, 1), () -> real.reshape(2, 1)).stopGradient().getFloat();
    assertThat(column).isCloseTo(generator, within(ROUNDING * Math.abs(generator)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void equalBatchesOfReversedRolesCostTheDiscriminatorAtLeastAsMuch(AdversarialLoss loss) {
    NDArray high = manager.create(new float[] {0.5f, 1});
    NDArray low = high.neg();
    double right = loss.discriminator(high, low).getFloat();
    double wrong = loss.discriminator(low, high).getFloat();
    assertThat(right).isLessThan(wrong);
  }

  static Stream<Named<AdversarialLoss>> withOptimum() {
    return losses().filter(loss -> !WITHOUT_OPTIMUM.contains(loss.getPayload()));
  }

  @Test
  void whatIsUnboundedHasNoOptimum() {
    assertThat(WITHOUT_OPTIMUM).isNotEmpty().allMatch(loss -> loss.optimum(3, 1).isEmpty());
  }

  /** Two points, of which the first has p/q = 3 and the second p/q = 1/3. */
  @ParameterizedTest
  @MethodSource("withOptimum")
  void theDocumentedOptimumIsOne(AdversarialLoss loss) {
    float first = (float) loss.optimum(3, 1).orElseThrow();
    float second = (float) loss.optimum(1, 3).orElseThrow();
    double least = onTwoPoints(loss, first, second);
    for (float[] away : new float[][] {{AWAY, 0}, {-AWAY, 0}, {0, AWAY}, {0, -AWAY}}) {
      assertThat(onTwoPoints(loss, first + away[0], second + away[1])).isGreaterThan(least);
    }
  }

  /** All pairs of a real and a fake sample, three of four reals and one of four fakes at first. */
  private double onTwoPoints(AdversarialLoss loss, float first, float second) {
    List<Float> real = new ArrayList<>();
    List<Float> fake = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        real.add(i < 3 ? first : second);
        fake.add(j < 1 ? first : second);
      }
    }
    return loss.discriminator(column(real), column(fake)).getFloat();
  }

  private NDArray column(List<Float> values) {
    NDList each = new NDList();
    values.forEach(value -> each.add(manager.create(new float[] {value})));
    return NDArrays.concat(each).reshape(new Shape(values.size(), 1));
  }

  static Stream<Named<AdversarialLoss>> lossesOfDifferences() {
    return Stream.of(
            Losses.wasserstein(), Losses.relativisticPairing(), Losses.relativisticAverage())
        .map(loss -> Named.of(loss.name(), loss));
  }

  /** Their optimum is known up to a constant, and rises with p/q. */
  @ParameterizedTest
  @MethodSource("lossesOfDifferences")
  void aConstantAddedToAllLogitsChangesNothing(AdversarialLoss loss) {
    double here = onTwoPoints(loss, 1, -1);
    assertThat(onTwoPoints(loss, 6, 4)).isCloseTo(here, within(10 * ROUNDING));
    assertThat(here).isLessThan(onTwoPoints(loss, 0, 0));
  }
}
