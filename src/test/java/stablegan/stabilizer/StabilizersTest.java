package stablegan.stabilizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.autograd.Autograd;
import stablegan.random.RandomStream;

class StabilizersTest {

  /** Sums of a few numbers of order one in single precision. */
  private static final double ROUNDING = 1e-6;

  private static final double[] PATH = {1, -0.5, 2, 0.25};
  private static final Shape IMAGES = new Shape(64, 3, 16, 24);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static Stabilizer.Hooks.Step step(long k) {
    return new Stabilizer.Hooks.Step(
        new Stabilizer.StepNumber(k, 0, 1),
        100,
        RandomStream.of(3, RandomStream.Purpose.AUGMENTATION, 2 * k));
  }

  private static Stabilizer.Hooks.DiscriminatorPass pass(
      NDArray realLogits, NDArray fakeLogits, Stabilizer.Hooks.Step step) {
    return new Stabilizer.Hooks.DiscriminatorPass(null, null, realLogits, fakeLogits, null, step);
  }

  private NDArray shown(String policy, NDArray x, long k) {
    return Stabilizers.diffAugment(policy).start(setup(manager)).shown(x, step(k));
  }

  private NDArray images() {
    return RandomStream.of(1, RandomStream.Purpose.DATA, 0).uniform(manager, -1, 1, IMAGES);
  }

  @Test
  void historicalAveragingPullsTowardsTheMeanOfAllPastWeightsAsInClosedForm() {
    double coefficient = 0.7;
    NDArray theta = manager.create(new float[] {3, -1, 0.5f});
    theta.setRequiresGradient(true);
    NDArray start = theta.stopGradient().duplicate();
    Stabilizer.Setup setup = new Stabilizer.Setup(manager, new NDList(theta), new NDList(theta));
    Stabilizer.Hooks hooks = Stabilizers.historicalAveraging(coefficient).start(setup);
    NDArray logits = manager.create(0f);
    double sum = 0;
    for (int t = 0; t < PATH.length; t++) {
      try (Autograd.Mode paused = Autograd.pause()) {
        theta.set(new float[] {(float) PATH[t], (float) PATH[t], (float) PATH[t]});
        hooks.afterDiscriminatorStep(logits, logits, step(t));
        hooks.afterGeneratorStep(logits, step(t));
      }
      sum += PATH[t];
      NDArray mean = start.add(sum).div(t + 2);
      float[] expected = mean.neg().add(PATH[t]).mul(2 * coefficient).toFloatArray();
      try (Autograd.Mode recording = Autograd.record()) {
        NDArray zero = manager.create(0f);
        NDArray ofD = hooks.discriminatorLoss(zero, pass(logits, logits, step(t)));
        NDArray ofG =
            hooks.generatorLoss(
                zero, new Stabilizer.Hooks.GeneratorPass(logits, logits, logits, step(t)));
        for (NDArray loss : new NDList(ofD, ofG)) {
          NDArray gradient = Autograd.grad(loss, new NDList(theta), false).get(0);
          assertThat(gradient.toFloatArray()).containsExactly(expected, within((float) ROUNDING));
        }
      }
    }
  }

  @Test
  void leCamBeginsWithTheFirstStepsMeansAndAddsNothingBeforeItsStart() {
    Stabilizer.Setup setup = setup(manager);
    Stabilizer.Hooks hooks = Stabilizers.leCam(1, 0.5, 0).start(setup);
    NDArray loss = manager.create(2f);
    NDArray real = manager.create(new float[] {1, 3}, new Shape(2, 1));
    NDArray fake = manager.create(new float[] {-1, 0}, new Shape(2, 1));
    assertThat(hooks.discriminatorLoss(loss, pass(real, fake, step(0)))).isSameAs(loss);
    hooks.afterDiscriminatorStep(real, fake, step(0));
    assertThat(setup.memory().get("real").toFloatArray()).containsExactly(2);
    assertThat(setup.memory().get("fake").toFloatArray()).containsExactly(-0.5f);
    // 2 + E[(D(x) + 1/2)²] + E[(D(G(z)) - 2)²]
    double expected = 2 + (2.25 + 12.25) / 2 + (9 + 4) / 2.0;
    assertThat(hooks.discriminatorLoss(loss, pass(real, fake, step(1))).getFloat())
        .isCloseTo((float) expected, within((float) (ROUNDING * expected)));
    Stabilizer.Hooks late = Stabilizers.leCam(1, 0.5, 7).start(setup(manager));
    assertThat(late.discriminatorLoss(loss, pass(real, fake, step(6)))).isSameAs(loss);
    assertThat(late.discriminatorLoss(loss, pass(real, fake, step(7)))).isNotSameAs(loss);
  }

