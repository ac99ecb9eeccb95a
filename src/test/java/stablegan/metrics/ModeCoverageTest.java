package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import stablegan.data.ToyMixture;

class ModeCoverageTest {

  private static final double ROUNDING = 1e-12;
  private static final int POINTS = 10_000;

  @Test
  void theMixtureCoversItself() {
    ToyMixture grid = ToyMixture.grid(5);
    try (NDManager manager = NDManager.newBaseManager()) {
      ModeCoverage coverage = ModeCoverage.of(grid, grid.sample(manager, POINTS, 1));
      assertThat(coverage.covered()).isEqualTo(25);
      double exact = 1 - Math.exp(-4.5);
      // five standard errors
      assertThat(coverage.highQuality())
          .isCloseTo(exact, within(5 * Math.sqrt(exact * (1 - exact) / POINTS)));
      // 2n·KL is about chi-squared with 24 degrees of freedom; mean and seven deviations
      assertThat(coverage.divergence()).isBetween(0.0, (24 + 7 * Math.sqrt(48)) / (2 * POINTS));
    }
  }

  @Test
  void oneModeOfEightAndOneStraySample() {
    ToyMixture ring = ToyMixture.ring(8);
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] points = {2, 0, 2.05f, 0, 2, -0.03f, 0, 0};
      ModeCoverage coverage = ModeCoverage.of(ring, manager.create(points, new Shape(4, 2)));
      assertThat(coverage.covered()).isEqualTo(1);
      assertThat(coverage.modes()).isEqualTo(8);
      assertThat(coverage.highQuality()).isEqualTo(0.75);
      assertThat(coverage.divergence()).isCloseTo(Math.log(8), within(ROUNDING));
    }
  }

  @Test
  void withoutAGoodSampleNothingIsCovered() {
    try (NDManager manager = NDManager.newBaseManager()) {
      ModeCoverage none = ModeCoverage.of(ToyMixture.ring(8), manager.zeros(new Shape(10, 2)));
      assertThat(none.covered()).isZero();
      assertThat(none.highQuality()).isZero();
      assertThat(none.divergence()).isNaN();
    }
  }
}
