package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.model.Mlp;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.random.RandomStream;

/** Which parameters decay: with gradients of zero nothing else moves them. */
class AdamWTest {

  private static final Optimizer DECAYING = Optimizers.adamW(0.1, 0.5, 0.9, 0.5);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Set<Parameter.Type> decayed(Normalization normalization, Optimizer optimizer) {
    Block block = Mlp.of(4, 2).discriminator(new Shape(3), normalization);
    Player player =
        new Player(
            "player",
            block,
            Mlp.of(1, 1).initializer(),
            optimizer,
            false,
            manager,
            new Shape(2, 3),
            RandomStream.of(1, RandomStream.Purpose.WEIGHTS, 0));
    NDList before = new NDList();
    NDList zeros = new NDList();
    for (Parameter parameter : player.trained()) {
      parameter.getArray().stopGradient().addi(1); // biases start at zero
      before.add(parameter.getArray().stopGradient().duplicate());
      zeros.add(parameter.getArray().zerosLike());
    }
    player.step(zeros, 1);
    Set<Parameter.Type> found = EnumSet.noneOf(Parameter.Type.class);
    for (int i = 0; i < before.size(); i++) {
      Parameter parameter = player.trained().get(i);
      NDArray expected = before.get(i);
      if (!parameter.getArray().stopGradient().equals(expected)) {
        assertThat(parameter.getArray().stopGradient().allClose(expected.mul(0.95))).isTrue();
        found.add(parameter.getType());
      }
    }
    return found;
  }

  @Test
  void weightsDecayAndBiasesGainsAndShiftsDoNot() {
    assertThat(decayed(Normalizations.layerNorm(), DECAYING))
        .containsExactly(Parameter.Type.WEIGHT);
  }

  @Test
  void normalizedWeightsDecayOnlyWhenAsked() {
    for (Normalization normalization :
        new Normalization[] {Normalizations.spectralNorm(), Normalizations.weightNorm()}) {
      assertThat(decayed(normalization, DECAYING)).isEmpty();
      assertThat(decayed(normalization, Optimizers.clipped(DECAYING, 10))).isEmpty();
      assertThat(decayed(normalization, Optimizers.adamWOfAllWeights(0.1, 0.5, 0.9, 0.5)))
          .containsExactly(Parameter.Type.WEIGHT);
    }
  }

  @Test
  void badSettingsAreRefused() {
    assertThatThrownBy(() -> Optimizers.adamW(1e-3, 0, 0.9, -1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Optimizers.rmsProp(0, 0.9)).hasMessageContaining("rate 0.0");
    assertThatThrownBy(() -> Optimizers.sgd(0.1, 1)).hasMessageContaining("momentum");
  }
}