  private static Stabilizer.Setup setup(NDManager manager) {
    return new Stabilizer.Setup(manager, new NDList(), new NDList());
  }

  @Test
  void translationMovesEachImageByUpToAnEighthAndFillsUpWithZeros() {
    NDArray x = images();
    NDArray y = shown("translation", x, 0);
    Set<String> shifts = new HashSet<>();
    for (int n = 0; n < IMAGES.get(0); n++) {
      for (int rows = -2; rows <= 2; rows++) {
        for (int columns = -3; columns <= 3; columns++) {
          if (isMoved(x.get(n), y.get(n), rows, columns)) {
            shifts.add(n + ": " + rows + ", " + columns);
          }
        }
      }
    }
    assertThat(shifts).hasSize((int) IMAGES.get(0)); // one each
    assertThat(shifts.stream().map(s -> s.substring(s.indexOf(':')))).contains(": -2, 3");
  }

  /** Whether y[i, j] = x[i + rows, j + columns], 0 outside, in all channels. */
  private static boolean isMoved(NDArray x, NDArray y, int rows, int columns) {
    float[] from = x.toFloatArray();
    float[] to = y.toFloatArray();
    int height = (int) IMAGES.get(2);
    int width = (int) IMAGES.get(3);
    for (int k = 0; k < to.length; k++) {
      int i = k / width % height + rows;
      int j = k % width + columns;
      boolean inside = 0 <= i && i < height && 0 <= j && j < width;
      float expected = inside ? from[k + rows * width + columns] : 0;
      if (to[k] != expected) {
        return false;
      }
    }
    return true;
  }

  @Test
  void cutoutLeavesARectangleOfAtMostHalfTheSidesOutAndTheRestAlone() {
    NDArray ones = manager.ones(IMAGES);
    NDArray y = shown("cutout", ones, 0);
    float largest = 0;
    float smallest = Float.MAX_VALUE;
    for (int n = 0; n < IMAGES.get(0); n++) {
      NDArray hole = y.get(n).neg().add(1);
      NDArray mask = hole.get(0);
      NDArray rows = mask.max(new int[] {1});
      NDArray columns = mask.max(new int[] {0});
      // a rectangle, the same in all channels
      assertThat(hole).isEqualTo(rows.reshape(1, -1, 1).mul(columns).broadcast(hole.getShape()));
      float area = mask.sum().getFloat();
      largest = Math.max(largest, area);
      smallest = Math.min(smallest, area);
    }
    assertThat(largest).isEqualTo(8 * 12);
    assertThat(smallest).isBetween(4f * 6, 6f * 9); // a corner, or near one
  }

  @Test
  void colourChangesEachImageWithinItsBoundsAndGreyIsOnlyMoved() {
    NDArray grey = manager.full(IMAGES, 0.25f);
    NDArray shift = shown("color", grey, 0).sub(grey);
    assertThat(shift.max().getFloat()).isBetween(0.4f, 0.5f);
    assertThat(shift.min().getFloat()).isBetween(-0.5f, -0.4f);
    NDArray rows = shift.reshape(IMAGES.get(0), -1);
    NDArray within = rows.max(new int[] {1}).sub(rows.min(new int[] {1}));
    assertThat(within.max().getFloat()).isLessThan((float) ROUNDING);
  }

