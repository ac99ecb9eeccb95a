package stablegan.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.lecture.KnownMistakes.Mistake;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.optim.Optimizers;
import stablegan.training.Method;

class KnownMistakesTest {

  /** Relative, for rounding in single precision over a few hundred numbers. */
  private static final double SINGLE = 1e-4;

  @Test
  void spoiltStateMakesOutputsLargerAndPassesDiffer() {
    List<Mistake> state = KnownMistakes.ofState();
    // an exact σ would leave 1; one step of the weight moves it by less than 1e-3
    Mistake trained = state.get(0);
    assertThat(trained.mistaken()).isGreaterThan(1.01);
    assertThat(trained.right()).isCloseTo(1, within(1e-3));
    Mistake inference = state.get(1);
    assertThat(inference.mistaken()).isBetween(0.01, 0.5);
    assertThat(inference.right()).isZero();
    Mistake passes = state.get(2);
    assertThat(passes.mistaken()).isBetween(0.01, 1.0);
    assertThat(passes.right()).isZero();
    // of random unit vectors |uᵀWv| is σ times about 1/√32/√144 · ‖W‖_F/σ: tens of times too small
    Mistake warmUp = state.get(3);
    assertThat(warmUp.mistaken()).isGreaterThan(10);
    assertThat(warmUp.right()).isCloseTo(1, within(0.1));
    Mistake saved = state.get(4);
    assertThat(saved.mistaken()).isGreaterThan(1.05);
    assertThat(saved.right()).isCloseTo(1, within(SINGLE));
  }

  @Test
  void onlyADetachedSigmaPointsElsewhere() {
    List<Mistake> gradients = KnownMistakes.ofGradients();
    Mistake detached = gradients.get(0);
    assertThat(detached.mistaken()).isGreaterThan(0.01);
    // central differences with h = 1e-5 are right to h² and 1e-16/h
    assertThat(detached.right()).isLessThan(1e-7);
    Mistake through = gradients.get(1);
    assertThat(through.mistaken()).isLessThan(1e-7);
    assertThat(through.right()).isEqualTo(detached.right());
    // 300 iterations of four operations against four operations
    assertThat(gradients.get(2).mistaken()).isGreaterThan(3);
    Mistake overwritten = gradients.get(3);
    assertThat(overwritten.mistakenText()).isEqualTo("the engine refuses the gradient");
    assertThat(overwritten.right()).isCloseTo(0, within(SINGLE));
  }

  @Test
  void shapesAndPrecisionsAreMisread() {
    List<Mistake> shapes = KnownMistakes.ofShapes();
    assertThat(shapes.get(0).mistaken()).isEqualTo(4);
    assertThat(shapes.get(0).right()).isEqualTo(3 * 4 * 4);
    assertThat(shapes.get(0).mistakenText()).contains("fails");
    // rows of 48 and of 2,048 numbers of deviation 0.02: about 0.02·(√128 + √48) and 0.02·√2048
    assertThat(shapes.get(1).mistaken())
        .isCloseTo(0.02 * (Math.sqrt(128) + Math.sqrt(48)), within(0.03));
    assertThat(shapes.get(1).right())
        .isCloseTo(0.02 * (Math.sqrt(2048) + Math.sqrt(3)), within(0.05));
    assertThat(shapes.get(2).mistaken()).isNaN();
    assertThat(shapes.get(2).right()).isZero();
    assertThat(shapes.get(2).mistakenText()).isEqualTo("0/0, no number");
  }

  @Test
  void whatStandsAroundTheLayerUndoesIt() {
    List<Mistake> surroundings = KnownMistakes.ofSurroundings();
    // features of deviation 0.05 under a layer of norm 1 are brought to deviation 1
    assertThat(surroundings.get(0).mistaken()).isGreaterThan(10);
    assertThat(surroundings.get(0).right()).isCloseTo(1, within(0.05));
    // −log sigmoid(1) − log(1 − sigmoid(0)) = 0.3133 + 0.6931 against two logits of ±50
    assertThat(surroundings.get(1).mistaken())
        .isCloseTo(Math.log1p(Math.exp(-1)) + Math.log(2), within(SINGLE));
    assertThat(surroundings.get(1).right()).isCloseTo(0, within(SINGLE));
    assertThat(surroundings.get(2).mistaken()).isEqualTo(1);
    assertThat(surroundings.get(2).right()).isEqualTo(2);
    // 64 gradients of norm 1 have norm 8 together: (8 − 1)²
    assertThat(surroundings.get(3).mistaken()).isCloseTo(49, within(49 * SINGLE));
    assertThat(surroundings.get(3).right()).isCloseTo(0, within(SINGLE));
  }

  @Test
  void aForgottenLastLayerGrows() {
    byte[] pixels = new byte[64 * 8 * 8];
    new Random(7).nextBytes(pixels);
    ImageSet noise = ImageSet.of("noise", "train", 1, 8, 8, pixels);
    Method small =
        Method.dcgan()
            .with(new Dcgan(4))
            .with(Latent.normal(4))
            .with(Optimizers.adam(0.01, 0.5, 0.999))
            .batch(8);
    Mistake last = KnownMistakes.ofTraining(small, noise, 20).get(0);
    assertThat(last.quantity()).contains("20 steps");
    assertThat(last.mistaken()).isGreaterThan(1.5);
    assertThat(last.right()).isCloseTo(1, within(0.2));
  }

  @Test
  void underSpectralNormTheSizeOfAWeightIsLeftInTheGradientAlone() {
    for (double factor : List.of(0.5, 10.0)) {
      WeightScaling scaling = WeightScaling.of(factor);
      assertThat(scaling.factor()).isEqualTo(factor);
      assertThat(scaling.cosine()).isCloseTo(0, within(SINGLE));
      assertThat(scaling.change()).isCloseTo(0, within(SINGLE));
      assertThat(scaling.gradient() * factor).isCloseTo(1, within(SINGLE));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightScaling.of(0))
        .withMessageContaining("0");
  }
}
