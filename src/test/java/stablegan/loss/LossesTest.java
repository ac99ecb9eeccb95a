package stablegan.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stablegan.autograd.Autograd;

class LossesTest {

  /** Single precision on numbers of order one. */
  private static final double ROUNDING = 1e-6;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0.9, 0", "0.9, 0.1"})
  void smoothingMovesTheOptimumWhereTheFormulaSays(double real, double fake) {
    // where p = q/3, D's loss over one point is stationary at sigmoid(x) = (αp + βq)/(p + q)
    LabelSmoothing labels = new LabelSmoothing(real, fake);
    double optimum = labels.optimum(1, 3);
    NDArray x = manager.create(new float[] {(float) Math.log(optimum / (1 - optimum))});
    x.setRequiresGradient(true);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray three = x.tile(3);
      NDArray loss =
          Losses.nonSaturating().with(labels).discriminator(x, manager.zeros(x.getShape()));
      NDArray onFakes =
          Losses.nonSaturating().with(labels).discriminator(manager.zeros(x.getShape()), three);
      NDArray total = loss.add(onFakes.mul(3f));
      double slope = Autograd.grad(total, new NDList(x), false).get(0).toFloatArray()[0];
      assertThat(slope).isCloseTo(0, within(ROUNDING));
    }
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