  /** Augmentations are affine in the image, so that differences are products with the Jacobian. */
  @ParameterizedTest
  @ValueSource(strings = {"color", "translation", "cutout", "color,translation,cutout"})
  void gradientsAreThoseOfFiniteDifferences(String policy) {
    NDArray x = images();
    NDArray v = RandomStream.of(1, RandomStream.Purpose.DATA, 1).normal(manager, IMAGES);
    NDArray w = RandomStream.of(1, RandomStream.Purpose.DATA, 2).normal(manager, IMAGES);
    x.setRequiresGradient(true);
    NDArray moved = shown(policy, x.stopGradient().add(v), 5).sub(shown(policy, x, 5));
    double difference = product(w, moved.stopGradient());
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray sum = shown(policy, x, 5).mul(w).sum();
      NDArray gradient = Autograd.grad(sum, new NDList(x), false).get(0);
      // single precision of a sum of so many random terms
      double size = Math.sqrt(product(w, w));
      assertThat(product(gradient, v)).isCloseTo(difference, within(1e-5 * size));
    }
  }

  private static double product(NDArray a, NDArray b) {
    return a.toType(DataType.FLOAT64, true).mul(b.toType(DataType.FLOAT64, true)).sum().getDouble();
  }

  @Test
  void augmentationsAreDrawnAnewForEachBatchAndAgainTheSameInTheSameStep() {
    NDArray x = images();
    NDArray y = shown("color,translation,cutout", x, 1);
    assertThat(shown("color,translation,cutout", x, 1)).isEqualTo(y);
    assertThat(shown("color,translation,cutout", x, 2)).isNotEqualTo(y);
    Stabilizer.Hooks hooks = Stabilizers.diffAugment().start(setup(manager));
    Stabilizer.Hooks.Step step = step(1);
    assertThat(hooks.shown(x, step)).isEqualTo(y);
    assertThat(hooks.shown(x, step)).isNotEqualTo(y);
  }

  @Test
  void badSettingsAreRefused() {
    assertThatThrownBy(() -> Stabilizers.historicalAveraging(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Stabilizers.leCam(0)).hasMessageContaining("positive");
    assertThatThrownBy(() -> Stabilizers.leCam(1, 1, 0)).hasMessageContaining("[0, 1)");
    assertThatThrownBy(() -> Stabilizers.leCam(1, 0.9, -3)).hasMessageContaining("-3");
    for (String policy : new String[] {"", "colour", "color,color", "color,"}) {
      assertThatThrownBy(() -> Stabilizers.diffAugment(policy))
          .hasMessageContaining("[color, translation, cutout]")
          .hasMessageContaining("\"" + policy + "\"");
    }
    assertThatThrownBy(() -> shown("color", manager.zeros(new Shape(4, 2)), 0))
        .hasMessageContaining("images (N, channels, height, width)");
  }

  @Test
  void aMemoryHoldsEachNameOnceAndOnlyWhatIsSavedExactly() {
    Stabilizer.Setup setup = setup(manager);
    NDArray first = manager.create(new float[] {1, 2});
    NDArray kept = setup.remember("a", first);
    kept.addi(1);
    assertThat(first.toFloatArray()).containsExactly(1, 2);
    assertThat(setup.memory()).containsOnlyKeys("a").containsValue(kept);
    assertThatThrownBy(() -> setup.remember("a", 0)).hasMessageContaining("twice");
    NDArray exact = manager.create(1.0);
    assertThatThrownBy(() -> setup.remember("b", exact)).hasMessageContaining("float64");
    assertThatThrownBy(() -> setup.start(s -> null)).hasMessageContaining("gave null");
    setup.start(s -> new Stabilizer.Hooks() {});
    assertThatThrownBy(() -> setup.remember("c", 0)).hasMessageContaining("only when it starts");
  }

  @Test
  void aStepIsCountedForBothPlayers() {
    Stabilizer.StepNumber third = Stabilizer.StepNumber.ofDiscriminator(13, 5);
    assertThat(third).isEqualTo(new Stabilizer.StepNumber(2, 3, 5));
    assertThat(third.discriminator()).isEqualTo(13);
    assertThat(third.ofPlayer()).isEqualTo(13);
    assertThat(third.first().discriminator()).isEqualTo(10);
    assertThat(third.isGenerator()).isFalse();
    Stabilizer.StepNumber generators = new Stabilizer.StepNumber(2, 5, 5);
    assertThat(generators.isGenerator()).isTrue();
    assertThat(generators.ofPlayer()).isEqualTo(2);
    assertThat(generators.discriminator()).isEqualTo(15);
    assertThatThrownBy(() -> new Stabilizer.StepNumber(0, 6, 5)).hasMessageContaining("0, 6, 5");
  }

  @Test
  void aStabilizerWithoutANameIsRefused() {
    assertThatThrownBy(() -> Stabilizer.named(" ", Stabilizers.leCam(1)))
        .hasMessageContaining("needs a name");
    assertThatThrownBy(() -> Stabilizer.named("x", null)).hasMessageContaining("stabilizer");
    assertThatThrownBy(() -> Stabilizers.instanceNoise(1, null)).hasMessageContaining("annealing");
  }
}
