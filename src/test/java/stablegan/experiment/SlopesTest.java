package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.training.Method;

class SlopesTest {

  /** Single precision of sums of a few terms. */
  private static final double FLOAT = 1e-5;

  @Test
  void aLinearCriticHasOneSlopeEverywhere() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray weight = manager.create(new float[] {3, 4});
      NDArray real = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(3, 2));
      double[] slopes = Slopes.between(x -> x.matMul(weight.reshape(2, 1)), real, real.neg());
      assertThat(slopes).hasSize(3).containsExactly(new double[] {5, 5, 5}, within(FLOAT));
    }
  }

  @Test
  void pointsGoEvenlyFromTheGeneratedToTheReal() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray real = manager.ones(new Shape(3, 1, 2, 2));
      NDArray fake = manager.zeros(new Shape(3, 1, 2, 2));
      // the gradient of the sum of squares is 2x, of norm 2t‖1‖ = 4t
      double[] slopes =
          Slopes.between(x -> x.reshape(3, -1).square().sum(new int[] {1}), real, fake);
      assertThat(slopes).containsExactly(new double[] {0, 2, 4}, within(FLOAT));
    }
  }

  @Test
  void finishedRunsAreMeasured(@TempDir Path folder) {
    Method none = SmallComparison.METHODS.get(0);
    SpectralNorm.Settings weak = SpectralNorm.Settings.DEFAULT.withCoefficient(0.01);
    Method flat = none.named("flat").with(Normalizations.spectralNorm(weak));
    Results results = SmallComparison.of(List.of(none, flat), List.of(0L, 1L)).runIn(folder);
    Slopes slopes = Slopes.of(results, folder, 8);
    ToDoubleFunction<Cell> mean = slopes.mean().number();
    ToDoubleFunction<Cell> off = slopes.distanceFrom(1).number();
    // two convolutions, of at most twice their kernels' norm (4×4, stride 2), and a linear layer;
    // ten times that, since power iterations of a young network find less than the norm
    double bound = 10 * 0.02 * 0.02 * 0.01;
    for (Cell cell : results.cells("none")) {
      assertThat(mean.applyAsDouble(cell)).isGreaterThan(10 * bound);
    }
    for (Cell cell : results.cells("flat")) {
      assertThat(mean.applyAsDouble(cell)).isBetween(0.0, bound);
      assertThat(off.applyAsDouble(cell)).isCloseTo(1 - mean.applyAsDouble(cell), within(FLOAT));
    }
    assertThat(slopes.distanceFrom(1).name()).isEqualTo("distance of the slope from 1");
    assertThatThrownBy(() -> Slopes.of(results, folder, 65))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slopes need 2 to 64 points")
        .hasMessageContaining("65");
    assertThatThrownBy(() -> Slopes.of(Results.read(folder), folder, 8))
        .isInstanceOf(IllegalStateException.class);
  }
}
