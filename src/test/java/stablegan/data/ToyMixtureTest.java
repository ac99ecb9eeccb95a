package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToyMixtureTest {

  private static final double ROUNDING = 1e-12;
  private static final int POINTS = 20_000;

  @Test
  void theRingLiesOnACircleOfRadiusTwo() {
    ToyMixture ring = ToyMixture.ring(8);
    assertThat(ring.modes()).hasSize(8);
    assertThat(ring.std()).isEqualTo(0.02);
    assertThat(ring.modes().get(2).x()).isCloseTo(0, within(ROUNDING));
    assertThat(ring.modes().get(2).y()).isCloseTo(2, within(ROUNDING));
    for (ToyMixture.Mode mode : ring.modes()) {
      assertThat(Math.hypot(mode.x(), mode.y())).isCloseTo(2, within(ROUNDING));
    }
  }

  @Test
  void theGridIsSymmetricWithSpacingTwo() {
    ToyMixture grid = ToyMixture.grid(5);
    assertThat(grid.modes()).hasSize(25).doesNotHaveDuplicates();
    assertThat(grid.std()).isEqualTo(0.05);
    assertThat(grid.modes())
        .contains(
            new ToyMixture.Mode(-4, -4), new ToyMixture.Mode(0, 2), new ToyMixture.Mode(4, 4));
  }

  @Test
  void samplesHaveTheMixturesMeanAndSpread() {
    ToyMixture one = new ToyMixture("one", List.of(new ToyMixture.Mode(3, -1)), 0.5);
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] values = one.sample(manager, POINTS, 5).toFloatArray();
      double x = 0;
      double y = 0;
      double xx = 0;
      double xy = 0;
      for (int i = 0; i < POINTS; i++) {
        double dx = values[2 * i] - 3;
        double dy = values[2 * i + 1] + 1;
        x += dx / POINTS;
        y += dy / POINTS;
        xx += dx * dx / POINTS;
        xy += dx * dy / POINTS;
      }
      // five standard errors
      double mean = 5 * 0.5 / Math.sqrt(POINTS);
      assertThat(x).isCloseTo(0, within(mean));
      assertThat(y).isCloseTo(0, within(mean));
      assertThat(xx).isCloseTo(0.25, within(5 * 0.25 * Math.sqrt(2.0 / POINTS)));
      assertThat(xy).isCloseTo(0, within(5 * 0.25 / Math.sqrt(POINTS)));
    }
  }

  @Test
  void everyModeIsReachedAlikeAndThreeSigmaHoldsItsShare() {
    ToyMixture grid = ToyMixture.grid(5);
    try (NDManager manager = NDManager.newBaseManager()) {
      int[] counts = grid.counts(grid.sample(manager, POINTS, 11));
      double expected = POINTS / 25.0;
      for (int count : counts) {
        assertThat((double) count).isCloseTo(expected, within(5 * Math.sqrt(expected)));
      }
      double share = Arrays.stream(counts).sum() / (double) POINTS;
      double exact = 1 - Math.exp(-4.5);
      assertThat(share).isCloseTo(exact, within(5 * Math.sqrt(exact * (1 - exact) / POINTS)));
    }
  }

  @Test
  void aPointBelongsToTheNearestModeWithinThreeSigma() {
    ToyMixture grid = ToyMixture.grid(5).withStd(1);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray points =
          manager.create(
              new float[] {-4, -4, 0.9f, 0, 1.1f, 0, 4, 6.9f, 4, 7.1f, Float.NaN, 0},
              new Shape(6, 2));
      assertThat(grid.assign(points)).containsExactly(0, 12, 17, 24, -1, -1);
    }
  }

  @Test
  void theSeedFixesTheBits() {
    ToyMixture ring = ToyMixture.ring(8);
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] first = ring.sample(manager, 10, 1).toFloatArray();
      assertThat(ring.sample(manager, 10, 1).toFloatArray()).isEqualTo(first);
      assertThat(ring.sample(manager, 10, 2).toFloatArray()).isNotEqualTo(first);
    }
  }

  @Test
  void badArgumentsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ToyMixture.ring(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ToyMixture.ring(8).withStd(0))
        .withMessageContaining("std > 0");
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ToyMixture.ring(8).assign(manager.zeros(new Shape(4, 3))))
          .withMessageContaining("[n, 2]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ToyMixture.ring(8).sample(manager, 0, 1));
    }
  }
}
