package stablegan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.NormalInitializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.autograd.Autograd;

class SpectralNormTest {

  /** Power iteration on a matrix with a clear gap settles to single precision. */
  private static final double SETTLED = 1e-5;

  /** Iterations after which (3/5)^2n is below single precision. */
  private static final int ENOUGH = 20;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private SpectralNorm linear(float[][] weight, SpectralNorm.Settings settings) {
    Block layer = Linear.builder().setUnits(weight.length).optBias(false).build();
    SpectralNorm norm = SpectralNorm.of(layer, settings);
    norm.setInitializer(new NormalInitializer(), Parameter.Type.WEIGHT);
    norm.initialize(manager, DataType.FLOAT32, new Shape(1, weight[0].length));
    try (Autograd.Mode paused = Autograd.pause()) {
      manager.create(weight).copyTo(norm.weight().getArray());
    }
    norm.warmUp();
    return norm;
  }

  private float[] apply(SpectralNorm norm, StepWeights weights, boolean training, float... x) {
    NDArray input = manager.create(x).reshape(1, x.length);
    return norm.forward(weights, new NDList(input), training)
        .singletonOrThrow()
        .stopGradient()
        .toFloatArray();
  }

  @Test
  void sigmaOfADiagonalMatrixIsItsLargestEntry() {
    SpectralNorm norm = linear(new float[][] {{3, 0}, {0, -5}}, SpectralNorm.Settings.DEFAULT);
    assertThat(norm.sigma()).isCloseTo(5, within(SETTLED));
    float[] y = apply(norm, StepWeights.fixed(manager), false, 1, 1);
    assertThat(y[0]).isCloseTo(0.6f, within((float) SETTLED));
    assertThat(y[1]).isCloseTo(-1f, within((float) SETTLED));
  }

  @Test
  void theCoefficientScalesTheNormAndOnlyAboveLeavesASmallWeightAlone() {
    SpectralNorm.Settings two = SpectralNorm.Settings.DEFAULT.withCoefficient(2);
    float[][] weight = {{1, 0}, {0, 0.5f}};
    float[] scaled = apply(linear(weight, two), StepWeights.fixed(manager), false, 1, 1);
    assertThat(scaled[0]).isCloseTo(2f, within((float) SETTLED));
    SpectralNorm small = linear(weight, two.onlyAboveCoefficient());
    assertThat(apply(small, StepWeights.fixed(manager), false, 1, 1)).containsExactly(1, 0.5f);
  }

  @Test
  void inferenceNeverIterates() {
    SpectralNorm norm = linear(new float[][] {{2, 1}, {1, 1.9f}}, SpectralNorm.Settings.DEFAULT);
    float[] u = norm.getDirectParameters().get("u").getArray().toFloatArray();
    float[] first = apply(norm, StepWeights.updating(manager, 0), false, 1, 2);
    float[] second = apply(norm, StepWeights.updating(manager, 1), false, 1, 2);
    assertThat(second).containsExactly(first);
    assertThat(norm.getDirectParameters().get("u").getArray().toFloatArray()).containsExactly(u);
  }

  @Test
  void allPassesOfAStepShareOneWeightAndTheNextStepMovesOn() {
    SpectralNorm norm = linear(new float[][] {{2, 1}, {1, 1.9f}}, SpectralNorm.Settings.DEFAULT);
    try (Autograd.Mode paused = Autograd.pause()) {
      manager.create(new float[][] {{1, 0.2f}, {0, 4}}).copyTo(norm.weight().getArray());
    }
    StepWeights step = StepWeights.updating(manager, 0);
    float[] first = apply(norm, step, true, 1, 2);
    assertThat(apply(norm, step, true, 1, 2)).containsExactly(first);
    float[] next = apply(norm, StepWeights.updating(manager, 1), true, 1, 2);
    assertThat(next).isNotEqualTo(first);
    assertThat(apply(norm, StepWeights.fixed(manager), true, 1, 2)).containsExactly(next);
  }

  @Test
  void aClockOfEveryThreeStepsIteratesAtEveryThird() {
    Clock clock = Clock.everySteps(3);
    assertThat(StepWeights.updating(manager, 0).due(clock)).isTrue();
    assertThat(StepWeights.updating(manager, 1).due(clock)).isFalse();
    assertThat(StepWeights.updating(manager, 3).due(clock)).isTrue();
    assertThat(StepWeights.fixed(manager).due(clock)).isFalse();
  }

  @Test
  void theGradientIsOrthogonalToTheWeight() {
    // W/σ does not change with the scale of W, so by Euler's theorem <dL/dW, W> = 0
    SpectralNorm norm =
        linear(new float[][] {{2, 1, 0.3f}, {1, -1.9f, 0.5f}}, SpectralNorm.Settings.DEFAULT);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray w = norm.weight().getArray();
      NDArray x = manager.create(new float[][] {{1, 2, 3}});
      NDArray loss =
          norm.forward(StepWeights.fixed(manager), new NDList(x), true)
              .singletonOrThrow()
              .square()
              .sum();
      NDArray gradient = Autograd.grad(loss, new NDList(w), false).get(0);
      double inner = gradient.mul(w.stopGradient()).sum().getFloat();
      double size = gradient.norm().getFloat() * w.stopGradient().norm().getFloat();
      assertThat(inner / size).isCloseTo(0, within(SETTLED));
    }
  }

  @Test
  void aZeroWeightStaysZero() {
    SpectralNorm norm = linear(new float[2][2], SpectralNorm.Settings.DEFAULT);
    assertThat(apply(norm, StepWeights.updating(manager, 0), true, 1, 1)).containsExactly(0, 0);
  }

  @Test
  void aWeightThatLeavesZeroIsNormalizedFromThenOn() {
    // as the last layer of a residual block that is initialized with zeros
    SpectralNorm norm = linear(new float[2][2], SpectralNorm.Settings.DEFAULT);
    apply(norm, StepWeights.updating(manager, 0), true, 1, 1);
    try (Autograd.Mode paused = Autograd.pause()) {
      manager.create(new float[][] {{3, 0}, {0, 5}}).copyTo(norm.weight().getArray());
    }
    for (int step = 1; step <= ENOUGH; step++) {
      apply(norm, StepWeights.updating(manager, step), true, 1, 1);
    }
    assertThat(norm.sigma()).isCloseTo(5, within(SETTLED));
  }

  @Test
  void readingSigmaLeavesNothingBehind() {
    SpectralNorm norm = linear(new float[][] {{1, 2}}, SpectralNorm.Settings.DEFAULT);
    int before = manager.getManagedArrays().size();
    norm.sigma();
    norm.warmUp();
    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  @Test
  void stateIsSavedButNotTrained() {
    SpectralNorm norm = linear(new float[][] {{1, 2}}, SpectralNorm.Settings.DEFAULT);
    assertThat(norm.getParameters().keys()).contains("u", "v");
    assertThat(norm.getDirectParameters().values()).noneMatch(Parameter::requiresGradient);
  }

  @Test
  void aBlockWithoutAWeightOfItsOwnIsRefused() {
    assertThatThrownBy(() -> SpectralNorm.of(new SequentialBlock()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SequentialBlock holds 0 weights");
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> SpectralNorm.Settings.DEFAULT.withIterations(0))
        .hasMessageContaining("0");
    assertThatThrownBy(() -> SpectralNorm.Settings.DEFAULT.withCoefficient(-1))
        .hasMessageContaining("-1");
  }
}
