package stablegan.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;

class LossesTest {

  /** Single precision on numbers of order one. */
  private static final double ROUNDING = 1e-6;

  /** Newton's method converges to rounding, here of double precision. */
  private static final double SOLVED = 1e-12;

  private static final int NEWTON_STEPS = 12;

  private static final List<LabelSmoothing> TARGETS =
      List.of(LabelSmoothing.NONE, LabelSmoothing.oneSided(0.9), LabelSmoothing.twoSided(0.9, 0.1));

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<AdversarialLoss> smoothed() {
    return Stream.of(Losses.nonSaturating(), Losses.minimax(), Losses.leastSquares())
        .flatMap(loss -> TARGETS.stream().map(loss::with));
  }

  /** Newton's steps on D's loss at one point end where the formula says. */
  @ParameterizedTest
  @MethodSource("smoothed")
  void smoothingMovesTheOptimumWhereTheFormulaSays(AdversarialLoss loss) {
    for (double[] densities : new double[][] {{1, 1}, {1, 3}, {5, 2}}) {
      double expected = loss.optimum(densities[0], densities[1]).orElseThrow();
      double found = minimizer(loss, densities[0], densities[1]);
      assertThat(found).isCloseTo(expected, within(SOLVED));
    }
  }

  private double minimizer(AdversarialLoss loss, double p, double q) {
    double x = 0;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      try (Autograd.Mode recording = Autograd.record()) {
        NDArray at = manager.create(new double[] {x});
        at.setRequiresGradient(true);
        NDArray zero = manager.zeros(at.getShape(), DataType.FLOAT64);
        NDArray onReal = loss.discriminator(at, zero);
        NDArray onFake = loss.discriminator(zero, at);
        NDArray total = TensorOps.times(onReal, p).add(TensorOps.times(onFake, q));
        NDArray slope = Autograd.grad(total, new NDList(at), true).get(0);
        NDArray curvature = Autograd.grad(slope.sum(), new NDList(at), false).get(0);
        x -= slope.stopGradient().getDouble(0) / curvature.getDouble(0);
      }
    }
    return x;
  }

  @Test
  void theShiftedOptimumIsToldAsAFormula() {
    assertThat(LabelSmoothing.oneSided(0.9).formula())
        .isEqualTo("D* = 0.9 p / (p + q), 0.45 where p = q");
    assertThat(LabelSmoothing.twoSided(0.75, 0.25).formula())
        .isEqualTo("D* = (0.75 p + 0.25 q) / (p + q), 0.5 where p = q");
  }

  @Test
  void onlyTwoSidedSmoothingIsBoundedAwayFromZeroAndOneSidedFromOne() {
    double surelyFake = 1e-9;
    assertThat(LabelSmoothing.oneSided(0.9).optimum(surelyFake, 1)).isLessThan(surelyFake);
    assertThat(LabelSmoothing.twoSided(0.9, 0.1).optimum(surelyFake, 1)).isGreaterThan(0.1);
    assertThat(LabelSmoothing.oneSided(0.9).optimum(1, surelyFake)).isLessThan(0.9);
  }

  @Test
  void crossEntropyIsFiniteForAnyLogit() {
    NDArray sure = manager.create(new float[] {1000, -1000});
    double loss = Losses.nonSaturating().discriminator(sure, sure.neg()).getFloat();
    assertThat(loss).isCloseTo(1000, within(ROUNDING));
  }

  @Test
  void aLossWithoutTargetsRefusesSmoothing() {
    assertThatThrownBy(() -> Losses.hinge().with(LabelSmoothing.oneSided(0.9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hinge");
    assertThat(Losses.wasserstein().with(LabelSmoothing.NONE)).isEqualTo(Losses.wasserstein());
  }

  @Test
  void targetsAreChecked() {
    assertThatThrownBy(() -> LabelSmoothing.twoSided(0.4, 0.6)).hasMessageContaining("0.4");
    assertThatThrownBy(() -> LabelSmoothing.oneSided(1.2)).hasMessageContaining("1.2");
  }
}
